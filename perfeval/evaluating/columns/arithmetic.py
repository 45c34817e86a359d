"""Numbers of a kernel: arithmetic on operands into NumPy statements, exact where it provably fits int64.

What would not fit goes on as float64 with a bound of its error. Every place where the error could matter
(a comparison, a rounding, a divisor near zero) marks the rows in doubt; those are evaluated again one by one.
The argument stands in docs/explanation/columns.md.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, gcd

from attrs import define, evolve, field

from perfeval.evaluating.columns.operands import HALF_ULP, Exact, Near, Number, Truth, constant, whole
from perfeval.records import frozen
from perfeval.values.numbers import Rounding, round_to

SIGNS = {"=": "==", "≠": "!=", "<": "<", "≤": "<=", ">": ">", "≥": ">="}
STEADY = 1 << 20
"""Where no value is larger, one error bound serves all rows: it is still far below a hundredth of a point."""


@frozen
class Limits:
    """How far the exact ways reach. Tests lower them, to send every row another way.

    `whole`: no integer array may hold more. `quotient`: N + D/4 of a rounding by one division stays below.
    `is_doubtful`: every decision on a float is in doubt.
    """

    whole: int = 1 << 62
    quotient: int = 1 << 51
    is_doubtful: bool = False


class Unsuitable(Exception):
    """A program that has something no kernel can say: its rows are evaluated one by one."""


@define
class Arithmetic:
    """Writes statements. A name is written once and never again."""

    limits: Limits
    lines: list[str] = field(factory=list)
    _count: int = 0
    _union: dict[frozenset[str], str] = field(factory=dict)
    _made_of: dict[str, frozenset[str]] = field(factory=dict)

    def write(self, text: str, prefix: str = "v") -> str:
        """A fresh name for an expression's value."""
        self._count += 1
        name = f"{prefix}{self._count}"
        self.lines.append(f"{name} = {text}")
        return name

    def doubt(self, test: str) -> None:
        """Rows to be evaluated again."""
        self.lines.append(f"doubt |= {test}")

    def worst(self, *states: str | None) -> str | None:
        """The states of what needs several operands: the worst of each row."""
        names = list(dict.fromkeys(state for state in states if state is not None))
        names = [one for one in names if not any(one != two and self.covers(two, one) for two in names)]
        if len(names) < 2:
            return names[0] if names else None
        key = frozenset().union(*(self._parts(name) for name in names))
        if key not in self._union:
            first, *rest = names
            for other in rest:
                first = self.write(f"maximum({first}, {other})", "s")
            self._union[key] = first
            self._made_of[first] = key
        return self._union[key]

    def _parts(self, state: str) -> frozenset[str]:
        return self._made_of.get(state, frozenset((state,)))

    def covers(self, state: str | None, other: str | None) -> bool:
        """Whether a state is the worst of several of which another is one."""
        return other is None or (state is not None and self._parts(other) <= self._parts(state))

    def fits(self, *ends: int) -> bool:
        """Whether integers of that size may be computed."""
        return all(-self.limits.whole < end < self.limits.whole for end in ends)

    # ------------------------------------------------------------ exact and near

    def near(self, a: Number) -> Near:
        """A number as float64."""
        if isinstance(a, Near):
            return a
        if a.figure is not None:
            figure = float(a.figure)
            return Near(repr(figure), repr(abs(figure) * 2 * HALF_ULP), a.low, a.high)
        text = a.n or "1.0"
        if a.d is not None:
            text = f"{text} / {a.d}"
        if a.factor != 1:
            text = f"({text}) * {float(a.factor)!r}"
        x = self.write(f"asarray({text}, dtype=float64)")
        # n, d and the factor as floats, the division and the product: five operations.
        most = max(abs(a.low), abs(a.high))
        return Near(x, self._error(x, most, 6), a.low, a.high, a.state)

    def _error(self, x: str, most: Fraction, operations: int) -> str:
        share = operations * HALF_ULP
        if most <= STEADY:
            return repr(float(most) * share * 1.001)
        return self.write(f"abs_({x}) * {share * 1.001!r}", "e")

    def common(self, a: Fraction, b: Fraction) -> tuple[int, int, Fraction]:
        """Two factors as whole multiples of a third."""
        if not a or not b:
            unit = abs(a or b) or Fraction(1)
        else:
            n = gcd(a.numerator * b.denominator, b.numerator * a.denominator)
            unit = Fraction(n, a.denominator * b.denominator)
        return int(a / unit), int(b / unit), unit

    def crossed(self, a: Exact, b: Exact) -> tuple[str, str, tuple[int, int, int, int], Fraction] | None:
        """Two numbers over one denominator: their numerators as expressions with bounds. None if too large."""
        p, q, unit = self.common(a.factor, b.factor)
        same = a.d == b.d
        left = _product(p, a.n, None if same else b.d)
        right = _product(q, b.n, None if same else a.d)
        d_a = (1, 1) if same else (b.d_low, b.d_high)
        d_b = (1, 1) if same else (a.d_low, a.d_high)
        ends = (*_ends((p, p), (a.n_low, a.n_high), d_a), *_ends((q, q), (b.n_low, b.n_high), d_b))
        return (left, right, ends, unit) if self.fits(*ends, p, q) else None

    # ------------------------------------------------------------ + − × ÷

    def negated(self, a: Number) -> Number:
        """−x"""
        if isinstance(a, Near):
            return Near(self.write(f"-{a.x}"), a.error, -a.high, -a.low, a.state)
        return evolve(a, factor=-a.factor, low=-a.high, high=-a.low)

    def sum(self, a: Number, b: Number, *, minus: bool = False) -> Number:
        """x + y, or x − y."""
        if minus:
            b = self.negated(b)
        low, high, state = a.low + b.low, a.high + b.high, self.worst(a.state, b.state)
        if isinstance(a, Exact) and isinstance(b, Exact):
            if a.figure is not None and b.figure is not None:
                return constant(a.figure + b.figure)
            made = self._exact_sum(a, b)
            if made is not None:
                return evolve(made, low=low, high=high, state=state)
        x, y = self.near(a), self.near(b)
        total = self.write(f"{x.x} + {y.x}")
        own = self._error(total, max(abs(low), abs(high)), 2)
        return Near(total, self._errors(x.error, y.error, own), low, high, state)

    def _errors(self, *errors: str) -> str:
        if all(_is_literal(error) for error in errors):
            return repr(sum(float(error) for error in errors) * 1.001)
        return self.write(f"({' + '.join(errors)}) * 1.001", "e")

    def _exact_sum(self, a: Exact, b: Exact) -> Exact | None:
        if a.figure == 0 or b.figure == 0:
            return b if a.figure == 0 else a
        crossed = self.crossed(a, b)
        if crossed is None:
            return None
        left, right, (a_low, a_high, b_low, b_high), unit = crossed
        b_factor = int(b.factor / unit)
        n_low, n_high = a_low + b_low, a_high + b_high
        same = a.d == b.d
        d_low = a.d_low if same else a.d_low * b.d_low
        d_high = a.d_high if same else a.d_high * b.d_high
        if not self.fits(n_low, n_high, d_high):
            return None
        taken = _product(-b_factor, b.n, None if same else a.d)
        n = self.write(f"{left} - {taken}" if b_factor < 0 else f"{left} + {right}")
        d = a.d if same else self._times(a.d, b.d)
        return Exact(n, d, unit, n_low, n_high, d_low, d_high, a.low, a.high)

    def product(self, a: Number, b: Number) -> Number:
        """x × y"""
        low, high = _ends_of(a, b)
        state = self.worst(a.state, b.state)
        if isinstance(a, Exact) and isinstance(b, Exact):
            n_ends = _ends((a.n_low, a.n_high), (b.n_low, b.n_high))
            d_ends = (a.d_low * b.d_low, a.d_high * b.d_high)
            if self.fits(*n_ends, *d_ends):
                n, d = self._times(a.n, b.n), self._times(a.d, b.d)
                return Exact(n, d, a.factor * b.factor, *n_ends, *d_ends, low, high, state)
        x, y = self.near(a), self.near(b)
        made = self.write(f"{x.x} * {y.x}")
        most = max(abs(low), abs(high))
        if _is_literal(x.error) and _is_literal(y.error) and most <= STEADY:
            e, f = float(x.error), float(y.error)
            error = repr((float(x.most) * f + float(y.most) * e + e * f) * 1.001 + float(most) * 2 * HALF_ULP)
        else:
            parts = f"abs_({x.x}) * {y.error} + (abs_({y.x}) + {y.error}) * {x.error}"
            error = self.write(f"({parts} + abs_({made}) * {2 * HALF_ULP!r}) * 1.001", "e")
        return Near(made, error, low, high, state)

    def _times(self, a: str | None, b: str | None) -> str | None:
        if a is None or b is None:
            return a or b
        return self.write(f"{a} * {b}")

    def quotient(self, a: Number, b: Number) -> Number:
        """x ÷ y; failed where y is 0."""
        if isinstance(b, Near):
            return self._near_quotient(self.near(a), self._near_divisor(b))
        if b.figure == 0:
            return evolve(constant(Fraction(0)), state=self._failing("True", a.state))
        if b.figure is not None:
            return self.product(a, constant(1 / b.figure))
        sign, divisor = self._divisor(b, a.state)
        if sign is not None:
            a = self.product(a, sign)
        if isinstance(a, Exact):
            n_ends = _ends((a.n_low, a.n_high), (divisor.d_low, divisor.d_high))
            d_ends = (a.d_low * divisor.n_low, a.d_high * divisor.n_high)
            if self.fits(*n_ends, *d_ends):
                n, d = self._times(a.n, divisor.d), self._times(a.d, divisor.n)
                state = self.worst(a.state, divisor.state)
                low, high = _quotient_ends(a, divisor)
                return Exact(n, d, a.factor / divisor.factor, *n_ends, *d_ends, low, high, state)
        return self._near_quotient(self.near(a), self.near(divisor))

    def _divisor(self, b: Exact, dividend: str | None) -> tuple[Exact | None, Exact]:
        """A divisor as its sign (None where it has none below 0) and its magnitude, which is more than 0.

        Failed where it is 0 and both numbers are there: what is absent keeps its own state.
        """
        if b.factor < 0:
            b = evolve(b, n=self.write(f"-{b.n or 1}"), factor=-b.factor, n_low=-b.n_high, n_high=-b.n_low)
        sign = None
        if b.n_low < 0 and b.n is not None:
            sign = whole(self.write(f"where({b.n} < 0, -1, 1)"), Fraction(1), -1, 1)
            size = max(abs(b.n_low), abs(b.n_high))
            b = evolve(b, n=self.write(f"abs_({b.n})"), n_low=0, n_high=size)
        if b.n is not None and b.n_low == 0:
            b = self._without_zero(b, dividend)
        low = b.n_low * b.factor / b.d_high
        return sign, evolve(b, low=low, high=b.n_high * b.factor / b.d_low)

    def _without_zero(self, b: Exact, dividend: str | None) -> Exact:
        zero = self.write(f"{b.n} == 0")
        state = self._failing(zero, self.worst(dividend, b.state))
        n = self.write(f"where({zero}, 1, {b.n})")
        return evolve(b, n=n, n_low=1, n_high=max(1, b.n_high), state=state)

    def _failing(self, test: str, state: str | None) -> str:
        """The state of what has failed where a test holds, unless it was absent before."""
        failed = self.write(f"where({test}, FAILED, PRESENT)", "s")
        made = failed if state is None else self.write(f"where({state} != 0, {state}, {failed})", "s")
        if state is not None:
            self._made_of[made] = self._parts(state) | {made}
        return made

    def _near_divisor(self, b: Near) -> Near:
        """A divisor known to be off zero: rows where it may be zero are in doubt."""
        small = self.write(f"abs_({b.x}) <= {b.error}")
        self.doubt(self._doubted(small))
        # The bounds of a quotient by what comes near zero are of no use: errors go row by row.
        x = self.write(f"where({small}, 1.0, {b.x})")
        return evolve(b, x=x, error=self.write(f"where({small}, 0.0, {b.error})", "e"))

    def _doubted(self, test: str) -> str:
        return "ones(size, bool_)" if self.limits.is_doubtful else test

    def _near_quotient(self, a: Near, b: Near) -> Near:
        x = self.write(f"{a.x} / {b.x}")
        e = f"({a.error} + abs_({x}) * {b.error}) / (abs_({b.x}) - {b.error}) + abs_({x}) * {2 * HALF_ULP!r}"
        low, high = _near_quotient_ends(a, b)
        return Near(x, self.write(f"({e}) * 1.001", "e"), low, high, self.worst(a.state, b.state))

    # ------------------------------------------------------------ decisions

    def compared(self, operator: str, a: Number, b: Number) -> Truth:
        """x = ≠ < ≤ > ≥ y."""
        state, sign = self.worst(a.state, b.state), SIGNS[operator]
        if isinstance(a, Exact) and isinstance(b, Exact):
            crossed = self.crossed(a, b)
            if crossed is not None:
                left, right, _, _ = crossed
                return Truth(self.write(f"{left} {sign} {right}"), state)
        x, y = self.near(a), self.near(b)
        apart = self.write(f"{x.x} - {y.x}")
        self.doubt(
            self._doubted(f"abs_({apart}) <= ({x.error} + {y.error}) * 1.001 + abs_({apart}) * {HALF_ULP!r}")
        )
        return Truth(self.write(f"{apart} {sign} 0"), state)

    def chosen(
        self, test: str, a: Number, b: Number, state: str | None, ends: tuple[Fraction, Fraction]
    ) -> Number:
        """a where a test holds, else b; `ends` bound the value."""
        if isinstance(a, Exact) and isinstance(b, Exact):
            p, q, unit = self.common(a.factor, b.factor)
            a_ends, b_ends = _ends((p, p), (a.n_low, a.n_high)), _ends((q, q), (b.n_low, b.n_high))
            if self.fits(*a_ends, *b_ends, p, q):
                n = self._choice(test, _product(p, a.n), _product(q, b.n))
                d, d_ends = a.d, (a.d_low, a.d_high)
                if a.d != b.d:
                    d = self.write(f"where({test}, {a.d or 1}, {b.d or 1})")
                    d_ends = (min(a.d_low, b.d_low), max(a.d_high, b.d_high))
                n_ends = (min(a_ends[0], b_ends[0]), max(a_ends[1], b_ends[1]))
                return _tight(Exact(n, d, unit, *n_ends, *d_ends, *ends, state))
        x, y = self.near(a), self.near(b)
        error = x.error
        if x.error != y.error:
            error = self.write(f"where({test}, {x.error}, {y.error})", "e")
        return Near(self.write(f"where({test}, {x.x}, {y.x})"), error, *ends, state)

    def nearer(self, operator: str, a: Number, b: Number) -> Near | None:
        """The smaller ("<") or larger (">") of two numbers, where floats compare them; None where integers do.

        However close the two are, either is within the error: there is nothing to doubt.
        """
        if isinstance(a, Exact) and isinstance(b, Exact) and self.crossed(a, b) is not None:
            return None
        x, y = self.near(a), self.near(b)
        pick = min if operator == "<" else max
        function = "minimum" if operator == "<" else "maximum"
        made = self.write(f"{function}({x.x}, {y.x})")
        error = x.error
        if x.error != y.error:
            literal = _is_literal(x.error) and _is_literal(y.error)
            error = (
                repr(max(float(x.error), float(y.error)))
                if literal
                else self.write(f"maximum({x.error}, {y.error})", "e")
            )
        return Near(made, error, pick(a.low, b.low), pick(a.high, b.high), self.worst(a.state, b.state))

    def _choice(self, test: str, left: str, right: str) -> str:
        if right == "0" and left.lstrip("-").isdigit():
            return self.write(f"multiply({test}, {left}, dtype=int64)")
        return self.write(f"where({test}, {left}, {right})")

    # ------------------------------------------------------------ rounding

    def rounded(self, a: Number, places: int, mode: Rounding) -> Exact:
        """x to so many places, as whole units of the last one; by magnitude below zero."""
        unit = Fraction(10) ** places
        ends = floor(a.low * unit), ceil(a.high * unit)
        if isinstance(a, Exact):
            if a.figure is not None:
                return constant(Fraction(_rounded_int(a.figure * unit, mode)) / unit)
            if a.d is None and (a.factor * unit).denominator == 1:
                return a
            if a.factor < 0:
                return self._turned(self.rounded(self.negated(a), places, mode))
            n = self._exactly_rounded(a, a.factor * unit, mode)
            if n is not None:
                return whole(n, 1 / unit, *ends, a.state)
        return whole(self._nearly_rounded(self.near(a), unit, mode), 1 / unit, *ends, a.state)

    def _turned(self, a: Exact) -> Exact:
        turned = self.negated(a)
        assert isinstance(turned, Exact)
        return turned

    def _exactly_rounded(self, a: Exact, factor: Fraction, mode: Rounding) -> str | None:
        """n·p ÷ (d·q) to whole numbers; None where that does not fit."""
        p, q = factor.numerator, factor.denominator
        top, bottom = p * max(abs(a.n_low), abs(a.n_high)), q * a.d_high
        if not self.fits(2 * top + bottom, 2 * bottom):
            return None
        size = a.n if a.n is None or a.n_low >= 0 else f"abs_({a.n})"
        n, d = _product(p, size), _product(q, a.d)
        if mode is Rounding.HALF_UP and 4 * top + bottom < 4 * self.limits.quotient:
            made = f"floor({n} / ({d}) + 0.5).astype(int64)"
        else:
            made = _whole_quotient(n, d, mode)
        name = self.write(made)
        return name if a.n_low >= 0 else self.write(f"where({a.n} < 0, -{name}, {name})")

    def _nearly_rounded(self, a: Near, unit: Fraction, mode: Rounding) -> str:
        size = self.write(f"abs_({a.x}) * {float(unit)!r}")
        error = self.write(f"{a.error} * {float(unit) * 1.001!r} + {size} * {4 * HALF_ULP!r}", "e")
        shift = {
            Rounding.HALF_UP: "0.5",
            Rounding.HALF_EVEN: "0.5",
            Rounding.UP: "1.0",
            Rounding.DOWN: "0.0",
        }[mode]
        shifted = self.write(f"{size} + {shift}")
        down = self.write(f"floor({shifted})")
        rest = self.write(f"{shifted} - {down}")
        self.doubt(
            self._doubted(
                f"({rest} <= {error} + 1e-15) | ({rest} >= 1.0 - {error} - 1e-15) | ({size} > 1e15)"
            )
        )
        return self.write(f"where({a.x} < 0, -{down}, {down}).astype(int64)")


