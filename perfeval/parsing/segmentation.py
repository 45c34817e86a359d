"""Segmentation: a sentence to words, by the vocabulary and the names a file declares.

Officials write no blanks. Every split that the grammar accepts is a candidate; of two that have the same
names in the same places, the one that only cuts fixed words finer is dropped. What is left must be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import ascii_letters, digits

from attrs import define, field
from lark import Token

from perfeval.parsing.grammar import Grammar, Stack
from perfeval.parsing.kinds import Kind
from perfeval.records import frozen
from perfeval.values.numbers import CHINESE_NUMERALS, read_chinese_number
from perfeval.values.units import SCALES, known_symbols
from perfeval.vocabulary import SYMBOLS, VOCABULARY

LETTERS = r"A-Za-z_\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The letters of names, for a class of a regular expression: Latin, Chinese, the underscore."""

PLAIN_NAME = re.compile(f"[{LETTERS}][0-9{LETTERS}]*")
_RUN = re.compile(f"[0-9{LETTERS}]+")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PERCENTAGE = re.compile(f"百分之(?:[0-9]+(?:[.][0-9]+)?|[{CHINESE_NUMERALS}]+)")
_LATIN = frozenset(ascii_letters + digits + "_")
_CALL = re.compile(r" *\(")
_MOST_STATES = 20_000
_MOST_READINGS = 40
_MEMBERS = ("得分", "比率", "分值", "权重", "精确得分", "score", "rate", "weight")
_OWN = frozenset(
    spelling
    for word in VOCABULARY
    if word.terminal in ("WEIGHT", "RATE", "SCORE")
    for spelling in word.spellings()
)
_Candidate = tuple[str, int, str]
NAMING = frozenset({"NAME", "MEMBER", "CHOICE", "FUNCTION", "TEXT"})


@frozen
class Names:
    """What a sentence may speak of, folded; each with its spelling as it was declared."""

    names: Mapping[str, str]
    choices: Mapping[str, str]
    functions: frozenset[str]
    infers: bool
    spelled: frozenset[str] = field(init=False)
    spelled_choices: frozenset[str] = field(init=False)
    _by_first: dict[str, list[tuple[str, str, str]]] = field(factory=dict, init=False)

    @spelled.default
    def _spelled(self) -> frozenset[str]:
        return frozenset(self.names.values())

    @spelled_choices.default
    def _spelled_choices(self) -> frozenset[str]:
        return frozenset(self.choices.values())

    def __attrs_post_init__(self) -> None:
        for terminal, table in (("NAME", self.names), ("CHOICE", self.choices)):
            for written, spelled in table.items():
                self._by_first.setdefault(written[0], []).append((written, terminal, spelled))

    def starting_with(self, character: str) -> Iterable[tuple[str, str, str]]:
        """Declared names and choices by their first character: as written, terminal, as declared."""
        return self._by_first.get(character, ())


@frozen
class Read:
    """The readings of a sentence. Without any, `reached` is how far the sentence made sense."""

    readings: tuple[tuple[Token, ...], ...]
    reached: int
    too_many: bool = False


@frozen(eq=False)
class _Step:
    """One state of the search: where a token led, and all ways that led there."""

    stack: Stack
    ways: list[tuple[_Step, Token]] = field(factory=list)


# ---------------------------------------------------------------- the words of the vocabulary


@cache
def _words() -> Mapping[str, tuple[tuple[str, bool, str], ...]]:
    """Every spelling of the vocabulary and the signs, by its first character: whether it stands as it is written
    (a Latin one, or one with blanks, takes a pattern), and its terminal.
    """
    table: dict[str, list[tuple[str, bool, str]]] = {}
    for word in VOCABULARY:
        for spelling in word.spellings():
            is_plain = not spelling.isascii() and " " not in spelling
            for first in {spelling[0], spelling[0].upper()}:
                table.setdefault(first, []).append((spelling, is_plain, word.terminal))
    for terminal, signs in SYMBOLS.items():
        for sign in signs:
            table.setdefault(sign[0], []).append((sign, True, terminal))
    return {first: tuple(found) for first, found in table.items()}


