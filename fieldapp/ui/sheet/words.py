"""What the grid says of the open sheet: the text, mark and tip of every cell and head, in one language."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.numbers import Unread, Value
from fieldapp.core.sheet import CONTROL, NO_OPERATIONS, Cell, Sheet
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.marks import Mark, wrapped
from fieldapp.ui.sheet.clipboard import Copied
from fieldapp.ui.sheet.head_words import HeadWords
from fieldapp.ui.sheet.lines import Column, GridRow, RowKind, cell_of, decimals, figure_in

UNMARKED = {"not-reported"}
"""Findings that the cell says by itself: it is blank."""

SEEN_BELOW = {"control-total-differs"}
"""Findings that the row of the differences shows."""


_MARKS = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING}

MOST_FIGURES = 4096
"""Figures that are kept as they are written: more than a large sheet holds."""


class CellLook(NamedTuple):
    """What a cell is painted with. `is_typed`: people type into it."""

    row: GridRow
    text: str
    mark: Mark
    beneath: str
    note: str
    flag: str
    is_typed: bool


class SheetWords(HeadWords):
    """Asks the document, keeps nothing but what one sheet adds up to, how fine its columns are, and how a
    number is written: each cell that is painted asks. `speaks`: gives the texts of the moment."""

    def __init__(self, document: Document, speaks: Callable[[], Texts]) -> None:
        super().__init__(document, speaks)
        self._measured: Sheet | None = None
        self._decimals: dict[str, int] = {}
        self._figures: dict[tuple[str, bool, str], tuple[GridRow, Value | None]] = {}
        self._written_in: Texts | None = None
        self._written: dict[tuple[Value, str, int], str] = {}

    def shown(self, row: GridRow, column: Column) -> str:
        """The figure as it is read: grouped, with the decimals of its column."""
        cell = cell_of(row, column)
        return self._shown(row, column, self._document.unread(cell) if cell else None)

    def _shown(self, row: GridRow, column: Column, unread: Unread | None) -> str:
        if unread is not None:
            return " ".join(unread.text.split())
        if self._is_marked(row, column):
            return NO_OPERATIONS
        value = self._value(row, column)
        if value is None:
            return ""
        sign = "+" if row.kind is RowKind.DIFFERENCE and value > 0 else ""
        return sign + self._figure(value, column)

    def look(self, row: GridRow, column: Column) -> CellLook:
        """All that a cell is painted with, in one question."""
        cell = cell_of(row, column)
        if cell is None:
            text = self._shown(row, column, None)
            return CellLook(row, text, self._mark_of_sum(row, column, text), "", "", "", is_typed=False)
        unread = self._document.unread(cell)
        text, mark = self._shown(row, column, unread), self._mark_at(cell, column)
        beneath, flag = self._beneath(cell) if unread is not None else "", self._document.flag_at(cell)
        return CellLook(row, text, mark, beneath, self._note(cell), flag, is_typed=True)

    def beneath(self, row: GridRow, column: Column) -> str:
        """The number that goes on counting under a typed text that is none; empty where there is none."""
        cell = cell_of(row, column)
        return self._beneath(cell) if cell else ""

    def _beneath(self, cell: Cell) -> str:
        if self._document.unread(cell) is None:
            return ""
        figure = self._held(cell)
        return self.texts("grid.counted", figure=figure) if figure else ""

    def still_counts(self, cell: Cell) -> str:
        """What counts in a cell whose typed text is no number."""
        figure = self._held(cell)
        return self.texts("grid.still-counts" if figure else "grid.nothing-counts", figure=figure)

    def at_end(self, cell: Cell) -> str:
        """That there is nowhere to go on to, where a number in the cell would give way to the next one."""
        figure = self._held(cell)
        return self.texts("grid.last-cell", figure=figure) if figure else ""

    def hint(self, *, by_rows: bool) -> str:
        """What is said below a sheet with nothing in it: how it is typed, or why it is not."""
        document = self._document
        if document.damage is not None:
            return self.texts(document.damage_key("reason"))
        if not document.sheet.districts:
            return self.texts("grid.hint-no-rows")
        if not document.sheet.values and document.is_told_elsewhere:
            return self.texts("grid.hint-offices")
        return self.texts("grid.hint-by-rows" if by_rows else "grid.hint")

    def typed(self, row: GridRow, column: Column) -> str:
        """The text an editor starts from: all digits, no grouping, or what could not be read."""
        return "" if self._is_marked(row, column) else self.copied(row, column).shown

    def copied(self, row: GridRow, column: Column) -> Copied:
        """The cell as it leaves for a spreadsheet; what is computed stays."""
        cell = cell_of(row, column)
        unread = self._document.unread(cell) if cell else None
        if cell is None or unread is not None:
            return Copied(unread.text if unread else "")
        from fieldapp.core.paste import copied_text  # nobody pastes at the start

        text = copied_text(self._document.sheet, cell, column.unit)
        is_number = text not in ("", NO_OPERATIONS)
        return Copied(text.replace(".", self.texts("formats.decimal")), text if is_number else None)

    def spoken(self, row: GridRow, column: Column) -> str:
        """The cell for a screen reader: its state in words where it shows none."""
        if self._is_marked(row, column):
            return self.texts("grid.no-operations")
        shown = self.shown(row, column)
        if beneath := self.beneath(row, column):
            return f"{shown}, {beneath}"
        if self._document.damage is not None:
            return self.texts(self._document.damage_key("state"))
        cell = cell_of(row, column)
        if not shown and cell is not None and self._document.is_disputed(cell):
            return self.texts("plan.disputed")
        if shown or row.kind is not RowKind.DISTRICT:
            return shown
        return self.texts("cell.not-entered" if column.is_row_control else "grid.not-reported")

    def mark(self, row: GridRow, column: Column) -> Mark:
        """The worst that is to be seen in a cell."""
        cell = cell_of(row, column)
        if cell is None:
            return self._mark_of_sum(row, column, self._shown(row, column, None))
        return self._mark_at(cell, column)

    def _mark_of_sum(self, row: GridRow, column: Column, shown: str) -> Mark:
        """That of a place in which nothing is typed."""
        is_total = row.kind is RowKind.TOTAL or row.kind is RowKind.REGION
        if (is_total or shown) and self._unread_in(row, column):
            return Mark.WARNING
        if row.kind is RowKind.DIFFERENCE:
            difference = self._value(row, column)
            return Mark.NONE if difference is None else Mark.ERROR if difference else Mark.AGREES
        return Mark.NONE

    def _mark_at(self, cell: Cell, column: Column) -> Mark:
        findings = self._document.findings_at(cell)
        finding = self._raised(findings)
        if finding is not None:
            is_seen_below = finding.code in SEEN_BELOW and not column.is_row_control
            if finding.is_answered:
                return Mark.ANSWERED
            return Mark.NONE if is_seen_below else _MARKS[finding.severity]
        if column.is_row_control and self._document.sheet.value(cell.district, cell.indicator) is not None:
            return Mark.AGREES
        is_waiting = any(map(self._document.keying.is_quiet, findings))
        return Mark.WAITING if is_waiting else Mark.NONE

    def raised(self, cell: Cell) -> Finding | None:
        """The worst finding of a cell that should be seen at once."""
        return self._raised(self._document.findings_at(cell))

    def _raised(self, findings: Sequence[Finding]) -> Finding | None:
        if not findings:
            return None
        raised = self._document.keying.raised(findings)
        seen = [finding for finding in raised if finding.code not in UNMARKED]
        return min(seen, key=lambda finding: finding.is_answered, default=None)

    def sentences(self, row: GridRow, column: Column) -> str:
        """What was found in a cell, a line each, and its note."""
        cell = cell_of(row, column)
        findings = self._document.findings_at(cell) if cell else ()
        lines = [self._told(finding) for finding in findings]
        lines += [self.still_counts(cell)] if cell and self._document.unread(cell) else []
        lines += self._counting(row, column)
        if column.is_row_control and self.mark(row, column) is Mark.AGREES:
            lines.append(self.texts("grid.control-agrees"))
        lines += [self.texts("cell.noted", text=note)] if (note := self.note(row, column)) else []
        why = self.flag(row, column)
        lines += [self.texts("suggestions.told-follow-up", text=why)] if why else []
        return "\n".join(lines)

    def note(self, row: GridRow, column: Column) -> str:
        """The note of a cell; empty if it has none."""
        cell = cell_of(row, column)
        return self._note(cell) if cell else ""

    def _note(self, cell: Cell) -> str:
        return self._document.sheet.notes.get(cell, "")

    def flag(self, row: GridRow, column: Column) -> str:
        """Why a cell is flagged for follow-up; empty if it is not."""
        cell = cell_of(row, column)
        return self._document.flag_at(cell) if cell else ""

    def tip(self, row: GridRow, column: Column) -> str:
        """The same for a tool tip."""
        return wrapped(self.sentences(row, column))

    def question(self, cell: Cell) -> tuple[str, Mark, tuple[tuple[str, str], ...]]:
        """What there is to say about a cell at once: a sentence, its mark, and the numbers to choose from,
        each as it is entered and as it is read here."""
        programme, unread, finding = self._document.programme, self._document.unread(cell), self.raised(cell)
        if unread is not None and unread.readings:
            place = {"district": self.texts.district(cell.district, programme)}
            place["indicator"] = self.texts.column(cell.indicator, programme)
            point = self.texts("formats.decimal")
            readings = tuple((reading, reading.replace(".", point)) for reading in unread.readings)
            which = self.texts("grid.which", text=unread.text, **place)
            return f"{which} {self._if_held(cell)}".strip(), Mark.ERROR, readings
        if finding is None:
            return "", Mark.NONE, ()
        sentence = self._told(finding)
        if finding.is_answered:
            return sentence, Mark.NONE, ()
        counts = self._if_held(cell) if unread is not None else ""
        return f"{sentence} {counts}".strip(), _MARKS[finding.severity], ()

    def has_no_operations(self, row: GridRow) -> bool:
        """Whether the row is marked *no operations*."""
        return row.kind is RowKind.DISTRICT and self._document.sheet.has_no_operations(row.key)

    def _told(self, finding: Finding) -> str:
        """What was found, and what somebody has answered."""
        said = self.texts.finding(finding, self._document.programme)
        if not finding.is_answered:
            return said
        return f"{said} {self.texts('suggestions.answered', why=finding.answer)}"

    def _is_marked(self, row: GridRow, column: Column) -> bool:
        """Whether a cell shows the mark of its row, which has no control total of the row."""
        return not column.is_row_control and self.has_no_operations(row)

    def finest(self, column: Column) -> int:
        """The decimals of a column, which follow its finest number, wherever that is."""
        sheet = self._of_sheet()
        if column.key not in self._decimals:
            self._decimals[column.key] = decimals(sheet, column)
        return self._decimals[column.key]

    def _value(self, row: GridRow, column: Column) -> Value | None:
        """The number of a row in a column."""
        sheet, place = self._of_sheet(), (row.key, row.kind is RowKind.REGION, column.key)
        known = self._figures.get(place)
        if known is None or known[0] is not row:  # asked of the row before, of other districts
            known = self._figures[place] = row, figure_in(sheet, row, column)
        return known[1]

    def _of_sheet(self) -> Sheet:
        """The sheet that is shown; what is kept is of that very one, which never changes."""
        sheet = self._document.sheet
        if self._measured is not sheet:
            self._measured, self._decimals, self._figures = sheet, {}, {}
        return sheet

    def _figure(self, value: Value, column: Column) -> str:
        """A number as it is written in the language of the moment with the decimals of its column."""
        texts, finest = self.texts, self.finest(column)
        if self._written_in is not texts or len(self._written) > MOST_FIGURES:
            self._written_in, self._written = texts, {}
        place = (value, column.key, finest)
        if place not in self._written:
            self._written[place] = texts.figure(value, column.unit, finest)
        return self._written[place]

    def _held(self, cell: Cell) -> str:
        """The number that a cell holds, as it is read; empty if it holds none."""
        value = self._document.sheet.value(cell.district, cell.indicator)
        unit = self._document.programme.indicator(cell.indicator).unit
        return "" if value is None else self.texts.figure(value, unit)

    def _if_held(self, cell: Cell) -> str:
        return self.still_counts(cell) if self._held(cell) else ""

    def _unread_in(self, row: GridRow, column: Column) -> list[Cell]:
        """The cells with unread texts that a computed figure stands on."""
        if cell_of(row, column) is not None or not (unread := self._document.unread_texts):
            return []
        districts = row.districts
        if row.kind in (RowKind.CONTROL, RowKind.DIFFERENCE):
            districts = (*districts, CONTROL)
        cells = [Cell(district, key) for district in districts for key in column.of]
        return [cell for cell in cells if cell in unread]

    def _counting(self, row: GridRow, column: Column) -> list[str]:
        """What a computed figure counts in place of each typed text that is no number."""
        lines = []
        for cell in self._unread_in(row, column):
            unread, figure = self._document.unread(cell), self._held(cell)
            key = "grid.counts-unread" if figure else "grid.counts-none-unread"
            district = self.texts.district(cell.district, self._document.programme)
            text = " ".join(unread.text.split()) if unread else ""
            lines.append(self.texts(key, figure=figure, district=district, text=text))
        return lines
