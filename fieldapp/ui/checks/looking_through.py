"""All sheets looked through while the window goes on: read in small slices, judged on the worker. What was
found is kept in memory, and found anew only where something has changed that it stands on."""

import gc
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.core.checks.review import Item, Judging, MarkedSheet, ToldSheet, items_of, judgings_of
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.sides import SaidByRecords, items_with_disputes, said_by_records
from fieldapp.core.hq.state import let_go
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.sheet import SheetKey
from fieldapp.store.store import Store
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.jobs import Jobs, uncollected

BATCH, SMALL_BATCH = 12, 4
"""Sheets that the worker judges in one go: while somebody waits, and while nobody does."""

KNOWN_AT_ONCE = 500
"""Sheets of which what is known is told in one go."""

SLICE, PAUSE_MS = 0.004, 40
"""Seconds that are read without a break, and what lies between two small batches."""

_Said = Mapping[SheetKey, SaidByRecords]
_NOTHING = SaidByRecords()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found in a sheet: by `judging` and with what its records say beside it, unless it was changed
    meanwhile."""

    judging: Judging | None
    said: SaidByRecords
    items: tuple[Item, ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class _Begun:
    """What is to be looked at, and under which `mark` records say what they do; `said` is None where that is
    known."""

    judgings: tuple[Judging, ...]
    mark: str | None
    said: _Said | None


class LookingThrough(QObject):
    """`found(items, done, all, unshown)`: of the newest sheets first; so many of so many were looked at, and
    some cannot be shown. `failed(FieldAppError)`: the file cannot be read."""

    found = Signal(object, int, int, int)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._known: dict[SheetKey, _Known] = {}
        self._unsure: set[SheetKey] = set()
        self._seen_outside = 0
        self._said: _Said = {}
        self._said_mark: str | None = None
        self._turn = 0
        self._is_counting = False
        self._queue: deque[Judging] = deque()
        self._all = self._unshown = 0
        self._some: list[Judging] = []
        self._anew: list[Judging] = []
        self._doubted: list[MarkedSheet] = []
        self._wanted: Iterator[MarkedSheet] = iter(())
        self._told: dict[MarkedSheet, ToldSheet] = {}
        self._is_waited_for = False
        self._today = document.today
        self._reading, self._resting = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self._reading.timeout.connect(self._read_on)
        self._resting.timeout.connect(self._go_on)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to look at of what was asked for."""
        return not (self._some or self._queue or self._is_counting)

    def prepare(self) -> None:
        """Look at all sheets for whoever will ask, with most of the time left to others."""
        if self.is_done:
            self._begin(is_waited_for=False)

    def look(self) -> None:
        """Look at all sheets; somebody waits. What is known is told before this returns."""
        self.stop()
        self._begin(is_waited_for=True)

    def stop(self) -> None:
        """Leave what has not been looked at; what the worker has in hand is not told."""
        self._reading.stop()
        self._resting.stop()
        self._queue.clear()
        self._some, self._anew, self._doubted, self._is_counting = [], [], [], False
        self._turn += 1
        gc.unfreeze()

    def _begin(self, *, is_waited_for: bool) -> None:
        """At once where there are few sheets and what records say is known; else the lists, and what is in
        dispute, which is worked out of all records, are read on the worker before anything is told."""
        document, self._is_waited_for, self._unshown = self._document, is_waited_for, 0
        store, known, self._today = document.store, self._said_mark, document.today
        opened = partial(Store, store.path, store.who, document.now, lock=store.lock, is_open=True)
        begin, today = partial(self._take_up, self._turn), self._today
        try:
            outside = store.written_outside()
            is_known = store.office != HQ or store.mark_across() == known
            if is_known and not store.is_long(document.period):
                begin(outside, _begun(store, known, today))
                return
        except FieldAppError as error:
            self.failed.emit(error)
            return
        self._is_counting = True
        self._jobs.run(lambda: _begun_aside(opened, known, today), partial(begin, outside), self._fail)

    def _take_up(self, turn: int, outside: int, begun: _Begun) -> None:
        """`outside`: what was written by others before it was read."""
        self._said_mark, self._said = begun.mark, self._said if begun.said is None else begun.said
        if turn != self._turn:
            return
        self._is_counting = False
        if outside != self._seen_outside:
            self._unsure, self._seen_outside = {*self._known}, outside
        self._told, self._queue = {}, deque(begun.judgings)
        self._all = len(self._queue)
        self._go_on()

    def _fail(self, error: FieldAppError) -> None:
        self.stop()
        self.failed.emit(error)

    def _go_on(self) -> None:
        """Take the next sheets, with those between them of which is known what is found."""
        most = BATCH if self._is_waited_for else SMALL_BATCH
        while self._queue and len(self._anew) + len(self._doubted) < most and len(self._some) < KNOWN_AT_ONCE:
            one = self._queue.popleft()
            self._some.append(one)
            before = self._known.get(one.sheet.key)
            if before is None or (before.judging, before.said) != (one, self._said_of(one)):
                self._anew.append(one)
            elif one.sheet.key in self._unsure:
                self._doubted.append(one.sheet)
        judged = [sheet for one in self._anew for sheet in (one.sheet, *one.past)]
        needed = dict.fromkeys([*self._doubted, *judged])
        self._told = {sheet: told for sheet, told in self._told.items() if sheet in needed}
        self._wanted = iter([sheet for sheet in needed if sheet not in self._told])
        self._read_on()

    def _read_on(self) -> None:
        """A few sheets more, and when all are read to the worker with them."""
        until = time.monotonic() + SLICE
        for sheet in self._wanted:
            try:
                self._told[sheet] = self._document.store.told(sheet.key)
            except FieldAppError as error:
                self._fail(error)
                return
            if time.monotonic() > until:
                self._reading.start(0)
                return
        if any(self._is_otherwise(sheet) for sheet in self._doubted):
            self._known = {}
            self._queue.extendleft(reversed(self._some))
            self._some, self._anew, self._doubted = [], [], []
            self._go_on()
            return
        self._unsure -= {sheet.key for sheet in self._doubted}
        if not self._anew:
            self._tell()
            return
        judge = partial(_judge, self._anew, self._told, self._said, self._document.programme, self._today)
        self._jobs.run(judge, partial(self._take, self._turn), self._fail)

    def _is_otherwise(self, sheet: MarkedSheet) -> bool:
        """Whether a sheet that is known cannot be shown any more, or again."""
        told, known = self._told[sheet], self._known[sheet.key]
        return told.mark != sheet.mark or (told.sheet is not None) != known.is_shown

    def _said_of(self, one: Judging) -> SaidByRecords:
        return self._said.get(one.sheet.key, _NOTHING)

    def _take(self, turn: int, found: Mapping[SheetKey, _Known]) -> None:
        self._known |= found
        self._unsure -= found.keys()
        if turn == self._turn:
            self._tell()

    def _tell(self) -> None:
        some, self._some, self._anew, self._doubted = self._some, [], [], []
        known = [self._known[one.sheet.key] for one in some]
        self._unshown += sum(not one.is_shown for one in known)
        items = [item for one in known for item in one.items]
        self.found.emit(items, self._all - len(self._queue), self._all, self._unshown)
        if not self._queue:
            self._told = {}
            gc.unfreeze()
        else:
            self._resting.start(0 if self._is_waited_for else PAUSE_MS)


