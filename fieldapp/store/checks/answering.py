"""Answers to warnings and flags for follow-up, kept with the sheet that they are of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from fieldapp.core.checks.answers import FollowUp, WarningAnswer, cells_text, read_cells
from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.memory import LATEST
from fieldapp.core.checks.review import MarkedSheet, ToldSheet, surroundings_of
from fieldapp.core.checks.totals import require_column
from fieldapp.core.errors import NOT_SHOWN, FieldAppError
from fieldapp.core.history import ANSWER, HistoryKind
from fieldapp.core.period import Period
from fieldapp.core.report import Standing
from fieldapp.core.sheet import CONTROL, Cell, Sheet, SheetKey
from fieldapp.store.digests import ACROSS, scope_of
from fieldapp.store.held import HeldRows, damage_of
from fieldapp.store.ledger import Ledger


class Answering(Ledger):
    """An open data file, in which warnings are answered and cells flagged. Neither changes a figure, so a
    sheet that is ready or sent stays so."""

    def opened(
        self, of: SheetKey | Period
    ) -> tuple[Sheet, Standing, tuple[WarningAnswer, ...], tuple[FollowUp, ...]]:
        """What is entered, how far the sheet is, what was said to its warnings and which cells are flagged,
        in one look."""
        held, sheet, standing = self._looked_at(of)
        with self._telling():
            return sheet, standing, _answers(held), _follow_ups(held)

    def answers(self, of: SheetKey | Period) -> tuple[WarningAnswer, ...]:
        """What was said to warnings of a sheet; whether it still holds, `with_answers` tells."""
        with self._telling():
            return _answers(self._held(of))

    def put_answer(
        self, of: SheetKey | Period, answer: WarningAnswer, *, seen: WarningAnswer | None = None
    ) -> None:
        """Keep an answer in the place of the one before, with its row in the history; one without a reason
        takes that away. The same again changes nothing. `seen`: the one that was there when that was decided
        on, or one without a reason. Raises FieldAppError `stale-answer` where another one is."""
        cells = cells_text(answer.cells)
        with self._changing(of) as change:
            before = {(one.rule, one.cells): one for one in _answers(change.held)}
            old = before.get((answer.rule, answer.cells))
            if (old.why, old.fingerprint) == (answer.why, answer.fingerprint) if old else not answer.why:
                return
            if seen is not None:
                self._require_as_seen(FieldAppError("stale-answer"), _said(old), _said(seen))
            change.remove("answer", rule=answer.rule, cells=cells)
            if answer.why:
                at, who = change.stamp(answer.who)
                change.put(
                    "answer",
                    rule=answer.rule,
                    cells=cells,
                    fingerprint=answer.fingerprint,
                    why=answer.why,
                    who=who,
                    at=at,
                )
            place = answer.cells[0] if answer.cells else ANSWER
            change.remember(HistoryKind.ANSWER, place, old.why if old else "", answer.why, answer.rule)

    def follow_ups(self, of: SheetKey | Period) -> tuple[FollowUp, ...]:
        """The flagged cells of a sheet."""
        with self._telling():
            return _follow_ups(self._held(of))

    def marked(self) -> tuple[MarkedSheet, ...]:
        """Every sheet of every office, by what changes with it; none of them is read. What another program
        wrote beside the digests shows as `written_outside`. Raises FieldAppError `list-damaged`."""
        marks = self._marks()
        return tuple(
            MarkedSheet(key, marks.get(scope_of(key)), period in full)
            for office in self.offices()
            for full in [frozenset(self.periods(office))]
            for period in sorted(full.union(self.known_periods(office)))
            for key in [SheetKey(office, period)]
        )

    def surrounded(self, keys: Iterable[SheetKey], today: date) -> Iterator[tuple[Sheet, Surroundings]]:
        """Some sheets with what each is checked against. Whoever asks for an office's sheets one after the
        other has each of them read once."""
        office, periods = "", tuple[Period, ...]()
        known: dict[Period, Sheet | None] = {}
        for key in keys:
            if key.office != office:
                office, periods, known = key.office, self.periods(key.office), {}
            before = [one for one in periods if one.end < key.period.start][-LATEST:]
            for one in before:
                if one not in known:
                    shown = self._shown(SheetKey(office, one))
                    known[one] = None if shown is None else shown.sheet
            past = [sheet for one in before if (sheet := known[one]) is not None]
            sheet = known.get(key.period) or self.sheet(key)
            known[key.period] = sheet
            yield sheet, surroundings_of(past, periods, self.programme, today)

    def written_outside(self) -> int:
        """A number that is another one after another connection has written into the file."""
        ((number,),) = self._rows("PRAGMA data_version")
        return int(number) + (self._times_anew << 32)

    def mark_across(self) -> str | None:
        """What changes with the records and rulings, and with all else that is of no single sheet."""
        marks = self._rows("SELECT digest FROM digest WHERE scope = ?", [ACROSS])
        return str(marks[0][0]) if marks else None

    def told(self, key: SheetKey) -> ToldSheet:
        """A sheet with what people said of it; of one that cannot be shown only its key."""
        try:
            with self._telling():
                held = self._held(key)
                _, mark = held.told.get(scope_of(key), (0, None))
                return ToldSheet(key, self._sheet(held), _answers(held), _follow_ups(held), mark)
        except FieldAppError as error:
            if error.code not in NOT_SHOWN:
                raise
            return ToldSheet(key, None, mark=self._marks().get(scope_of(key)))

    def _marks(self) -> dict[str, str]:
        return dict(self._rows("SELECT scope, digest FROM digest"))

    def flag(self, of: SheetKey | Period, cell: Cell, why: str, *, seen: str | None = None) -> None:
        """Flag a cell for follow-up, with its row in the history; again with other words, those are kept.
        `seen`: the words of the flag that was there when that was decided on, empty for none.

        Raises FieldAppError `stale-flag` where another one is, `outside-office`, `unknown-indicator`.
        """
        key = self.key(of)
        if cell.district not in (CONTROL, *self.blank(key).districts):
            raise FieldAppError("outside-office", text=cell.district, period=key.period)
        require_column(self.programme, cell)
        self._set_flag(key, cell, " ".join(why.split()) or "!", seen)

    def take_flag_off(self, of: SheetKey | Period, cell: Cell, *, seen: str | None = None) -> None:
        """A flagged cell was looked at. `seen`, and what is raised: as `flag`."""
        self._set_flag(self.key(of), cell, "", seen)

    def _set_flag(self, key: SheetKey, cell: Cell, why: str, seen: str | None) -> None:
        with self._changing(key) as change:
            before = next((one.why for one in _follow_ups(change.held) if one.cell == cell), "")
            if before == why:
                return
            if seen is not None:
                self._require_as_seen(FieldAppError("stale-flag"), before, seen)
            place = {"district": cell.district, "indicator": cell.indicator}
            change.remove("follow_up", **place)
            if why:
                at, who = change.stamp("")
                change.put("follow_up", **place, why=why, who=who, at=at)
            change.remember(HistoryKind.FOLLOW_UP, cell, before, why)


def _said(answer: WarningAnswer | None) -> WarningAnswer | None:
    """What an answer says, whoever gave it; one without a reason is none."""
    return replace(answer, who="", at=None) if answer and answer.why else None


def _answers(held: HeldRows) -> tuple[WarningAnswer, ...]:
    try:
        return tuple(
            WarningAnswer(rule, read_cells(cells), fingerprint, why, who, datetime.fromisoformat(at))
            for rule, cells, fingerprint, why, who, at in held.rows("answer")
        )
    except (ValueError, TypeError) as error:
        raise damage_of(held.key) from error


def _follow_ups(held: HeldRows) -> tuple[FollowUp, ...]:
    try:
        return tuple(
            FollowUp(Cell(district, indicator), why, who, datetime.fromisoformat(at))
            for district, indicator, why, who, at in held.rows("follow_up")
        )
    except (ValueError, TypeError) as error:
        raise damage_of(held.key) from error
