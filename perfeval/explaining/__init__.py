"""Explaining: an outcome, with its ledger, into sentences and documents."""
