"""Grading: the total into the grade's place in the list, with what vetoes leave of it, as statements of a kernel."""

from __future__ import annotations

from perfeval.core.program import Program, VetoEffect
from perfeval.evaluating.columns.knowing import require_known
from perfeval.evaluating.columns.operands import Number, holds
from perfeval.evaluating.columns.terms import TermWriter
from perfeval.outcome import ranked


def grades(program: Program, terms: TermWriter, total: Number) -> str:
    """The array of grades, -1 for none."""
    write, bands = terms.to.write, program.grades
    order = ranked(bands)
    rank = {name: place for place, name in enumerate(order)}
    made = "-1"
    for index, band in reversed(list(enumerate(bands))):
        place = rank[band.name] if program.vetoes else index
        made = write(f"where({terms.within(band.step, total)}, {place}, {made})")
    if not bands:
        return write("full(size, -1)")
    if not program.vetoes:
        return made
    made = _after_vetoes(program, terms, rank, made)
    names = [band.name for band in bands]
    places = [names.index(name) for name in order]
    return write(f"array({[*places, -1]})[{made}]")


def _after_vetoes(program: Program, terms: TermWriter, rank: dict[str, int], made: str) -> str:
    """The rank that vetoes leave, from the worst up; -1 where a veto of which nothing is known might lower it."""
    write = terms.to.write
    for veto in program.vetoes:
        require_known(veto)
        test = terms.truth(veto.when)
        lowers = veto.effect in (VetoEffect.GRADE, VetoEffect.GRADE_AT_MOST)
        if test.state is not None:
            might = f" & ({made} > {rank[veto.name]})" if lowers else ""
            made = write(f"where(({test.state} != 0){might}, -1, {made})")
        if lowers:
            made = write(f"where({holds(test)}, minimum({made}, {rank[veto.name]}), {made})")
    return made
