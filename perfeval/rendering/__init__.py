"""Rendering: a Document into text for a terminal, Markdown or a picture; nothing here knows an indicator."""
