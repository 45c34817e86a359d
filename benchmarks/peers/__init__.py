"""The same 33 results by other means: one module each, with one function that makes it ready to use.

A peer that is not installed raises ImportError there, and the benchmark says so.
"""
