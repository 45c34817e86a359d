"""Values: what a rule file computes with. `states` says why a value is absent, `numbers` reads, writes and
rounds exact rationals, and `units` gives a number its dimension. A 指标值 or an actual as people write it
goes through `cleaning`, `measures`, `several_numbers` and `dates_as_written` to `reading_targets`, whose
nouns are in `targets`; `completion` compares the two. Nothing here knows of files, rules or engines."""
