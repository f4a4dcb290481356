"""The sheet that is open, with what it is judged by: all of it as the disk told it last."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fieldapp.core.checks.answers import with_answers
from fieldapp.core.checks.case import USUAL_WEEKS, Surroundings
from fieldapp.core.checks.finding import Finding, by_cell
from fieldapp.core.checks.memory import LATEST
from fieldapp.core.checks.recent import Recent
from fieldapp.core.errors import NOT_ADDED, NOT_SHOWN, FieldAppError, left_out
from fieldapp.core.hq.counting import CountedSheet
from fieldapp.core.hq.sides import findings_with_disputes
from fieldapp.core.programme import HQ
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Cell, Sheet, SheetKey
from fieldapp.store.store import Store

PAST_WEEKS = USUAL_WEEKS


class OpenSheet:
    """`findings`: what is wrong or odd in it, errors first. Only reads; each reading is whole or nothing.
    `flags`: why cells are flagged for follow-up.
    `answers`: what was said to findings, by rule and cells.
    `weighed`: at headquarters, what the records of an office's sheet say together.
    `lacks_past`: some earlier sheet cannot be shown, and is not in `past`.
    `damage`: that its rows are not as they were written; then there is no figure, standing or finding."""

    def __init__(self, store: Store, key: SheetKey) -> None:
        self._store, self._recent = store, Recent(store.programme)
        self.findings: tuple[Finding, ...] = ()
        self._findings_at: Mapping[Cell, tuple[Finding, ...]] = {}
        self.load(key)

    def load(self, key: SheetKey) -> None:
        """Read everything first: a disk that fails half-way leaves what is shown as it was."""
        store = self._store
        damage: FieldAppError | None = None
        try:
            sheet, standing, answers, flags = store.opened(key)
        except FieldAppError as error:
            if error.code not in NOT_SHOWN:
                raise
            damage, sheet, standing, answers, flags = error, store.blank(key), Standing(), (), ()
        latest, periods = [] if damage else store.past(key, LATEST), store.periods(key.office)
        self._latest = latest
        before = [other for other in periods if other.end < key.period.start][-PAST_WEEKS:]
        past = [one for one in latest if one.period in before]
        self._told_elsewhere: bool | None = None
        self.weighed = self._weigh(key)
        self.sheet, self.standing, self.past = sheet, standing, past
        self.lacks_past = len(past) < len(before)
        self.damage, self.answers = damage, {(one.rule, one.cells): one for one in answers}
        self.flags = {one.cell: one.why for one in flags}
        self._around = self._recent.surroundings(latest, past, Surroundings(date.min, periods))

    def is_other_around(self) -> bool:
        """Whether the disk holds something else by now of what is shown beside the figures: answers, flags,
        the sheets before, what records say. Raises FieldAppError where that cannot be read."""
        store, key = self._store, self.sheet.key
        _, _, answers, flags = store.opened(key)
        of_warnings = {(one.rule, one.cells): one for one in answers}
        beside = of_warnings, {one.cell: one.why for one in flags}, store.past(key, LATEST)
        known = self.answers, self.flags, self._latest
        return beside != known or _claims(self._weigh(key)) != _claims(self.weighed)

    @property
    def is_told_elsewhere(self) -> bool:
        """Whether it is headquarters' own of days for which offices have sheets; looked up when it is asked
        for first, and why it cannot be is told of elsewhere."""
        if self._told_elsewhere is None and self.sheet.office == HQ:
            with contextlib.suppress(FieldAppError):
                self._told_elsewhere = self._store.has_offices_in(self.sheet.period)
        return bool(self._told_elsewhere)

    def _weigh(self, key: SheetKey) -> CountedSheet | None:
        """What an office and headquarters say of a sheet; that records are damaged is told by who needs
        them."""
        if self._store.office != HQ or key.office == HQ:
            return None
        with left_out(NOT_ADDED):
            return self._store.weighed(key)
        return None

    def take(self, sheet: Sheet, why: str) -> None:
        """It was changed on the disk, for a reason if it had been sent; so it stands until that is read."""
        self.sheet, self.standing = sheet, self.standing.after_change(why)

    def read_around(self) -> None:
        """What a change has an effect on beside the sheet itself; a damaged sheet stands in no way."""
        if self.damage is not None:
            return
        periods, standing = self._store.periods(self.sheet.office), self._store.standing(self.sheet.key)
        self._around, self.standing = replace(self._around, periods=periods), standing

    def findings_at(self, cell: Cell) -> tuple[Finding, ...]:
        """What is wrong or odd in a cell, errors first."""
        return self._findings_at.get(cell, ())

    def judge(self, shown: Sheet, today: date) -> frozenset[Cell]:
        """Check the sheet as it is shown; the cells that are judged otherwise than before."""
        before = self._findings_at
        if today != self._around.today:
            self._around = replace(self._around, today=today)
        found = () if self.damage else self._recent.check(shown, self._around)
        sent = self.weighed.folded.answers() if self.weighed else ()
        found = with_answers(found, shown, (*sent, *self.answers.values()))
        disputed = self.weighed.disputed if self.weighed else ()
        self.findings = found if self.damage else findings_with_disputes(found, shown, disputed)
        self._findings_at = by_cell(self.findings)
        cells = before.keys() | self._findings_at.keys()
        return frozenset(cell for cell in cells if before.get(cell) != self._findings_at.get(cell))


def _claims(weighed: CountedSheet | None) -> tuple[object, ...]:
    """What is shown of what records say."""
    if weighed is None:
        return ()
    return weighed.disputed, weighed.elsewhere, weighed.rivals, weighed.place, weighed.folded.answers()