# ---------------------------------------------------------------- expressions and bounds


def _is_literal(error: str) -> bool:
    return not error.isidentifier()


def _product(figure: int, *names: str | None) -> str:
    """A figure times arrays, as an expression; 1 is left out."""
    parts = [name for name in names if name is not None]
    if figure != 1 or not parts:
        parts.append(str(figure))
    return " * ".join(parts)


def _whole_quotient(n: str, d: str, mode: Rounding) -> str:
    """n ÷ d of whole numbers, neither below zero, to a whole number."""
    match mode:
        case Rounding.HALF_UP:
            return f"(2 * ({n}) + {d}) // (2 * ({d}))"
        case Rounding.HALF_EVEN:
            return f"half_even({n}, {d})"
        case Rounding.UP:
            return f"-(-({n}) // ({d}))"
        case Rounding.DOWN:
            return f"({n}) // ({d})"


def _ends(*factors: tuple[int, int]) -> tuple[int, int]:
    """The bounds of a product."""
    low = high = 1
    for one, other in factors:
        ends = [low * one, low * other, high * one, high * other]
        low, high = min(ends), max(ends)
    return low, high


def _ends_of(a: Number, b: Number) -> tuple[Fraction, Fraction]:
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return min(ends), max(ends)


def _quotient_ends(a: Exact, b: Exact) -> tuple[Fraction, Fraction]:
    ends = [x / y for x in (a.low, a.high) for y in (b.low, b.high)]
    return min(ends), max(ends)


def _near_quotient_ends(a: Near, b: Near) -> tuple[Fraction, Fraction]:
    if b.low > 0 or b.high < 0:
        ends = [x / y for x in (a.low, a.high) for y in (b.low, b.high)]
        return min(ends), max(ends)
    # What comes near to zero bounds nothing: a magnitude that no float of a rule reaches.
    return -HUGE, HUGE


HUGE = Fraction(10) ** 300


def _tight(a: Exact) -> Exact:
    """A number with the bounds of its numerator that those of its value allow."""
    if a.n is None or a.factor <= 0:
        return a
    low = max(a.n_low, ceil(min(a.low * a.d_low, a.low * a.d_high) / a.factor))
    high = min(a.n_high, floor(max(a.high * a.d_low, a.high * a.d_high) / a.factor))
    return evolve(a, n_low=low, n_high=high) if low <= high else a


def _rounded_int(value: Fraction, mode: Rounding) -> int:
    return int(round_to(value, 0, mode))
