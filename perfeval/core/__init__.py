"""The core: the one small language that every clause lowers to.

Engines, the ledger, explanation and solvers know only what stands here: terms (what is computed),
types, and a program of facts, tables, definitions and nodes whose steps act on a running value.
"""
