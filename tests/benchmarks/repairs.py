"""How often what is suggested for control totals that differ is exactly what the paper says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from fieldapp.core.checks.finding import Finding, Suggestion
from fieldapp.core.numbers import Unit, parse
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, Cell, Content, Sheet
from fieldapp.exchange.published_json import AREA
from tests.benchmarks.mistakes import KINDS, Kind
from tests.benchmarks.scores import findings_in
from tests.benchmarks.weeks import TENTH, OfficeWeek, office_weeks

ONE_CELL = (
    *("count × 10", "area × 10", "× 100", "square metres as hectares", "sign", "a tenth"),
    *("digits transposed", "digit lost", "digit doubled", "digit wrong"),
)
"""The kinds that put one wrong number into one cell."""

OF_AREAS = (
    *("area × 10", "square metres as hectares", "digits transposed", "digit lost", "digit doubled"),
    "digit wrong",
)
"""Those that may put one into an area."""

EXCHANGED = ("neighbours exchanged",)
"""What only totals of rows can see."""


@dataclass
class RepairScore:
    """By kind: mistakes, those that were seen at all, and whose first suggestion, or one of three, is exactly
    right; `innocent`: whose first suggestion changes a right cell."""

    tried: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    in_three: Counter[str] = field(default_factory=Counter)
    innocent: Counter[str] = field(default_factory=Counter)

    def share(self, counter: Counter[str], kinds: Sequence[str]) -> float:
        """The mean over kinds, in a hundred."""
        return sum(100 * counter[kind] / max(1, self.tried[kind]) for kind in kinds) / len(kinds)


def with_control_totals(sheet: Sheet, programme: Programme, *, of_rows: bool) -> Sheet:
    """A sheet with its totals as the paper would have them."""
    values: dict[Cell, Content] = {Cell(CONTROL, key): sheet.total(key) for key in sheet.indicators}
    areas = [key for key in sheet.indicators if key not in {item.key for item in programme.items}]
    for district in sheet.districts if of_rows else ():
        if not sheet.missing(district):
            for key, of in ((CONTROL_ITEMS, [item.key for item in programme.items]), (CONTROL_AREA, areas)):
                values[Cell(district, key)] = sum(sheet.value(district, one) or 0 for one in of)
    return replace(sheet, values={**sheet.values, **values})


def score_repairs(
    programme: Programme,
    half: int,
    seeds: Sequence[int],
    injections: int,
    kinds: Sequence[str] = ONE_CELL,
    *,
    of_rows: bool = False,
) -> RepairScore:
    """Some kinds of mistakes in weeks of one half whose control totals were typed."""
    score = RepairScore()
    for seed in seeds:
        weeks = office_weeks(programme, half, seed)
        for kind in KINDS:
            if kind.name in kinds:
                _inject(
                    score, kind, weeks, programme, injections, of_rows, Random(f"{kind.name} {half} {seed}")
                )
    return score


def finer(week: OfficeWeek, last: int, random: Random) -> OfficeWeek:
    """A week whose areas have more decimals, the last worth so many square metres."""
    values: dict[Cell, Content] = {
        cell: area + random.randrange(last, TENTH, last)
        for cell, area in week.sheet.values.items()
        if cell.indicator == AREA and isinstance(area, int) and area > TENTH
    }
    return replace(week, sheet=replace(week.sheet, values={**week.sheet.values, **values}))


def score_rounded(
    programme: Programme, half: int, seeds: Sequence[int], injections: int, last: int
) -> RepairScore:
    """Mistakes in areas that are finer than their control total, which was rounded to a tenth of a hectare;
    only those that the rounding does not hide."""
    score = RepairScore()
    for seed in seeds:
        weeks = office_weeks(programme, half, seed)
        for kind in (one for one in KINDS if one.name in OF_AREAS):
            random = Random(f"{kind.name} {half} {seed} {last}")
            for _ in range(40 * injections):
                week = finer(random.choice(weeks), last, random)
                right = with_rounded_totals(week.sheet, programme)
                spoilt = kind.spoil(replace(week, sheet=right), random)
                if spoilt is None or not any(cell.indicator == AREA for cell in spoilt.cells):
                    continue
                findings = findings_in(spoilt.sheet, week, programme)
                if any(finding.code == "control-total-differs" for finding in findings):
                    _count(score, kind.name, right, spoilt.sheet, findings)
                if score.tried[kind.name] == injections * (seeds.index(seed) + 1):
                    break
    return score


def with_rounded_totals(sheet: Sheet, programme: Programme) -> Sheet:
    """A sheet with its totals as a paper would have them that sums areas to one decimal."""
    whole = with_control_totals(sheet, programme, of_rows=False)
    cell = Cell(CONTROL, AREA)
    rounded = (2 * int(sheet.total(AREA)) + TENTH) // (2 * TENTH) * TENTH
    return replace(whole, values={**whole.values, cell: rounded})


def _inject(
    score: RepairScore,
    kind: Kind,
    weeks: Sequence[OfficeWeek],
    programme: Programme,
    number: int,
    of_rows: bool,
    random: Random,
) -> None:
    done = 0
    for _ in range(20 * number):
        week = random.choice(weeks)
        right = with_control_totals(week.sheet, programme, of_rows=of_rows)
        spoilt = kind.spoil(replace(week, sheet=right), random)
        if spoilt is None:
            continue
        _count(score, kind.name, right, spoilt.sheet, findings_in(spoilt.sheet, week, programme))
        done += 1
        if done == number:
            return


def _count(score: RepairScore, kind: str, right: Sheet, seen: Sheet, findings: Sequence[Finding]) -> None:
    failed = [finding for finding in findings if finding.code == "control-total-differs"]
    score.seen[kind] += bool(failed)
    first = next((finding.suggestions for finding in failed if finding.suggestions), ())
    count_suggestions(score, kind, right, seen, first)


def count_suggestions(
    score: RepairScore, kind: str, right: Sheet, seen: Sheet, suggested: Sequence[Suggestion]
) -> None:
    """One more mistake, and what is suggested for it."""
    exact = [_is_exact(one, right, seen) for one in suggested]
    score.tried[kind] += 1
    score.first[kind] += bool(exact) and exact[0]
    score.in_three[kind] += any(exact)
    if suggested:
        cells = [change.cell for change in suggested[0].cells]
        score.innocent[kind] += any(right.values.get(cell) == seen.values.get(cell) for cell in cells)


def _is_exact(one: Suggestion, right: Sheet, seen: Sheet) -> bool:
    """Whether the suggestion makes the rows what the paper says."""
    values = dict(seen.values)
    for change in one.cells:
        unit = Unit.HECTARE if change.cell.indicator == AREA else Unit.COUNT
        values[change.cell] = parse(change.after, unit, decimal_mark=".")
    keys = right.indicators
    return all(
        values.get(Cell(district, key)) == right.values.get(Cell(district, key))
        for district in right.districts
        for key in keys
    )
