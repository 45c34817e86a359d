"""Lark alone, for comparison with `check`: the text of a rule file into a tree of its lines and tokens."""

from __future__ import annotations

from collections.abc import Callable

from lark import Lark, Token, Tree

GRAMMAR = r"""
start: line*
line: (_word | group)* NEWLINE
group: "(" (_word | group | NEWLINE)* ")" | "[" (_word | group | NEWLINE)* "]"
_word: NUMBER | NAME | OPERATOR | STRING | MARK
NUMBER: /[0-9]+(\.[0-9]+)?/
NAME: /[^\W0-9]\w*/
OPERATOR: /[-+*\/÷×=<>≤≥≠%—～]/
STRING: /"[^"\n]*"|“[^”\n]*”/
MARK: /[^\s\w()\[\]+*\/÷×=<>≤≥≠%—～"“#-]|[①-⑳]/
COMMENT: /#[^\n]*/
NEWLINE: /\n/
%ignore /[ \t]+/
%ignore COMMENT
"""


def parser() -> Callable[[str], Tree[Token]]:
    """A function from a text to its tree; the LALR tables are built here, once."""
    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False).parse
