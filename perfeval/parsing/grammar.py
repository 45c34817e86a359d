"""Grammar: grammars/rules.lark as tables that say which terminals may follow, and as a parser of tokens."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import define, field
from lark import Lark, Token, Tree
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from perfeval import keeping
from perfeval.parsing.kinds import Kind

_Stretch = tuple[int, int]
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
    _states: Any = field(init=False, repr=False)
    _table: Any = field(init=False, repr=False)
    _makers: Any = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        conf = self.lark.parse_interactive("", start=Kind.FORMULA.value).parser_state.parse_conf
        self._table, self._makers = conf.parse_table, conf.callbacks
        self._states = self._table.states

    def start(self, kind: Kind) -> Stack:
        """The stack before the first word of a kind of sentence."""
        return (self._table.start_states[kind.value],)

    def possible(self, stack: Stack) -> Any:
        """Terminals that may come next, a few that will turn out not to among them; supports `in`."""
        return self._states[stack[-1]]

    def advanced(self, stack: Stack, terminal: str) -> Stack | None:
        """The stack after one more terminal; None when the grammar does not allow it there."""
        key = (stack, terminal)
        if key not in self._steps:
            if len(self._steps) > _REMEMBERED:
                self._steps.clear()
            self._steps[key] = self._advanced(stack, terminal)
        return self._steps[key]

    # Lark's own parser builds values while it steps. The search asks about many words that lead nowhere and wants
    # the states alone, so it steps through Lark's tables itself. The tree of what is chosen is made by Lark's own
    # callbacks, and gets here what is wanted of positions: where it begins and ends.

    def _advanced(self, stack: Stack, terminal: str) -> Stack | None:
        states = list(stack)
        while (found := self._states[states[-1]].get(terminal)) is not None:
            action, where = found
            if action is Shift:
                return (*states, where)
            self._reduce(states, where)
        return None

    def is_complete(self, stack: Stack, kind: Kind) -> bool:
        """Whether a sentence of this kind may end here."""
        states, last = list(stack), self._table.end_states[kind.value]
        while (found := self._states[states[-1]].get("$END")) is not None:
            action, where = found
            if action is Shift:
                return bool(where == last)
            self._reduce(states, where)
            if states[-1] == last:
                return True
        return False

    def _reduce(self, states: list[int], rule: Any) -> None:
        size = len(rule.expansion)
        if size:
            del states[-size:]
        states.append(self._states[states[-1]][rule.origin.name][1])

    def tree(self, kind: Kind, tokens: Iterable[Token]) -> ParseTree:
        """The parse tree of tokens that are known to be a sentence of this kind, with its positions in the text."""
        states, end = list(self.start(kind)), self._table.end_states[kind.value]
        values: list[Any] = []
        stretches: list[
            _Stretch
        ] = []  # where each value stands, with the words that are not kept in its tree
        for token in tokens:
            action, where = self._states[states[-1]][token.type]
            while action is not Shift:
                self._make(where, states, values, stretches)
                action, where = self._states[states[-1]][token.type]
            states.append(where)
            values.append(token)
            stretches.append((token.start_pos or 0, token.end_pos or 0))
        while states[-1] != end:
            self._make(self._states[states[-1]]["$END"][1], states, values, stretches)
        tree: ParseTree = values[-1]
        return tree

    def _make(self, rule: Any, states: list[int], values: list[Any], stretches: list[_Stretch]) -> None:
        """A rule's value in the place of its parts."""
        first = len(values) - len(rule.expansion)
        made, parts = self._makers[rule](values[first:]), stretches[first:]
        stretch = (parts[0][0], parts[-1][1])
        if isinstance(made, Tree) and made.meta.empty:
            made.meta.start_pos, made.meta.end_pos = stretch
            made.meta.empty = False
        del values[first:], stretches[first:]
        values.append(made)
        stretches.append(stretch)
        self._reduce(states, rule)


TABLES = "rules.tables"


def tables_key() -> bytes:
    """What built tables belong to: the grammar's text and Lark's version."""
    import lark

    found = hashlib.sha256(lark.__version__.encode())
    for path in sorted(grammar_file("rules.lark").parent.glob("*.lark")):
        found.update(path.read_bytes())
    return found.hexdigest().encode() + b"\n"


def tables() -> bytes:
    """The built tables as they are shipped beside the grammar: their key, then Lark's own form."""
    saved = BytesIO()
    built().save(saved)
    return tables_key() + saved.getvalue()


@cache
def loaded() -> Grammar:
    """The grammar: from the tables shipped with it, else from those kept by an earlier run, else built (a fifth of
    a second), which happens with another version of Lark or a grammar that was changed.
    """
    key = tables_key()
    shipped = grammar_file(TABLES)
    data = shipped.read_bytes() if shipped.is_file() else b""
    if not data.startswith(key):
        name = keeping.key(["grammar", key])
        found = keeping.kept(name)
        data = found if isinstance(found, bytes) else tables()
        if not isinstance(found, bytes):
            keeping.keep(name, data)
    return Grammar(Lark.load(BytesIO(data[len(key) :])))
