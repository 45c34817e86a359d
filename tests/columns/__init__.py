"""Tables of projects: the engine over columns, and what reads and writes tables."""
