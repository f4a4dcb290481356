"""A planned paste as lines to read, in one language: where, what is there now, what will be, what happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from fieldapp.core.numbers import Unread
from fieldapp.core.paste import PastePlan, Question, RefusedText, Taken
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.core.table.held import Behind
from fieldapp.core.table.placed import ColumnQuestion, LeftOut
from fieldapp.texts.texts import Texts


class Fate(Enum):
    """What becomes of a text, or of what it meets; the value names the icon."""

    OUT = "error"
    OVERWRITES = "warning"
    NEW = "done"


@dataclass(frozen=True, slots=True)
class PasteLine:
    """One line. `before` and `after` are empty where there is no cell."""

    fate: Fate
    place: str
    before: str
    after: str
    remark: str


class PasteWords:
    """Says what a plan for a sheet would do."""

    def __init__(self, sheet: Sheet, programme: Programme, texts: Texts) -> None:
        self._sheet, self._programme, self._texts = sheet, programme, texts

    def lines(self, plan: PastePlan) -> list[PasteLine]:
        """What stays out first, then what is overwritten, then what is new."""
        taken = [*plan.overwritten, *(item for item in plan.taken if not item.overwrites)]
        return [
            *map(self._refused, plan.refused),
            *map(self._left_out, plan.left_out),
            *map(self._behind, plan.behind),
            *map(self._taken, taken),
        ]

    def summary(self, plan: PastePlan) -> str:
        """How much of each there is."""
        return " · ".join(self._counts(plan))

    def question(self, question: Question | ColumnQuestion) -> str:
        """What is asked of a mark, or of the columns."""
        if isinstance(question, ColumnQuestion):
            return self._texts(f"paste.which-{question.mark.value}")
        return self._texts(f"paste.which-{question.mark.name.lower()}", n=question.n, text=question.text)

    def answers(self, question: Question | ColumnQuestion) -> tuple[str, str]:
        """The two answers, each with the example as it would be read: thousands, then decimals; or without
        the doubtful columns, then with them."""
        if isinstance(question, ColumnQuestion):
            return (
                self._texts("paste.skipping", row=self._row(question.skipping)),
                self._texts("paste.keeping", row=self._row(question.keeping)),
            )
        point = self._texts("formats.decimal")
        return (
            self._texts("paste.thousands", number=question.whole),
            self._texts("paste.decimals", number=question.fraction.replace(".", point)),
        )

    def total(self, plan: PastePlan) -> str:
        """What is offered to become the control totals."""
        return self._texts("paste.take-total", row=self._row(plan.offered))

    def _row(self, row: tuple[tuple[str, str], ...]) -> str:
        return ", ".join(f"{self._column(key)} {text}" for key, text in row)

    def _column(self, indicator: str) -> str:
        return self._texts.column(indicator, self._programme)

    def _counts(self, plan: PastePlan) -> Iterator[str]:
        out = len(plan.refused) + sum(item.n for item in plan.left_out)
        for key, n in (
            ("changes", len(plan.taken)),
            ("overwritten", len(plan.overwritten)),
            ("out", out),
        ):
            if n or key == "changes":
                yield self._texts(f"paste.{key}", n=n)

    def _refused(self, refused: RefusedText) -> PasteLine:
        held = self._shown(refused.cell, self._sheet.values.get(refused.cell))
        why = self._texts(f"paste.refused-{refused.unread.code}", text=_short(refused.unread))
        return PasteLine(Fate.OUT, self._place(refused.cell), held, held, self._out(why))

    def _left_out(self, left: LeftOut) -> PasteLine:
        why = self._texts(f"paste.left-{left.code}", n=left.n)
        return PasteLine(Fate.OUT, self._texts("paste.quoted", text=left.text), "", "", self._out(why))

    def _behind(self, behind: Behind) -> PasteLine:
        number = format(behind.number, "f").replace(".", self._texts("formats.decimal"))
        shown = (
            self._texts("paste.quoted", text=behind.shown)
            if behind.shown
            else self._texts("paste.shows-nothing")
        )
        return PasteLine(Fate.OVERWRITES, shown, "", "", self._texts("paste.is-behind", number=number))

    def _taken(self, taken: Taken) -> PasteLine:
        before, after = (self._shown(taken.cell, held) for held in (taken.before, taken.after))
        if taken.typed and taken.before is None:
            before = self._texts("paste.quoted", text=taken.typed)
        if not taken.overwrites:
            return PasteLine(Fate.NEW, self._place(taken.cell), before, after, self._texts("paste.is-new"))
        key = "is-emptied" if taken.after is None else "is-overwritten"
        return PasteLine(Fate.OVERWRITES, self._place(taken.cell), before, after, self._texts(f"paste.{key}"))

    def _out(self, why: str) -> str:
        return self._texts("paste.is-out", why=why)

    def _place(self, cell: Cell) -> str:
        names = self._texts.district(cell.district, self._programme)
        if cell.indicator == STATE:
            return f"{names} · {self._texts('paste.whole-row')}"
        return f"{names} · {self._column(cell.indicator)}"

    def _shown(self, cell: Cell, held: Content | None) -> str:
        if held is None:
            return self._texts("paste.blank")
        if isinstance(held, RowState):
            return self._texts("grid.no-operations")
        return self._texts.figure(held, self._programme.indicator(cell.indicator).unit)


def _short(unread: Unread, most: int = 40) -> str:
    """A typed text on one line, not longer than can be read."""
    text = " ".join(unread.text.split())
    return text if len(text) <= most else f"{text[:most]}…"
