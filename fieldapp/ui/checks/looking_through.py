"""All sheets looked through while the window goes on: read in small slices, judged on the worker. What was
found is kept in memory, and found anew only where something has changed that it stands on."""

import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.core.checks.review import Item, Judging, MarkedSheet, ToldSheet, items_of, judgings_of
from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import SheetKey
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.jobs import Jobs

BATCH, SMALL_BATCH = 12, 4
"""Sheets that the worker judges in one go: while somebody waits, and while nobody does."""

SLICE, PAUSE_MS = 0.004, 40
"""Seconds that are read without a break, and what lies between two small batches."""

_Found = dict[SheetKey, tuple[Judging | None, tuple[Item, ...], bool]]


class LookingThrough(QObject):
    """`found(items, done, all, unshown)`: of the newest sheets first; so many of so many were looked at, and
    some cannot be shown. `failed(FieldAppError)`: the file cannot be read."""

    found = Signal(object, int, int, int)
    failed = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._known: _Found = {}
        self._seen_outside = 0
        self._queue: deque[Judging] = deque()
        self._all = self._unshown = 0
        self._some: list[Judging] = []
        self._anew: list[Judging] = []
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
        return not self._some and not self._queue

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
        self._some, self._anew = [], []

    def _begin(self, *, is_waited_for: bool) -> None:
        store, self._is_waited_for, self._unshown = self._document.store, is_waited_for, 0
        try:
            outside, marked = store.written_outside(), store.marked()
        except FieldAppError as error:
            self.failed.emit(error)
            return
        if outside != self._seen_outside:
            self._known, self._seen_outside = {}, outside
        self._told, self._today = {}, self._document.today
        self._queue = deque(judgings_of(marked, self._today))
        self._all = len(self._queue)
        self._go_on()

    def _go_on(self) -> None:
        """Take the next sheets, with those between them of which is known what is found."""
        most = BATCH if self._is_waited_for else SMALL_BATCH
        while self._queue and len(self._anew) < most:
            one = self._queue.popleft()
            self._some.append(one)
            before = self._known.get(one.sheet.key)
            if before is None or before[0] != one:
                self._anew.append(one)
        if not self._anew:
            self._tell()
            return
        needed = dict.fromkeys(sheet for one in self._anew for sheet in (one.sheet, *one.past))
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
                self.stop()
                self.failed.emit(error)
                return
            if time.monotonic() > until:
                self._reading.start(0)
                return
        judge = partial(_judge, self._anew, self._told, self._document.programme, self._today)
        self._jobs.run(judge, partial(self._take, self._some), self.failed.emit)

    def _take(self, asked: Sequence[Judging], found: _Found) -> None:
        self._known |= found
        if asked is not self._some:
            return
        self._tell()

    def _tell(self) -> None:
        some, self._some, self._anew = self._some, [], []
        told = [self._known[one.sheet.key] for one in some]
        self._unshown += sum(not is_shown for _, _, is_shown in told)
        items = [item for _, items, _ in told for item in items]
        self.found.emit(items, self._all - len(self._queue), self._all, self._unshown)
        if not self._queue:
            self._told = {}
        elif self._is_waited_for:
            self._go_on()
        else:
            self._resting.start(PAUSE_MS)


def _judge(
    anew: Sequence[Judging], told: Mapping[MarkedSheet, ToldSheet], programme: Programme, today: date
) -> _Found:
    """What is found in sheets; of one that was changed since it was marked it is not known for what."""
    found: _Found = {}
    for one in anew:
        own, past = told[one.sheet], [told[sheet] for sheet in one.past]
        items = items_of(own, past, one, programme, today)
        is_as_marked = all(told[sheet].mark == sheet.mark for sheet in (one.sheet, *one.past))
        found[one.sheet.key] = one if is_as_marked else None, items, own.sheet is not None
    return found
