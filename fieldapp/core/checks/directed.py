"""What the suspicions of a sheet say as findings: where, with which numbers, and what would be likelier."""

from collections.abc import Callable, Iterator

from fieldapp.core.checks.case import Case, Hit, Search
from fieldapp.core.checks.finding import Details
from fieldapp.core.checks.memory import Habit
from fieldapp.core.checks.scene import Suspicion
from fieldapp.core.numbers import Amount, Unit, Value
from fieldapp.core.sheet import Cell, RowState

Show = Callable[[Case, Suspicion], Details]


def suspected(code: str, show: Show) -> Search:
    """The search for what one kind of mistake explains. `show`: the values of its sentence."""

    def search(case: Case) -> Iterator[Hit]:
        for one in case.suspected:
            if one.code == code:
                yield Hit(one.cells, show(case, one), case.proposed(one.kind, one.likelier))

    return search


def items_without_area(case: Case) -> Iterator[Hit]:
    """Where nothing is known of a district yet, this is never chance either."""
    yield from suspected("items-without-area", found_items)(case)
    for district in case.sheet.districts:
        if case.around.memory.knows(district):
            continue
        counts, areas = (case.row(district, unit) for unit in (Unit.COUNT, Unit.HECTARE))
        if counts and areas and case.sheet.state(district) is RowState.REPORTED:
            items, area = _sum(case, counts), _sum(case, areas)
            if items.value > 0 and area.value == 0:
                yield Hit(areas, {"district": district, "items": items})


def found_items(case: Case, one: Suspicion) -> Details:
    """How many items there are without an area."""
    district = one.cells[0].district
    return {"district": district, "items": _sum(case, case.row(district, Unit.COUNT))}


def cleared_area(case: Case, one: Suspicion) -> Details:
    """How large the area without items is."""
    district = one.cells[0].district
    return {"district": district, "area": _sum(case, case.row(district, Unit.HECTARE))}


def worked_weeks(case: Case, one: Suspicion) -> Details:
    """How long a district that is silent has worked."""
    district, memory = one.cells[0].district, case.around.memory
    worked = memory.habits.get(district, Habit()).worked
    return {"district": district, "n": worked, "weeks": len(memory.weeks)}


def number(case: Case, one: Suspicion) -> Details:
    """The number, the likelier one and the usual one."""
    (cell,) = one.cells
    unit = _unit(case, cell)
    likelier, usual = Amount(one.likelier[cell], unit), Amount(_rounded(case.usual(cell), unit), unit)
    place = {"district": cell.district, "indicator": cell.indicator}
    return {**place, "value": _amount(case, cell), "likelier": likelier, "usual": usual}


def pair(case: Case, one: Suspicion) -> Details:
    """The two numbers of a row."""
    here, there = one.cells
    shown = {"one": _amount(case, here), "other": _amount(case, there)}
    return {"district": here.district, "indicators": (here.indicator, there.indicator), **shown}


def columns(case: Case, one: Suspicion) -> Details:
    """The two columns with their totals."""
    keys = tuple(dict.fromkeys(cell.indicator for cell in one.cells))
    here, there = (Amount(case.sheet.total(key), Unit.COUNT) for key in keys)
    return {"indicators": keys, "one": here, "other": there}


def rows(case: Case, one: Suspicion) -> Details:
    """The first figure that stands in the wrong row, and what its cell would say."""
    cell = next(cell for cell in one.cells if cell in one.likelier)
    keys = {cell.indicator for cell in one.cells}
    shown = {"value": _amount(case, cell), "likelier": Amount(one.likelier[cell], _unit(case, cell))}
    place = {"district": cell.district, "indicator": cell.indicator}
    return {**place, "indicators": tuple(key for key in case.sheet.indicators if key in keys), **shown}


def neighbours(case: Case, one: Suspicion) -> Details:
    """The two rows, with the figure that differs most from what it is exchanged for."""
    cell = max(one.cells, key=lambda cell: _gain(case, one, cell))
    districts = tuple(dict.fromkeys(cell.district for cell in one.cells))
    here, there = (Amount(one.likelier[Cell(row, cell.indicator)], _unit(case, cell)) for row in districts)
    return {"districts": districts, "indicator": cell.indicator, "one": there, "other": here}


def repeated(case: Case, one: Suspicion) -> Details:
    """How much is the same, and as in which week."""
    assert one.earlier is not None
    districts = tuple(dict.fromkeys(cell.district for cell in one.cells))
    keys = tuple(dict.fromkeys(cell.indicator for cell in one.cells))
    return {"districts": districts, "indicators": keys, "n": len(districts), "earlier": one.earlier}


def _gain(case: Case, one: Suspicion, cell: Cell) -> float:
    prediction = case.around.predict(case.sheet, case.programme.active)
    value = case.sheet.value(cell.district, cell.indicator) or 0
    return prediction.log_p(cell, one.likelier[cell]) - prediction.log_p(cell, value)


def _amount(case: Case, cell: Cell) -> Amount:
    return Amount(case.sheet.value(cell.district, cell.indicator) or 0, _unit(case, cell))


def _sum(case: Case, cells: tuple[Cell, ...]) -> Amount:
    values = [case.sheet.value(cell.district, cell.indicator) or 0 for cell in cells]
    return Amount(sum(values), _unit(case, cells[0]))


def _unit(case: Case, cell: Cell) -> Unit:
    return case.programme.indicator(cell.indicator).unit


def _rounded(value: Value, unit: Unit) -> int:
    """What is usual is not known to the square metre."""
    grain = unit.scale // 10 or 1
    return round(value / grain) * grain
