"""Values: what a rule file computes with. `states` says why a value is absent, `numbers` reads, writes
and rounds exact rationals, `units` gives a number its dimension, and `targets` reads a 指标值 and an
actual as people write them and compares the two. Nothing here knows of files, rules or engines."""
