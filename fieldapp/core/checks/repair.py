"""The smallest repair of control totals that do not agree: which one slip explains all of them.

Candidates are ranked by how often such a slip happens and by how much likelier the
repaired figures are than those that are seen.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fieldapp.core.checks.candidates import LEAST, Candidate, Likelihood, Rows, Workbench, narrow, wide
from fieldapp.core.checks.finding import Replacement, Suggestion
from fieldapp.core.checks.totals import ControlTotals, control_totals, named_in
from fieldapp.core.numbers import Value, retypable
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell, Sheet

MOST_SHOWN = 3
LEAST_SHARE = 0.31
"""How likely the best must be among all that fit, where anything is known of the figures: below it, right
cells are accused too often (tests/benchmarks/repairs.py)."""


def repairs(
    sheet: Sheet,
    programme: Programme,
    law: Likelihood | None = None,
    latest: Sequence[Rows] = (),
    *,
    totals: ControlTotals | None = None,
    least_share: float = LEAST_SHARE,
) -> dict[Cell, tuple[Suggestion, ...]]:
    """What may be suggested for each control total that differs, by its cell; best first. Where no single
    repair explains all of them, each has those that explain it and break no other. `latest`: the weeks
    before, the newest last; `totals`: those of the sheet, where they are at hand."""
    totals = totals or control_totals(sheet, programme)
    differing = frozenset(total.cell for total in totals.differing())
    if not differing:
        return {}
    bench = Workbench(sheet, programme, totals, law, latest)
    kept = _distinct(_fitting(bench, wide(bench)))
    is_wide = sum(cell.district == CONTROL for cell in differing) > 1
    if not is_wide:
        kept = _distinct((*_fitting(bench, narrow(bench)), *kept))
    needed = 0.0 if law is None else least_share
    shown = _best([one for one in kept if one.explains == differing], needed)
    if shown:
        return dict.fromkeys(differing, tuple(_suggestion(bench, one) for one in shown))
    if is_wide:
        kept = _distinct((*_fitting(bench, narrow(bench)), *kept))
    parts = {cell: _best([one for one in kept if cell in one.explains], needed) for cell in differing}
    return {cell: tuple(_suggestion(bench, one) for one in found) for cell, found in parts.items() if found}


def _best(found: Iterable[Candidate], least_share: float) -> list[Candidate]:
    ranked = sorted(found, key=lambda one: (not one.is_crossing, -len(one.explains), -one.score))
    if not ranked or ranked[0].is_crossing:
        return ranked[:MOST_SHOWN]
    best = ranked[0].score
    share = 1 / sum(math.exp(min(one.score - best, 0)) for one in ranked)
    if best < LEAST or share < least_share:
        return []
    return [one for one in ranked if one.score >= LEAST][:MOST_SHOWN]


def _fitting(bench: Workbench, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those that make a total agree and break none. Where a text in it is no number, that is to blame."""
    for one in candidates:
        if not all(isinstance(value, int) and value >= 0 for value in one.after.values()):
            continue
        explains = bench.totals.explained_by(
            {cell: value - (bench.seen(cell) or 0) for cell, value in one.after.items()}
        )
        if explains and bench.sheet.unread.keys() & bench.totals.parts(explains) <= one.after.keys():
            yield replace(one, explains=explains)


def _distinct(found: Iterable[Candidate]) -> list[Candidate]:
    """Of repairs that come to the same, the best."""
    best: dict[frozenset[tuple[Cell, Value]], Candidate] = {}
    for one in found:
        key = frozenset(one.after.items())
        if key not in best or (one.is_crossing, one.score) > (best[key].is_crossing, best[key].score):
            best[key] = one
    return list(best.values())


def _suggestion(bench: Workbench, one: Candidate) -> Suggestion:
    changes = []
    order = {key: place for place, key in enumerate(bench.sheet.districts)}
    columns = {key: place for place, key in enumerate(bench.sheet.indicators)}
    for cell in sorted(one.after, key=lambda cell: (order[cell.district], columns[cell.indicator])):
        seen, unit = bench.seen(cell), bench.unit(cell)
        before = None if seen is None else retypable(seen, unit)
        changes.append(Replacement(cell, before, retypable(one.after[cell], unit)))
    return Suggestion(one.kind, tuple(changes), *named_in(bench.sheet, one.explains))
