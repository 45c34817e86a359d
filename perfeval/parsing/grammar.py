"""Grammar: grammars/rules.lark as tables that say which terminals may follow, and as a parser of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import define, field
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer
from lark.parsers.lalr_interactive_parser import InteractiveParser

from perfeval import keeping
from perfeval.parsing.kinds import Kind

Stack = tuple[int, ...]
"""The states of a parser that has read a part of a sentence, the latest last."""

ParseTree = Tree[Token]

_REMEMBERED = 200_000


class _Fed(Lexer):
    """Lark asks for a lexer; ours is segmentation, which feeds the parser by hand."""

    def __init__(self, _: object) -> None:
        pass

    def lex(self, *_: object) -> Iterator[Token]:
        return iter(())


def grammar_file(name: str) -> Path:
    """Where a grammar lies: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "grammars" / name
    return inside if inside.is_file() else package.parent / "grammars" / name


def built(*, strict: bool = False) -> Lark:
    """A new parser of the language; `strict` refuses every conflict of the grammar."""
    return Lark.open(
        str(grammar_file("rules.lark")),
        parser="lalr",
        lexer=_Fed,
        start=[kind.value for kind in Kind if kind.has_grammar],
        propagate_positions=True,
        maybe_placeholders=False,
        strict=strict,
    )


@define(eq=False)
class Grammar:
    """Lark's tables, asked one terminal at a time.

    What a terminal does to a stack of states is remembered for the whole process: sentences are alike.
    """

    lark: Lark
    _steps: dict[tuple[Stack, str], Stack | None] = field(factory=dict, init=False)
    _starts: dict[Kind, Stack] = field(factory=dict, init=False)
    _idle: InteractiveParser = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._idle = self._interactive(Kind.FORMULA)
        # Only the states matter here: without callbacks no tree is built.
        self._idle.parser_state.parse_conf.callbacks = {}

    def _interactive(self, kind: Kind) -> InteractiveParser:
        return self.lark.parse_interactive("", start=kind.value)

    def start(self, kind: Kind) -> Stack:
        """The stack before the first word of a kind of sentence."""
        if kind not in self._starts:
            self._starts[kind] = tuple(self._interactive(kind).parser_state.state_stack)
        return self._starts[kind]

    def possible(self, stack: Stack) -> Any:
        """Terminals that may come next, a few that will turn out not to among them; supports `in`."""
        return self._idle.parser_state.parse_conf.parse_table.states[stack[-1]]

    def advanced(self, stack: Stack, terminal: str) -> Stack | None:
        """The stack after one more terminal; None when the grammar does not allow it there."""
        key = (stack, terminal)
        if key not in self._steps:
            if len(self._steps) > _REMEMBERED:
                self._steps.clear()
            self._steps[key] = self._advanced(stack, terminal)
        return self._steps[key]

    def _advanced(self, stack: Stack, terminal: str) -> Stack | None:
        parser: InteractiveParser = self._idle.copy(deepcopy_values=False)  # type: ignore[no-untyped-call]
        parser.parser_state.state_stack = list(stack)
        parser.parser_state.value_stack = [None] * (len(stack) - 1)
        try:
            parser.feed_token(Token(terminal, ""))
        except UnexpectedToken:
            return None
        return tuple(parser.parser_state.state_stack)

    def is_complete(self, stack: Stack, kind: Kind) -> bool:
        """Whether a sentence of this kind may end here."""
        parser = self._interactive(kind)
        parser.parser_state.parse_conf.callbacks = {}
        parser.parser_state.state_stack = list(stack)
        parser.parser_state.value_stack = [None] * (len(stack) - 1)
        try:
            parser.feed_eof()  # type: ignore[no-untyped-call]
        except UnexpectedToken:
            return False
        return True

    def tree(self, kind: Kind, tokens: Iterable[Token]) -> ParseTree:
        """The parse tree of tokens that are known to be a sentence of this kind."""
        parser = self._interactive(kind)
        for token in tokens:
            parser.feed_token(token)
        tree: ParseTree = parser.feed_eof()  # type: ignore[no-untyped-call]
        return tree


@cache
def grammar() -> Grammar:
    """The grammar, built when the first sentence is read (a fifth of a second), its tables kept between runs."""
    folder = grammar_file("rules.lark").parent
    name = keeping.key(["grammar", *(path.read_bytes() for path in sorted(folder.glob("*.lark")))])
    tables = keeping.kept(name)
    if isinstance(tables, bytes):
        return Grammar(Lark.load(BytesIO(tables)))
    made = built()
    saved = BytesIO()
    made.save(saved)
    keeping.keep(name, saved.getvalue())
    return Grammar(made)
