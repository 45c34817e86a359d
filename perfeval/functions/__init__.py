"""Functions: what an author may call, each by a Chinese and an English name."""
