"""Readers: bytes of a file, or a program's values, into Facts, each value with the place it came from.

`from_toml` and `from_json` read text, `from_settings` what follows --set on a command line; all of them,
and programs with a dict, go through `from_mapping`, which alone knows the sections of the facts. A reader
gives what it could read together with all that is wrong; it raises nothing.
"""
