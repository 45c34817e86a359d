"""Steps: what an indicator's steps do to its running value, as statements of a kernel."""

from __future__ import annotations

from fractions import Fraction

from attrs import define, field

from perfeval.core.program import Clip, Set, Take, Veto
from perfeval.core.terms import ZERO, Branch, Term
from perfeval.evaluating.columns.arithmetic import Arithmetic, Unsuitable
from perfeval.evaluating.columns.knowing import require_known
from perfeval.evaluating.columns.operands import Number, Truth, constant, holds, with_state
from perfeval.evaluating.columns.terms import TermWriter


@define
class StepWriter:
    """Writes the steps of one node. `absent` are the states of what they rest on."""

    to: Arithmetic
    terms: TermWriter
    weight: Fraction
    absent: list[str | None] = field(factory=list)
    _gates: list[tuple[Term, Truth]] = field(factory=list)

    def stepped(self, step: Set | Take | Clip | Veto, value: Number) -> Number:
        """The running value after a step that does not round."""
        match step:
            case Set(term, _, _, _, when):
                rests_on = term if when is None else Branch(when, term, ZERO)
                made = self._set(term, when, value)
                self.absent.append(self.terms.operand(rests_on).state)
                return made
            case Take(entries):
                for entry in entries:
                    require_known(entry)
                    amount = self.terms.number(entry.amount)
                    value = self.to.sum(value, amount, minus=True)
                    self.absent.append(amount.state)
                return value
            case Clip():
                return self._clipped(value, step)
            case Veto(when, most):
                return self._vetoed(self.terms.truth(when), most, value)
            case _:
                raise Unsuitable

    def _set(self, term: Term, when: Term | None, value: Number) -> Number:
        new = self.terms.number(term)
        if when is None:
            return new
        to, test = self.to, self.terms.truth(when)
        ends = min(new.low, value.low), max(new.high, value.high)
        state = self.terms.chosen_state(test, new.state, value.state)
        # A gate of which nothing is known matters no more where one before it gave the same.
        decided = [truth for given, truth in self._gates if given == term]
        self._gates.append((term, test))
        if test.state is not None and decided:
            open_value = to.write(f"{value.state or 'zeros(size, uint8)'}", "s")
            held = " | ".join(holds(truth) for truth in decided)
            state = to.write(f"where(({held}) & ({test.state} != 0), {open_value}, {state})", "s")
        name = test.name if test.state is None else to.write(f"{test.name} & ({test.state} == 0)")
        return to.chosen(name, new, value, state, ends)

    def _clipped(self, value: Number, clip: Clip) -> Number:
        most = self.weight if clip.limit is None else clip.limit
        if clip.has_floor and value.low < 0:
            value = self._kept(value, ">", Fraction(0))
        if clip.has_cap and value.high > most:
            value = self._kept(value, "<", most)
        return value

    def _kept(self, value: Number, operator: str, end: Fraction) -> Number:
        bound = constant(end)
        nearer = self.to.nearer("<" if operator == "<" else ">", value, bound)
        if nearer is not None:
            return nearer
        test = self.to.compared(operator, value, bound)
        low = max(value.low, end) if operator == ">" else min(value.low, end)
        high = max(value.high, end) if operator == ">" else min(value.high, end)
        return self.to.chosen(test.name, value, bound, value.state, (low, high))

    def _vetoed(self, condition: Truth, most: Fraction, value: Number) -> Number:
        """At most so much where the condition holds. 不得分 gives 0 also where nothing is known of the value."""
        held = self.to.write(holds(condition))
        capped = self._kept(value, "<", most) if value.high > most else value
        ends = min(value.low, capped.low), max(value.high, capped.high)
        made = self.to.chosen(held, capped, value, value.state, ends)
        if most != 0 or value.state is None:
            return made
        made = self.to.chosen(
            held, constant(most), made, value.state, (min(ends[0], most), max(ends[1], most))
        )
        return with_state(made, self.to.write(f"where({held}, PRESENT, {value.state})", "s"))
