"""What the panel of the current cell says, in one language: asks the document, keeps nothing."""

from dataclasses import dataclass
from decimal import Decimal

from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.totals import columns_of_row_total
from fieldapp.core.history import ORGANISATIONS, STATUS, HistoryKind, HistoryRow
from fieldapp.core.numbers import Amount, Unit, median_of
from fieldapp.core.programme import ITEMS, Programme
from fieldapp.core.sheet import CONTROL, NO_OPERATIONS, STATE, Cell, Content, RowState, held_in
from fieldapp.core.verify import Right
from fieldapp.texts.texts import Texts
from fieldapp.ui.charts.past import Bar, Past
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.kit import Kit

ENOUGH_FOR_MEDIAN = 3

_STATUSES: dict[tuple[object, object], str] = {
    ("draft", "sent"): "status-as-sent",
    ("sent", "ready"): "status-not-sent",
}
"""Ways of a sheet that are not told by where they lead."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: when and who, what, and why if a reason was given. `is_aside`: it tells of
    the sheet, not of the cell."""

    when: str
    what: str
    why: str = ""
    is_aside: bool = False


class CellWords:
    """In the language that is spoken when it is asked."""

    def __init__(self, document: Document, kit: Kit) -> None:
        self._document, self._kit = document, kit

    @property
    def texts(self) -> Texts:
        """The language that is spoken."""
        return self._kit.texts

    def row_name(self, cell: Cell) -> str:
        """The district, or the control total."""
        return self.texts.district(cell.district, self._document.programme)

    def column_name(self, cell: Cell) -> str:
        """The indicator's full name, or which control total of the row it is."""
        if cell.is_row_control:
            return self.texts.column(cell.indicator, self._document.programme)
        return self.texts.names(self._document.programme.indicator(cell.indicator).names)

    def held(self, cell: Cell) -> tuple[str, bool]:
        """What the cell holds, and whether that is a figure or a typed text, not a word for nothing."""
        unread, sheet = self._document.unread(cell), self._document.sheet
        if unread is not None:
            return " ".join(unread.text.split()), True
        mark = None if cell.is_control else sheet.values.get(Cell(cell.district, STATE))
        content = sheet.values.get(cell, mark)
        if content is not None and not isinstance(content, RowState):
            return self.texts.amount(Amount(content, self._unit(cell))), True
        return self._nothing(cell, content), False

    def aside(self, cell: Cell) -> str:
        """Beside a control total, what its rows or columns add up to; beside an unread text, what counts."""
        sheet, parts = self._document.sheet, []
        if self._document.unread(cell) is not None:
            value = sheet.value(cell.district, cell.indicator)
            figure = "" if value is None else self.texts.figure(value, self._unit(cell))
            parts.append(self.texts("grid.still-counts" if figure else "grid.nothing-counts", figure=figure))
        if cell.district == CONTROL:
            total = Amount(sheet.total(cell.indicator), self._unit(cell))
            parts.append(self.texts("cell.sum-of-rows", total=total))
        if cell.is_row_control:
            added = self._sum_of_row(cell)
            total = Amount(0 if added is None or isinstance(added, RowState) else added, self._unit(cell))
            parts.append(self.texts("cell.sum-of-row", total=total))
        return " ".join(parts)

    def sides(self, cell: Cell) -> str:
        """At headquarters, what is in dispute about a cell, or what the office says and what headquarters say
        instead, and why; a line each."""
        sides, texts, programme = self._document.sides(cell), self.texts, self._document.programme
        if not sides.claims and sides.correction is None:
            return ""
        from fieldapp.texts.receiving import content_word  # the words of receiving, for what was received

        lines = []
        for claim, record in sides.claims:
            figure = content_word(cell, claim.content, programme, texts)
            office = texts.names(programme.office(record.office).names)
            said = {"office": office, "who": record.by, "revision": str(record.revision)}
            lines.append(texts("plan.side-claim", figure=figure, **said))
        if sides.correction is not None and sides.record is not None:
            before, after = sides.correction.before, sides.correction.after
            lines.append(texts("plan.side-office", figure=content_word(cell, before, programme, texts)))
            figure, who = content_word(cell, after, programme, texts), sides.record.by
            lines.append(texts("plan.side-here", figure=figure, who=who, why=sides.record.reason))
        return "\n".join(lines)

    def findings(self, cell: Cell) -> list[tuple[Finding, str]]:
        """What was found in the cell and is to be seen now, each with its sentence."""
        programme, raised = self._document.programme, self._document.keying.raised
        found = raised(self._document.findings_at(cell))
        return [(finding, self._told(finding, programme)) for finding in found]

    def _told(self, finding: Finding, programme: Programme) -> str:
        said = self.texts.finding(finding, programme)
        if not finding.is_answered:
            return said
        return f"{said} {self.texts('suggestions.answered', why=finding.answer)}"

    def definitions(self, cell: Cell) -> list[str]:
        """What the column counts: in the language spoken, then in the others."""
        if cell.is_row_control:
            return [self.texts(f"grid.tip-{cell.indicator}")]
        written = self._document.programme.indicator(cell.indicator).definitions
        first = self.texts.names(written)
        return [first, *(text for text in written.values() if text != first)]

    def past(self, cell: Cell) -> Past:
        """The periods before, and this one."""
        past = self._document.past(cell)
        unit, period = self._unit(cell), self._document.period
        title = self.texts("cell.past-totals" if cell.is_control else "cell.past", n=len(past))
        numbers = [Decimal(held) for _, held in past if held is not None and not isinstance(held, RowState)]
        if not numbers:
            return Past(title)
        sheet = self._document.sheet
        now = sheet.total(cell.indicator) if cell.district == CONTROL else sheet.values.get(cell)
        if cell.is_row_control:
            now = self._sum_of_row(cell)
        if now is None:
            now = sheet.values.get(Cell(cell.district, STATE))
        bars = tuple(self._bar(self.texts.period(when), held, unit) for when, held in [*past, (period, now)])
        if len(numbers) < ENOUGH_FOR_MEDIAN:
            return Past(title, bars)
        middle = median_of(numbers)
        figure = self.texts.published(int(middle) if middle == int(middle) else middle, unit)
        return Past(title, bars, float(middle), self.texts("cell.median"), figure)

    def history(self, cell: Cell) -> list[Entry]:
        """What happened to the cell, its row's mark and its sheet, newest first."""
        about = [cell, STATUS, ORGANISATIONS]
        if cell.district != CONTROL:
            about.append(Cell(cell.district, STATE))
            if any(item.key == cell.indicator for item in self._document.programme.items):
                about.append(Cell(cell.district, ITEMS))
        return [self.entry(row, cell) for row in reversed(self._document.history(*about))]

    def entry(self, row: HistoryRow, cell: Cell) -> Entry:
        """One change of a cell, of its row's mark or of its sheet."""
        at = row.at.astimezone(self._document.now().tzinfo)
        key = "cell.when-who" if row.who else "cell.when"
        when = self.texts(key, date=at.date(), time=f"{at:%H:%M}", who=row.who)
        if row.kind is HistoryKind.KEYED:
            return Entry(when, self._keyed(row, cell))
        is_said = row.why and row.kind is not HistoryKind.ANSWER
        why = self.texts("cell.why", why=row.why) if is_said else ""
        return Entry(when, self._what(row, cell), why, row.cell in (STATUS, ORGANISATIONS))

    def _what(self, row: HistoryRow, cell: Cell) -> str:
        texts = self.texts
        if row.kind is HistoryKind.STATUS:
            return texts(f"cell.{_STATUSES.get((row.before, row.after), f'status-{row.after}')}")
        if row.kind is HistoryKind.ORGANISATIONS:
            return self._organisations(str(row.after).split())
        if row.kind is HistoryKind.NOTE:
            if not row.after:
                return texts("cell.note-removed", text=row.before)
            key = "note-changed" if row.before else "noted"
            return texts(f"cell.{key}", text=row.after, before=row.before, after=row.after)
        if row.kind in (HistoryKind.ANSWER, HistoryKind.FOLLOW_UP):
            key = f"{row.kind.value}{'' if row.after else '-removed'}"
            return texts(f"suggestions.told-{key}", text=row.after or row.before)
        if row.kind is HistoryKind.UNREAD:
            text = " ".join(str(row.after or row.before).split())
            return texts("cell.unread" if row.after else "cell.unread-removed", text=text)
        if row.cell.indicator == STATE:
            return texts("cell.row-marked" if row.after else "cell.row-unmarked")
        before, after = (self._figure(held, cell) for held in (row.before, row.after))
        return texts("cell.changed", before=before, after=after)

    def _organisations(self, keys: list[str]) -> str:
        known = self._document.programme.organisations
        names = [self.texts.names(item.names) for item in known if item.key in keys]
        if not names:
            return self.texts("cell.organisations-none")
        return self.texts("cell.organisations-chosen", names=self.texts.listed(names))

    def _keyed(self, row: HistoryRow, cell: Cell) -> str:
        """`before` is what was entered, `after` what was keyed."""
        figures = {"entered": self._figure(row.before, cell), "keyed": self._figure(row.after, cell)}
        right = figures["keyed" if row.why == Right.KEYED else "entered"]
        key = "keyed-items" if row.cell.indicator == ITEMS else "keyed"
        return self.texts(f"cell.{key}", **figures, right=right)

    def _figure(self, held: Content | str | None, cell: Cell) -> str:
        if held is None or isinstance(held, str):
            return self.texts("cell.blank")
        return self.texts.figure(held, self._unit(cell))

    def _bar(self, when: str, held: Content | None, unit: Unit) -> Bar:
        if isinstance(held, RowState):
            return Bar(when, self.texts("grid.no-operations"), None, NO_OPERATIONS)
        if held is None:
            return Bar(when, self.texts("grid.not-reported"), None)
        return Bar(when, self.texts.amount(Amount(held, unit)), float(held), "" if held else "0")

    def _nothing(self, cell: Cell, mark: Content | None) -> str:
        if mark is not None:
            return self.texts("grid.no-operations")
        if self._document.is_disputed(cell):
            return self.texts("plan.disputed")
        return self.texts("cell.not-entered" if cell.is_control else "grid.not-reported")

    def _sum_of_row(self, cell: Cell) -> Content | None:
        summed = columns_of_row_total(self._document.programme, cell.indicator)
        return held_in(self._document.sheet, cell, [item.key for item in summed])

    def _unit(self, cell: Cell) -> Unit:
        return self._document.programme.indicator(cell.indicator).unit