@cache
def _pattern(spelling: str) -> re.Pattern[str]:
    inside = " +".join(map(re.escape, spelling.split()))
    if not spelling.isascii():
        return re.compile(inside)
    return re.compile(f"(?i:(?<![A-Za-z0-9_]){inside}(?![A-Za-z0-9_]))")


def _matched(spelling: str, is_plain: bool, text: str, position: int, end: int) -> int:
    """Where a spelling that begins at a position ends; 0 where it does not stand there."""
    if is_plain:
        return position + len(spelling) if text.startswith(spelling, position, end) else 0
    match = _pattern(spelling).match(text, position, end)
    return match.end() if match else 0


_KEYWORDS = frozenset(spelling.lower() for word in VOCABULARY for spelling in word.spellings())


def is_keyword(name: str) -> bool:
    """Whether a name is a spelling of the vocabulary, and so no name unless it stands in 「」."""
    return " ".join(name.split()).lower() in _KEYWORDS


# % and 分 are words of the grammar; a scale alone (万) stands where a unit stands.
_UNITS = (known_symbols() | SCALES.keys()) - {"%", "分", "point", "points"}
_LONGEST_UNIT = max(map(len, _UNITS))


def units_at(text: str, position: int) -> Iterator[str]:
    """The known units that a text has at a position, the longest first."""
    for length in range(min(_LONGEST_UNIT, len(text) - position), 0, -1):
        symbol = text[position : position + length]
        if symbol in _UNITS and not _cuts_word(text, position, position + length):
            yield symbol


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a piece begins or ends in the middle of a Latin word or a number."""
    before = (
        start > 0 and _is_latin(text[start - 1]) and not text[start - 1].isdigit() and _is_latin(text[start])
    )
    after = end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end])
    return before or after


def _is_latin(character: str) -> bool:
    return character in _LATIN


# ---------------------------------------------------------------- the search


@define
class _Search:
    grammar: Grammar
    kind: Kind
    text: str
    start: int
    end: int
    names: Names
    fixed: Mapping[int, Token]
    guesses: bool
    states: int = 0

    def run(self) -> Read:
        """All sequences of words that make a sentence from `start` to `end`."""
        first = _Step(self.grammar.start(self.kind))
        at: dict[int, dict[Stack, _Step]] = {self._blanks(self.start): {first.stack: first}}
        reached, last = self.start, next(iter(at.values()))
        for position in range(self.start, self.end):
            steps = at.pop(position, None)
            if steps is None:
                continue
            reached, last = position, steps
            for token in self._candidates(position, steps):
                landing = at.setdefault(self._blanks(token.end_pos or 0), {})
                self._feed(steps, token, landing)
            if self.states > _MOST_STATES:
                return Read((), self._stopped(reached, last), too_many=True)
        ends = [step for step in at.get(self.end, {}).values() if self._completes(step)]
        reached = self.end if self.end in at else self._stopped(reached, last)
        found = [tuple(reading) for step in ends for reading in self._ways(step)]
        return Read(tuple(found[:_MOST_READINGS]), reached, too_many=len(found) > _MOST_READINGS)

    def _stopped(self, reached: int, steps: Mapping[Stack, _Step]) -> int:
        """Where the reading stopped. 5 支出数: what stopped it is 支出数, though 支 alone is a unit."""
        tokens = [token for step in steps.values() for _, token in step.ways]
        if all(token.type == "UNIT" for token in tokens):
            return min((token.start_pos or 0 for token in tokens), default=reached)
        return reached

    def _completes(self, step: _Step) -> bool:
        return self.grammar.is_complete(step.stack, self.kind)

    def _blanks(self, position: int) -> int:
        while position < self.end and self.text[position] == " ":
            position += 1
        return position

    def _feed(self, steps: Mapping[Stack, _Step], token: Token, landing: dict[Stack, _Step]) -> None:
        for stack, step in steps.items():
            following = self.grammar.advanced(stack, token.type)
            if following is None:
                continue
            self.states += 1
            landing.setdefault(following, _Step(following)).ways.append((step, token))

    def _ways(self, last: _Step) -> Iterator[list[Token]]:
        """Every way from the first state to this one, at most a few more than are needed."""
        pending: list[tuple[_Step, list[Token]]] = [(last, [])]
        count = 0
        while pending and count <= _MOST_READINGS:
            step, after = pending.pop()
            if not step.ways:
                count += 1
                yield after[::-1]
            for before, token in step.ways:
                pending.append((before, [*after, token]))

    # ------------------------------------------------------------ candidates

    def _candidates(self, position: int, steps: Mapping[Stack, _Step]) -> Iterator[Token]:
        """The words that may stand at a position and that some state can take."""
        possible = [self.grammar.possible(stack) for stack in steps]
        wanted = possible[0] if len(possible) == 1 else set().union(*possible)
        ahead = [p for p in self.fixed if p >= position] if self.fixed else ()
        barrier = min(ahead, default=self.end)
        if barrier == position:
            yield self.fixed[position]
            return
        seen: set[tuple[str, int]] = set()
        for terminal, end, value in self._all(position, wanted):
            if terminal not in wanted or end > barrier or (terminal, end) in seen:
                continue
            seen.add((terminal, end))
            yield Token(terminal, value, start_pos=position, end_pos=end)

    def _all(self, position: int, wanted: set[str]) -> Iterator[_Candidate]:
        text, character = self.text, self.text[position]
        if character in '“"「':
            yield from self._quoted(position)
        yield from self._declared(position)
        for spelling, is_plain, terminal in _words().get(character, ()):
            if terminal in wanted and (last := _matched(spelling, is_plain, text, position, self.end)):
                yield terminal, last, text[position:last]
        if "NUMBER" in wanted:
            yield from self._numbers(position)
        if "UNIT" in wanted:
            for symbol in units_at(text[: self.end], position):
                yield "UNIT", position + len(symbol), symbol
        if match := _RUN.match(text, position, self.end):
            if "FUNCTION" in wanted:
                yield from self._called(position, match.end())
            if self.guesses and "CHOICE" in wanted and self.kind is Kind.BAND_ROW:
                yield from self._guessed(position, match.end(), "CHOICE")
            if "MEMBER" in wanted:
                yield from self._members(position, match.end())
            if self.guesses and "NAME" in wanted and PLAIN_NAME.match(match.group()):
                yield from self._guessed(position, match.end())

    def _quoted(self, position: int) -> Iterator[_Candidate]:
        closing = {"“": "”", '"': '"', "「": "」"}[self.text[position]]
        end = self.text.find(closing, position + 1, self.end)
        if end < 0:
            return
        if closing != "」":
            yield "TEXT", end + 1, self.text[position : end + 1]
            return
        inside = self.text[position + 1 : end].strip()
        if not inside:
            return
        for terminal in ("NAME", "MEMBER"):
            yield terminal, end + 1, f"「{self.names.names.get(inside, inside)}」"
        if inside in self.names.choices or self.kind is Kind.BAND_ROW:
            yield "CHOICE", end + 1, f"「{self.names.choices.get(inside, inside)}」"

    def _declared(self, position: int) -> Iterator[_Candidate]:
        for written, terminal, spelled in self.names.starting_with(self.text[position]):
            end = position + len(written)
            if self.text.startswith(written, position, self.end) and not _cuts_word(self.text, position, end):
                # Of a column called 分值, 分值 alone is the indicator's: 「分值」 and 本行.分值 are the column's.
                if terminal != "NAME" or written not in _OWN:
                    yield terminal, end, spelled
                if terminal == "NAME":
                    yield "MEMBER", end, spelled

    def _numbers(self, position: int) -> Iterator[_Candidate]:
        match = _NUMBER.match(self.text, position, self.end)
        if match and not (position and _is_latin(self.text[position - 1])):
            yield "NUMBER", match.end(), match.group()
        elif self.text[position] in CHINESE_NUMERALS:
            end = position
            while end < self.end and self.text[end] in CHINESE_NUMERALS:
                end += 1
            if read_chinese_number(self.text[position:end]) is not None:
                yield "NUMBER", end, self.text[position:end]

        if percentage := _PERCENTAGE.match(self.text, position, self.end):
            yield "PERCENTAGE", percentage.end(), percentage.group()

    def _called(self, position: int, end: int) -> Iterator[_Candidate]:
        for last in range(end, position, -1):
            if self.text[position:last] in self.names.functions and _CALL.match(self.text, last, self.end):
                yield "FUNCTION", last, self.text[position:last]
        if self.guesses and not is_keyword(self.text[position:end]) and _CALL.match(self.text, end, self.end):
            yield "FUNCTION", end, self.text[position:end]

    def _members(self, position: int, end: int) -> Iterator[_Candidate]:
        for word in _MEMBERS:
            if self.text.startswith(word, position, end):
                yield "MEMBER", position + len(word), word
        yield "MEMBER", end, self.text[position:end]

    def _guessed(self, position: int, end: int, terminal: str = "NAME") -> Iterator[_Candidate]:
        """Names that nobody declared: the rest of the run, or up to where a word of the vocabulary begins."""
        for last in range(end, position, -1):
            if (last == end or self._word_starts(last)) and not is_keyword(self.text[position:last]):
                yield terminal, last, self.text[position:last]

    def _word_starts(self, position: int) -> bool:
        """Whether a word of the vocabulary or a number begins here: an unknown name may end before it."""
        character = self.text[position]
        if character.isascii() and character.isdigit():
            return not _is_latin(self.text[position - 1])
        return any(
            _matched(spelling, is_plain, self.text, position, self.end)
            for spelling, is_plain, _ in _words().get(character, ())
        )


# ---------------------------------------------------------------- choosing


def read(
    grammar: Grammar,
    kind: Kind,
    text: str,
    start: int,
    end: int,
    names: Names,
    fixed: Iterable[Token] = (),
) -> Read:
    """The readings of a sentence, `text` from `start` to `end`.

    Known names come first. Where a file declares its facts, an unknown name is guessed only so that a message
    can speak of it; where it infers them, names that nobody declared are candidates as well. `fixed` are
    tokens that the line pass has cut already.
    """
    while end > start and text[end - 1] == " ":
        end -= 1
    cut = {token.start_pos or 0: token for token in fixed}

    def search(guesses: bool) -> Read:
        return _Search(grammar, kind, text, start, end, names, cut, guesses).run()

    known = search(False)
    if known.readings and not names.infers:
        return _settled(known, names)
    guessed = search(True)
    if not guessed.readings and guessed.reached <= known.reached:
        return _settled(known, names)
    return _settled(guessed, names)


def _settled(found: Read, names: Names) -> Read:
    """The readings without those that only cut finer, or that need more unknown names than others."""
    if len(found.readings) < 2:
        return found
    unknown = {reading: _unknown(reading, names) for reading in found.readings}
    fewest = min(unknown.values())
    readings = [reading for reading in found.readings if unknown[reading] == fewest]
    if fewest and not names.infers:
        # An error in any case; the message is of the reading that leaves least unknown.
        readings = [min(readings, key=lambda reading: _guessed_length(reading, names))]
    return Read(_coarsest(readings), found.reached, found.too_many)


def _unknown(reading: Iterable[Token], names: Names) -> int:
    return sum(_is_guess(token, names) for token in reading)


def _guessed_length(reading: Iterable[Token], names: Names) -> int:
    return sum(len(token) for token in reading if _is_guess(token, names))


def _is_guess(token: Token, names: Names) -> bool:
    match token.type:
        case "NAME":
            return not token.startswith("「") and token not in names.spelled
        case "CHOICE":
            return not token.startswith("「") and token not in names.spelled_choices
        case "FUNCTION":
            return token not in names.functions
        case _:
            return False


def _coarsest(readings: list[tuple[Token, ...]]) -> tuple[tuple[Token, ...], ...]:
    """Readings without those that only cut fixed words finer than another with the same names."""
    kept: list[tuple[Token, ...]] = []
    edges = {reading: {token.start_pos for token in reading} for reading in readings}
    named = {
        reading: tuple(
            (token.type, token.start_pos, token.end_pos) for token in reading if token.type in NAMING
        )
        for reading in readings
    }
    for reading in readings:
        is_finer = any(
            other is not reading and named[other] == named[reading] and edges[other] < edges[reading]
            for other in readings
        )
        if not is_finer:
            kept.append(reading)
    return tuple(kept)