def _begun_aside(opened: Callable[[], Store], known: str | None, today: date) -> _Begun:
    with uncollected(), closing(opened()) as store, store.one_moment():
        return _begun(store, known, today)


def _begun(store: Store, known: str | None, today: date) -> _Begun:
    """Of all sheets, and what records say beside the figures, unless that is known under the same mark;
    nothing where they are damaged, which is told elsewhere."""
    mark, said = store.mark_across(), None
    if store.office == HQ and mark != known:
        try:
            counted = store.counted()
            said = said_by_records(counted)
            let_go(counted)
        except FieldAppError as error:
            if error.code != "records-damaged":
                raise
            said = {}
    return _Begun(tuple(judgings_of(store.marked(), today)), mark, said)


def _judge(
    anew: Sequence[Judging],
    told: Mapping[MarkedSheet, ToldSheet],
    records: _Said,
    programme: Programme,
    today: date,
) -> dict[SheetKey, _Known]:
    """What is found in sheets; of one that was changed since it was marked it is not known for what."""
    found: dict[SheetKey, _Known] = {}
    for one in anew:
        own, past = told[one.sheet], [told[sheet] for sheet in one.past]
        said = records.get(own.key, _NOTHING)
        own = replace(own, answers=(*said.answers, *own.answers))
        items = items_of(own, past, one, programme, today)
        if own.sheet is not None and said.disputed:
            items = items_with_disputes(items, own.sheet, said.disputed)
        is_as_marked = all(told[sheet].mark == sheet.mark for sheet in (one.sheet, *one.past))
        judging = one if is_as_marked else None
        found[own.key] = _Known(judging, said, items, own.sheet is not None)
    return found
