"""Clauses: the sentences that score an indicator; each lowers to steps of the core and words its losses.

The order in which clauses act does not depend on the order of their lines: base, items, gates, recorded
deductions, then the bounds and the rounding (Stage).
"""
