"""The facts of a record that are of a cell or of some cells, as its lines say them."""

import unicodedata

from fieldapp.core.characters import on_one_line
from fieldapp.core.checks.answers import WarningAnswer, cells_text, read_cells
from fieldapp.core.numbers import Value
from fieldapp.core.records.limits import read_id, read_typed
from fieldapp.core.records.seal import exact_text, read_exact
from fieldapp.core.sheet import CONTROL, Cell


def control_line(cell: Cell, value: Value) -> str:
    """A control total: of a column by its key alone."""
    place = cell.indicator if cell.district == CONTROL else f"{cell.district} {cell.indicator}"
    return f"{place}={exact_text(value)}"


def control_named(line: str) -> tuple[Cell, Value]:
    """The control total in such a line. Raises ValueError or ArithmeticError."""
    place, _, value = line.partition("=")
    district, _, indicator = place.rpartition(" ")
    return Cell(district or CONTROL, indicator), read_exact(value)


def cell_named(line: str) -> Cell:
    """The cell in a line that says no more. Raises ValueError."""
    district, indicator = line.split(" ")
    return Cell(district, indicator)


def note_named(line: str) -> tuple[Cell, str]:
    """The note in a line. Raises ValueError."""
    district, indicator, note = line.split(" ", 2)
    return Cell(district, indicator), read_typed(note)


def answer_line(answer: WarningAnswer) -> str:
    """Rule, cells, fingerprint and why; who made the record is told by that."""
    why = on_one_line(unicodedata.normalize("NFC", answer.why))
    return f"{answer.rule} {cells_text(answer.cells)} {answer.fingerprint} {why}"


def answer_named(line: str) -> WarningAnswer:
    """The answer in such a line. Raises ValueError."""
    rule, cells, fingerprint, why = line.split(" ", 3)
    try:
        places = read_cells(cells)
    except RecursionError as error:
        raise ValueError(line) from error
    if not why or not all(isinstance(one, str) for place in places for one in place):
        raise ValueError(line)
    return WarningAnswer(rule, places, read_id(fingerprint), read_typed(why))
