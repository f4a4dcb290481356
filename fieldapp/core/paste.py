"""A block of pasted texts against a sheet: what it would change, and what stays out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fieldapp.core.edits import Edit, Edits, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Unread, Value, parse, retypable, unread_of
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell, Content, RowState, Sheet
from fieldapp.core.table.block import NO_OPERATIONS, Target, spread
from fieldapp.core.table.columns import Doubt
from fieldapp.core.table.headings import NO_NAMES, Block, Headings
from fieldapp.core.table.held import Behind
from fieldapp.core.table.placed import ColumnQuestion, LeftOut, Spread


class Separator(StrEnum):
    """A mark that may part decimals or thousands."""

    COMMA = ","
    POINT = "."


class Offer(StrEnum):
    """What a paste can do besides, if that is wanted."""

    TOTAL = "total"


Answers = Mapping[Separator | Doubt | Offer, bool]
"""Whether a mark is the decimal one, doubtful columns are taken as they lie, an offer is taken: as far as
that has been asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """`n` texts such as `text` can be read in two ways, as their `mark` is taken; asked once for all."""

    mark: Separator
    text: str
    n: int
    whole: str
    fraction: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell that the paste changes. `typed`: the text there that could not be read, if any."""

    cell: Cell
    before: Content | None
    after: Content | None
    typed: str = ""

    @property
    def overwrites(self) -> bool:
        """Whether something that was there goes."""
        return self.before is not None or bool(self.typed)


@dataclass(frozen=True, slots=True)
class RefusedText:
    """A pasted text that could not be read, and the cell that keeps what it holds."""

    cell: Cell
    unread: Unread


@dataclass(frozen=True, slots=True)
class PastePlan:
    """Everything a paste would do, in the order of the sheet. `n`: the texts that find their place, changed
    or not; `cells`: where they do. `offered`: a row that adds up the others, by indicator; `takes_total`:
    whether they become control totals. `behind`: texts that do not show what the clipboard holds."""

    edits: Edits = field(default_factory=Edits)
    taken: tuple[Taken, ...] = ()
    refused: tuple[RefusedText, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[Question | ColumnQuestion, ...] = ()
    cells: frozenset[Cell] = frozenset()
    n: int = 0
    offered: tuple[tuple[str, str], ...] = ()
    takes_total: bool = False
    behind: tuple[Behind, ...] = ()

    @property
    def overwritten(self) -> tuple[Taken, ...]:
        """The cells in which something goes."""
        return tuple(taken for taken in self.taken if taken.overwrites)

    @property
    def is_clean(self) -> bool:
        """Whether nothing is lost, unread or left over: it can be done without a word."""
        is_whole = not (self.overwritten or self.refused or self.left_out)
        return is_whole and not (self.questions or self.offered or self.behind)


def plan_paste(
    sheet: Sheet,
    programme: Programme,
    block: Block,
    target: Target,
    names: Headings = NO_NAMES,
    *,
    answers: Answers | None = None,
    typed: Mapping[Cell, Unread] | None = None,
    behind: tuple[Behind, ...] = (),
) -> PastePlan:
    """What pasting would do: rows go to the districts they name, or else down from the target.

    An empty text empties its cell; a text that cannot be read is refused and its cell left as it is. `typed`:
    what stands unread in the sheet's cells.
    """
    answered = answers or {}
    keeps = {mark: answer for mark, answer in answered.items() if isinstance(mark, Doubt)}
    laid = spread(sheet, programme, block, target, names, keeps=keeps)
    reading = _Reading(sheet, programme, answered)
    for district, row in laid.rows.items():
        reading.take(district, row)
    asked = reading.questions()
    if unanswered := {question.mark: False for question in laid.questions if question.mark not in keeps}:
        guessed = _Reading(sheet, programme, answered)
        for district, row in spread(
            sheet, programme, block, target, names, keeps=keeps | unanswered
        ).rows.items():
            guessed.take(district, row)
        asked = guessed.questions()
    is_offered = _is_new_total(laid, sheet, programme)
    takes_total = is_offered and answered.get(Offer.TOTAL, _is_total_wanted(laid, sheet))
    if takes_total:
        reading.take(CONTROL, laid.total)
    edits = make_edits(sheet, reading.wanted)
    order = _order(sheet)
    held = typed or {}
    rewritten = {cell for cell in reading.wanted if cell in held}
    changes = {edit.cell: edit for edit in edits.items if isinstance(edit, Edit)}
    return PastePlan(
        edits,
        tuple(
            _taken(cell, changes.get(cell), sheet, held)
            for cell in sorted(rewritten | changes.keys(), key=order)
        ),
        tuple(sorted(reading.refused, key=lambda refused: order(refused.cell))),
        laid.left_out,
        (*laid.questions, *asked),
        frozenset(reading.wanted),
        reading.n,
        tuple((key, text.strip()) for key, text in laid.total.items()) if is_offered else (),
        takes_total,
        behind,
    )


def _is_new_total(laid: Spread, sheet: Sheet, programme: Programme) -> bool:
    """Whether the row that adds up the others says something that the control totals do not say already."""
    units = {indicator.key: indicator.unit for indicator in programme.active}
    for key, text in laid.total.items():
        try:
            if parse(text, units[key]) != sheet.value(CONTROL, key):
                return True
        except FieldAppError:
            return True
    return False


def _is_total_wanted(laid: Spread, sheet: Sheet) -> bool:
    """Control totals that were typed stay, and the total of more rows than ours is none of ours."""
    is_typed = any(cell.district == CONTROL for cell in sheet.values)
    return not is_typed and not any(left.code.endswith(("row", "row-not-here")) for left in laid.left_out)


def copied_text(sheet: Sheet, cell: Cell, unit: Unit) -> str:
    """A cell as it leaves for a spreadsheet, with a decimal point; `plan_paste` reads the same again."""
    if Cell(cell.district, STATE) in sheet.values and not cell.is_control:
        return NO_OPERATIONS
    value = sheet.value(cell.district, cell.indicator)
    return "" if value is None else retypable(value, unit)


_MARKS = {mark.value: mark for mark in Separator}


class _Reading:
    """The texts of a spread block, one row after the other."""

    def __init__(self, sheet: Sheet, programme: Programme, answers: Answers) -> None:
        self.wanted: dict[Cell, Content | None] = {}
        self.refused: list[RefusedText] = []
        self.n = 0
        self._sheet, self._answers = sheet, answers
        self._units = {key: programme.indicator(key).unit for key in (*programme.units, *ROW_CONTROLS)}
        self._asked: dict[Separator, list[tuple[Cell, Unread]]] = {}

    def take(self, district: str, row: Mapping[str, str]) -> None:
        """Read what a row of the sheet is to hold, by indicator."""
        written = {indicator: text.strip() for indicator, text in row.items()}
        for indicator in set(written).intersection(ROW_CONTROLS):
            self._take_text(Cell(district, indicator), written.pop(indicator))
        is_whole = district != CONTROL and set(written) == set(self._sheet.indicators)
        state = Cell(district, STATE)
        is_marked = state in self._sheet.values
        said = {text for text in written.values() if text}
        if said == {NO_OPERATIONS} and (is_marked or (is_whole and all(written.values()))):
            self.wanted[state] = RowState.NO_OPERATIONS
            self.n += sum(map(bool, written.values()))
            return
        if is_marked and is_whole and not said:
            self.wanted[state] = None
        for indicator, text in written.items():
            self._take_text(Cell(district, indicator), text)

    def questions(self) -> tuple[Question, ...]:
        """What is to be asked of the block, answered already or not."""
        order = _order(self._sheet)
        found = []
        for mark in sorted(self._asked):
            asked = sorted(self._asked[mark], key=lambda item: order(item[0]))
            first = asked[0][1]
            found.append(Question(mark, first.text, len(asked), *first.readings))
        return tuple(found)

    def _take_text(self, cell: Cell, text: str) -> None:
        if not text:
            self.wanted[cell] = None
            return
        if text == NO_OPERATIONS:
            self.refused.append(RefusedText(cell, Unread(text, "stray-dash")))
            return
        try:
            self.wanted[cell] = self._value(cell, text)
        except FieldAppError as error:
            self.refused.append(RefusedText(cell, unread_of(text, error)))
            return
        self.n += 1

    def _value(self, cell: Cell, text: str) -> Value:
        unit = self._units[cell.indicator]
        try:
            return parse(text, unit)
        except FieldAppError as error:
            if error.code != "ambiguous-number":
                raise
            mark = next(mark for mark in map(_MARKS.get, text) if mark)
            self._asked.setdefault(mark, []).append((cell, unread_of(text, error)))
            if mark not in self._answers:
                raise
            return parse(error.readings[self._answers[mark]], unit)


def _taken(cell: Cell, edit: Edit | None, sheet: Sheet, typed: Mapping[Cell, Unread]) -> Taken:
    text = typed[cell].text if cell in typed else ""
    held = sheet.values.get(cell)
    return Taken(cell, held, held, text) if edit is None else Taken(cell, edit.before, edit.after, text)


def _order(sheet: Sheet) -> Callable[[Cell], tuple[int, int]]:
    """Where a cell stands in the sheet: row by row, the mark of a row ahead of it."""
    rows, columns = (*sheet.districts, CONTROL), (STATE, *sheet.indicators, *ROW_CONTROLS)
    return lambda cell: (rows.index(cell.district), columns.index(cell.indicator))
