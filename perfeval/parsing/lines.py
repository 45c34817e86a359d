"""The line pass: a rule file's text to statements, each with its kind; nothing inside them is read yet.

One faulty line stays one fault, because each statement is read by itself afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from attrs import define, field

from perfeval.diagnostics import Diagnostic, of_syntax
from perfeval.parsing.folding import QUOTES, Folded, folded
from perfeval.parsing.kinds import Kind
from perfeval.patterns import later
from perfeval.records import frozen
from perfeval.source import Source, Span
from perfeval.vocabulary import by_terminal, pattern

MAX_NESTED = 100
MAX_LENGTH = 4000
MAX_STATEMENTS = 10_000


@frozen
class Statement:
    """A statement, from `start` to `end` of the source.

    `text` and `raw` are that stretch, folded and as written, line ends of `text` blanked. `tail` is where its
    free text begins, counted from `start`.
    """

    kind: Kind
    start: int
    text: str
    raw: str
    tail: int | None = None
    presumed: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.start + len(self.text))

    @property
    def head(self) -> str:
        """What stands before the free text and its colon."""
        return self.text if self.tail is None else self.text[: self.tail - 1]


# ---------------------------------------------------------------- kinds by their first words


@define(eq=False)
class _Beginning:
    """A line's first word: any spelling of some words, and what follows. Compiled when a line first needs it."""

    terminals: tuple[str, ...]
    then: str = ""

    @cached_property
    def _firsts(self) -> frozenset[str]:
        words = map(by_terminal().__getitem__, self.terminals)
        return frozenset(spelling[0].lower() for word in words for spelling in word.spellings())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(pattern(*self.terminals) + self.then)

    def may_begin(self, first: str) -> bool:
        """Whether it may stand where a character does."""
        return first.lower() in self._firsts

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The word at a place of a text."""
        if not self.may_begin(text[start : start + 1]):
            return None
        return self._pattern.match(text, start, len(text) if end is None else end)


def _begins(*terminals: str, then: str = "") -> _Beginning:
    return _Beginning(terminals, then)


_RESULT = (
    rf"(?:{pattern('FULL_POINTS', 'NO_POINTS', 'NOT_APPLICABLE')}|{pattern('REMARK')} *:.*|"
    rf"(?:{pattern('GET')}|{pattern('DEDUCT')}|{pattern('BELOW_ZERO')}).{{0,60}}(?:{pattern('POINTS', 'WEIGHT')}|%))[ .]*$"
)
_SPACE = "(?= |$|「)"
_NUMERAL = "[一二两三四五六七八九十百]"
_LINEAR = rf"{pattern('LINEAR')} *\)?"
_LEVEL = later(r"(?:[一二三四五六七八九]级指标|(?i:level) *[1-9](?![0-9]))")
_ALTERED = rf"(?= *{_LEVEL.pattern}|[ 「])"
_MARK = "[①-⑳㉑-㉟㊱-㊿]"

_BY_WORD: tuple[tuple[_Beginning | re.Pattern[str], Kind], ...] = (
    (_LEVEL, Kind.HEADING),
    (_begins("FRAMEWORK", then=_SPACE), Kind.FRAMEWORK),
    (_begins("EXTENDS", then='(?=[ :“"「]|$)'), Kind.EXTENDS),
    (_begins("CHANGE", then=_ALTERED), Kind.CHANGE),
    (_begins("REWRITE", then=_ALTERED), Kind.REWRITE),
    (_begins("DELETE", then=_ALTERED), Kind.DELETE),
    (_begins("INSERT", then=rf"(?= *{_LEVEL.pattern})"), Kind.INSERT),
    (_begins("WITHIN", then=rf".*?(?:下 *| ){pattern('INSERT')}{_ALTERED}"), Kind.INSERT),
    (_begins("VERSION", then="(?=[ :]|$)"), Kind.VERSION),
    (_begins("EFFECTIVE", then="(?=[ :]|$)"), Kind.EFFECTIVE),
    (_begins("BASIS", then=" *:"), Kind.BASIS),
    (_begins("EXPLANATION", then=" *:"), Kind.EXPLANATION),
    (_begins("ADVICE", then=" *:"), Kind.ADVICE),
    (_begins("FORMULA", then=" *:"), Kind.FORMULA_IN_WORDS),
    (_begins("GRADE_FROM_ROUNDED"), Kind.GRADING),
    (_begins("GRADE", then=_SPACE), Kind.GRADE),
    (_begins("FACT", then=_SPACE), Kind.FACT),
    (_begins("TABLE", then=_SPACE), Kind.TABLE),
    (_begins("COLUMN", then=_SPACE), Kind.COLUMN),
    (_begins("PARAM", then=_SPACE), Kind.PARAMETER),
    (_begins("METHOD", then=_SPACE), Kind.METHOD),
    (_begins("EACH_ROW"), Kind.EACH_ROW),
    (_begins("NAME_FROM"), Kind.NAME_FROM),
    (_begins("WEIGHT_FROM"), Kind.WEIGHT_FROM),
    (_begins("LOOKUP", then=_SPACE), Kind.LOOKUP),
    (_begins("BONUS", then=_SPACE), Kind.BONUS),
    (_begins("VETO", then=" *:"), Kind.VETO),
    (_begins("COMBINE", then=" *:"), Kind.COMBINED),
    (_begins("SCALE", then="(?= *:| *$)"), Kind.SCALE),
    (_begins("RATING_TABLE", then="(?= *[0-9:]| *$)"), Kind.RATING_TABLE),
    (_begins("NEGATIVE_ITEM"), Kind.NEGATIVE_ITEM),
    (_begins("ITEM", then=f" *{pattern('EACH')}"), Kind.ITEM_POINTS),
    (_begins("ITEM"), Kind.ITEM),
    (re.compile(_MARK), Kind.ITEM),
    (_begins("EACH_FINDING", "EACH_LACK", then=f" *(?:[0-9]|{_NUMERAL})"), Kind.PER_OCCURRENCE),
    (_begins("DISCRETION", "AT_DISCRETION"), Kind.DISCRETION),
    (_begins("JUDGED", then="(?= *[,(]| *$)"), Kind.JUDGED),
    (_begins("BY_RATE"), Kind.BY_RATE),
    (_begins("SCORED_BY", then=_SPACE), Kind.SCORED_BY),
    (_begins("SCORE", then=f" *{pattern('KEEP')}"), Kind.ROUNDING),
    (_begins("SUM_UP"), Kind.SUMMING),
    (_begins("PERCENTAGES", then=f" *{pattern('AS_THEY_ARE', 'FIRST_KEEP')}"), Kind.RATE_PRECISION),
    (_begins("WHERE_NOT_APPLICABLE"), Kind.NOT_APPLICABLE),
    (_begins("BY", then=rf"(?: |「|(?=[^ ])).*(?:{pattern('BANDS')}|{_LINEAR})[ .]*$"), Kind.BANDS),
)

_REMARKED = later(pattern("REMARK") + " *:")
_STEPS = later(rf"{pattern('EVERY')}[^的;。]{{0,80}}{pattern('DEDUCT')}")

AT_DISCRETION = later(
    rf"(?P<text>[^:;。]*?)(?:的)? *[, ] *(?P<rule>{pattern('DISCRETION', 'AT_DISCRETION')}[^:]*)$"
)
"""Points at discretion with what they are for before them: 档案不完整的，酌情扣1—3分."""

_PRESUMED = _begins("PRESUMED", then=" *:")
_IS_SCORE = later(pattern("SCORE") + "$")
_IS_WEIGHT = later(pattern("WEIGHT") + "$")
_IS_RATING = later(pattern("RATING") + "$")
_NUMBERED = later(
    rf"[0-9]|百分之|[<>≤≥]|[《》] *=? *[0-9]|{pattern('BELOW', 'ABOVE', 'AT_LEAST', 'AT_MOST', 'REST')}"
)
RATED_ROW = later(rf".*{pattern('GRADE_SET')} *(?P<rating>[^ ,、]+?)[ .]*$")
"""A line of bands that gives a rating: 5%(含)以下 定为A."""
_ENDS_IN_RATING = later(rf"(?:{pattern('GRADE_SET')}|[0-9] *{pattern('POINTS')}) *[^ 0-9+]{{1,8}}\+ *$")
"""The + of a rating at the end of a line is no sum that goes on: 定为D+, 3分D+."""
_CHOSEN = later(rf"[^,:的]+?[,: ]*{_RESULT}")
_WHEN = later(r"(?i:when )")
_CONDITION = later(rf"(?:的|,|{pattern('THEN')}) *,? *{_RESULT}")
_WITH_OF = later(rf"的 *,? *{_RESULT}")
_LEAD = _begins("LEAD")
_ENDS_WITH_RESULT = later(_RESULT)
_FIGURED = pattern("WEIGHT", "BELOW", "ABOVE", "AT_LEAST", "AT_MOST")
TIER_ROW = later(
    rf"(?P<text>.*[^ ,:])[ ,:]*(?:{pattern('FULL_POINTS', 'NO_POINTS')}|"
    rf"{pattern('GET')} *(?:[0-9<>≤≥《》一二三四五六七八九十百]|{_FIGURED}).*)[ .]*$"
)
"""A line under 定性评价: its words up to the last 得 that a figure follows, or up to 得满分, 不得分."""
_LONGEST_KIND = 200  # of a longer line only the beginning tells the kind


def kind_of(line: str, under: Kind | None = None) -> Kind:
    """The kind of the statement that a line's rest begins with.

    `under` is the statement whose rows may stand here: BANDS, JUDGED or LOOKUP.
    """
    rest = line if len(line) <= MAX_LENGTH else line[:_LONGEST_KIND]
    left = left_of_equals(rest)
    if left is not None and not any(sign in left for sign in " :") and "「" not in left[1:]:
        return _defining(rest, left)
    for beginning, kind in _beginning_with(rest[:1]):
        if beginning.match(rest):
            return kind
    if under is Kind.JUDGED and TIER_ROW.match(rest.rstrip(" ;。")):
        return Kind.TIER
    if left is not None:
        return _defining(rest, left)
    if under is Kind.LOOKUP:
        return Kind.LOOKUP_ROW
    if under is not Kind.BANDS and AT_DISCRETION.match(rest.rstrip(" ;。")):
        return Kind.DISCRETION
    if _STEPS.search(_REMARKED.split(rest, maxsplit=1)[0]):
        return Kind.STEPS
    return _by_result(rest.rstrip(" ;。"), under is Kind.BANDS)


@lru_cache(maxsize=4096)
def _beginning_with(first: str) -> tuple[tuple[_Beginning | re.Pattern[str], Kind], ...]:
    """What a line that begins with a character may begin with."""
    return tuple(each for each in _BY_WORD if not isinstance(each[0], _Beginning) or each[0].may_begin(first))


def _by_result(rest: str, in_bands: bool) -> Kind:
    """A band, a condition, or nothing known: told apart by how a line without keyword begins and ends."""
    if in_bands and RATED_ROW.match(rest):
        return Kind.BAND_ROW
    has_result = _ENDS_WITH_RESULT.search(rest) is not None
    if _NUMBERED.match(rest) and (in_bands or (has_result and not _CONDITION.search(rest))):
        return Kind.BAND_ROW
    if in_bands and _CHOSEN.match(rest) and not _WHEN.match(rest):
        return Kind.BAND_ROW
    return Kind.CONDITIONAL if has_result else Kind.UNKNOWN


def _is_condition(rest: str) -> bool:
    return _CONDITION.search(rest) is not None or (
        _LEAD.match(rest) is not None and _ENDS_WITH_RESULT.search(rest) is not None
    )


def _defining(rest: str, left: str) -> Kind:
    if _IS_SCORE.match(left):
        return Kind.SCORE
    if _IS_WEIGHT.match(left):
        return Kind.WEIGHT
    if _IS_RATING.match(left):
        return Kind.RATING
    condition = _WITH_OF.search(rest.rstrip(" ;。"))
    says_if = _HAS_IF.search(rest) is not None
    return Kind.CONDITIONAL if condition and not says_if else Kind.DEFINITION


def left_of_equals(rest: str) -> str | None:
    """What stands left of the first "=" of a line; None without one, or where something else ends a name."""
    if "=" not in rest:
        return None
    closing = ""
    for i, character in enumerate(rest):
        if closing:
            closing = "" if character == closing else closing
        elif character in _PAIRED and _PAIRED[character] in rest[i + 1 :]:
            closing = _PAIRED[character]
        elif character in "[,;。<>≤≥≠" or (character in "《》!" and rest[i + 1 : i + 2] == "="):
            return None
        elif character == "=":
            return rest[:i].rstrip() if i else None
    return None


_PAIRED = {**QUOTES, "(": ")"}


# ---------------------------------------------------------------- statements


_GOES_ON = later(
    rf"(?:[-+*/=<>≤≥≠,~(\[]|(?<![^ ]){pattern('THEN', 'AND', 'OR')}|(?<![^ ]){pattern('ELSE')}) *$"
)
_GOES_ON_WITH = _begins("ELSE", "THEN")
_HAS_IF = later(f"(?:{pattern('IF')})")


@define
class _Lines:
    source: Source
    report: Callable[[Diagnostic], None]
    folded: Folded
    bounds: list[tuple[int, int]]
    under: Kind | None = None
    presumed_next: bool = False
    found: list[Statement] = field(factory=list)

    def run(self) -> list[Statement]:
        """All statements of the file in order."""
        line = 0
        while line < len(self.bounds) and len(self.found) < MAX_STATEMENTS:
            line = self._line(line)
        if line < len(self.bounds):
            start, end = self.bounds[line]
            where = self.source, Span(start, max(end, start + 1))
            self.report(of_syntax.too_many_statements(where, limit=MAX_STATEMENTS))
        return self.found

    def _line(self, line: int) -> int:
        """Takes the statements that begin on a line; the line after them."""
        position, end = self._first(line), self.bounds[line][1]
        if position == end:
            return line + 1
        while True:
            position = self._blanks(position, end)
            if position >= end:
                return line + 1
            start, presumed = self._after_presumed(position, end)
            if start >= end:
                self.presumed_next = True
                return line + 1
            stop, line = self._statement(start, line, presumed)
            end = self.bounds[line][1]
            position = stop

    def _first(self, line: int) -> int:
        start, end = self.bounds[line]
        return self._blanks(start, end)

    def _blanks(self, position: int, end: int) -> int:
        text = self.folded.text
        while position < end and text[position] in " ;。":
            position += 1
        return position

    def _after_presumed(self, start: int, end: int) -> tuple[int, bool]:
        match = _PRESUMED.match(self.folded.text, start, end)
        presumed, self.presumed_next = self.presumed_next or match is not None, False
        return (self._blanks(match.end(), end) if match else start), presumed

    def _statement(self, start: int, line: int, presumed: bool) -> tuple[int, int]:
        """Takes one statement; where it ends (after its mark) and on which line."""
        rest = self.folded.text[start : self.bounds[line][1]]
        kind = kind_of(rest, self.under)
        stop, line, tail = self._extent(start, line, kind)
        end = start + len(self.folded.text[start:stop].rstrip(" \n"))
        tail = None if tail is None else min(tail, end)
        text = self.folded.text[start:end].replace("\n", " ")
        statement = Statement(kind, start, text, self.folded.raw[start:end], tail and tail - start, presumed)
        self._take(statement)
        # The mark that ended it is stepped over by the next look for a beginning.
        return stop, line

    def _take(self, statement: Statement) -> None:
        kind = statement.kind
        if kind not in (Kind.BAND_ROW, Kind.TIER, Kind.LOOKUP_ROW):
            self.under = kind if kind in (Kind.BANDS, Kind.JUDGED, Kind.LOOKUP) else None
        self.found.append(statement)

    def _extent(self, start: int, line: int, kind: Kind) -> tuple[int, int, int | None]:
        """Where a statement ends, on which line, and where its free text begins."""
        if kind.is_heading:
            return self._heading_end(start, line), line, None
        if kind.is_free:
            colon = self.folded.text.find(":", start, self.bounds[line][1])
            stop, last = self._free_end(line)
            return stop, last, colon + 1 if colon >= 0 else None
        return self._scan(start, line, kind)

    def _heading_end(self, start: int, line: int) -> int:
        end = self.bounds[line][1]
        mark = self.folded.text.find(";", start, end)
        return end if mark < 0 else mark

    def _free_end(self, line: int) -> tuple[int, int]:
        """The end of free text: of its line, or of the last deeper-indented line that starts no statement."""
        indent = self._indent(line)
        last = line
        for following in range(line + 1, len(self.bounds)):
            first, end = self._first_of_text(following), self.bounds[following][1]
            if first == end or self._indent(following) <= indent:
                break
            if self._starts_statement(self.folded.text[first:end]):
                break
            last = following
        return self.bounds[last][1], last

    def _first_of_text(self, line: int) -> int:
        start, end = self.bounds[line]
        text = self.folded.text[start:end]
        return end - len(text.lstrip(" "))

    def _indent(self, line: int) -> int:
        return self._first_of_text(line) - self.bounds[line][0]

    def _starts_statement(self, rest: str) -> bool:
        if _PRESUMED.match(rest):
            return True
        kind = kind_of(rest)
        return _is_condition(rest) if kind is Kind.CONDITIONAL else kind is not Kind.UNKNOWN

    def _scan(self, start: int, line: int, kind: Kind) -> tuple[int, int, int | None]:
        """The end of a statement with brackets and quotes, over several lines where it goes on."""
        text = self.folded.text
        position, end = start, self.bounds[line][1]
        open_at: list[int] = []
        while True:
            if position >= end:
                following = self._going_on(start, end, line, bool(open_at))
                if following is None:
                    self._check_closed(open_at)
                    return end, line, None
                line = following
                position, end = self._first_of_text(line), self.bounds[line][1]
                continue
            character = text[position]
            if character in QUOTES:
                position = self._quoted(position, end)
                continue
            if character in "([":
                open_at.append(position)
            elif character in ")]" and open_at:
                open_at.pop()
            elif character in ";。" and not open_at:
                return position, line, None
            elif character == ":" and not open_at and self._opens_tail(start, position, kind):
                stop, last = self._free_end(line)
                return stop, last, position + 1
            position += 1

    def _opens_tail(self, start: int, colon: int, kind: Kind) -> bool:
        if not kind.has_tail:
            return False
        if kind is Kind.CONDITIONAL:  # only the colon of 提示 opens text
            return re.search(pattern("REMARK") + " *$", self.folded.text[start:colon]) is not None
        return True

    def _quoted(self, position: int, end: int) -> int:
        """Behind a quotation; of one without partner, behind its mark (reading the sentence reports it)."""
        closing = self.folded.text.find(QUOTES[self.folded.text[position]], position + 1, end)
        return position + 1 if closing < 0 else closing + 1

    def _going_on(self, start: int, end: int, line: int, is_open: bool) -> int | None:
        """The line on which a statement goes on; None when it ends here."""
        following = line + 1
        while following < len(self.bounds) and self._first_of_text(following) == self.bounds[following][1]:
            following += 1
        if following == len(self.bounds):
            return None
        rest = self.folded.text[self._first_of_text(following) : self.bounds[following][1]]
        so_far = self.folded.text[start:end].replace("\n", " ").rstrip()
        if _GOES_ON_WITH.match(rest) and _HAS_IF.search(so_far):
            return following
        ends_in_rating = _ENDS_IN_RATING.search(so_far[-_LONGEST_KIND:]) is not None
        if not is_open and (ends_in_rating or not _GOES_ON.search(so_far[-_LONGEST_KIND:])):
            return None
        return None if self._starts_statement(rest) else following

    def _check_closed(self, open_at: list[int]) -> None:
        if open_at:
            at = open_at[-1]
            mark = self.source.text[at]
            self.report(of_syntax.bracket_not_closed((self.source, Span(at, at + 1)), mark=mark))


def statements(source: Source, report: Callable[[Diagnostic], None]) -> list[Statement]:
    """The statements of a source in order. A bracket that no line closes is reported."""
    whole = folded(source.text)
    return _Lines(source, report, whole, list(_bounds(whole.text))).run()


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
