"""Two hundred journeys that nobody planned, through the real window, on a disk that fails at random: after
each step what is shown is what the file holds, at the end the history says the same."""

import contextlib
import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp.core.checks.finding import count_errors
from fieldapp.core.checks.rules import check
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind
from fieldapp.core.numbers import Unread, parse
from fieldapp.core.period import Period, read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, STATE, Cell
from fieldapp.core.verify import Mismatch, Right
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.session import Session
from fieldapp.ui.document.on_disk import Saved
from fieldapp.ui.document.standing import mark_ready, settle_mismatch, verify
from fieldapp.ui.paste.dialog import PasteDialog
from fieldapp.ui.sheet.lines import cell_of
from fieldapp.ui.window.header import disk_words
from fieldapp.ui.window.main_window import MainWindow
from tests.data_files import empty_file
from tests.long import one_in
from tests.ui.driving import WEEK, Painted, bury, disk_of, document_of, press, running

JOURNEYS, PARTS, STEPS = 200, 20, 14
WEEKS = (WEEK, read_period("2025-W12"), read_period("2025-03-29..2025-03-31"))
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")

NOTHING = {HistoryKind.VALUE: None, HistoryKind.NOTE: ""}

rows = st.sampled_from([0, 1, 11, 12])  # few, so that changes meet
columns = st.sampled_from(COLUMNS[1:])
numbers = st.sampled_from(["0", "7", "12", "155", "1 651", "606"])
texts = st.one_of(numbers, st.sampled_from(["12,5", "1,198", "abc", "-3", "2.5", ""]))
blocks = st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=3)


class Journey(RuleBasedStateMachine):
    """One person with one data file. The test gives it what stands without a value."""

    session: Session
    folder: Path
    qtbot: Any
    serial = itertools.count()

    @initialize()
    def begin(self) -> None:
        self.reason: str | None = "a digit was doubled"
        self.file = empty_file(self.folder / f"{next(self.serial)}.fieldapp")
        self.reader = Store(self.file, "reader")
        self.enter()

    def enter(self) -> None:
        self.session.open(self.file)
        window = self.session.window
        assert isinstance(window, MainWindow)
        self.window, self.document = window, document_of(window)
        self.document.ask_reason = lambda *_: self.reason
        self.disk = disk_of(window)
        self.waiting: dict[Period, set[Cell]] = {}
        self.painted = [Painted(part.sheet_model) for part in (window.grid.body, window.grid.footer)]
        window.activateWindow()
        window.grid.setFocus()

    def press(self, cell: Cell, *keys: str | Qt.Key) -> None:
        """Go to a cell and press keys, each in whatever has the focus by then."""
        self.window.grid.go_to(cell)
        for key in keys:
            self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
            press(key)

    def cell(self, row: int, column: str) -> Cell:
        return Cell((*self.document.sheet.districts, CONTROL)[row], column)

    @invariant()
    def what_is_shown_is_so(self) -> None:
        """What the header says of the disk, every cell, total and finding, and how far the sheet is."""
        if not hasattr(self, "window"):
            return
        document, texts = self.document, self.session.texts
        said, header = document.disk, self.window.header
        assert header.saved_text == disk_words(said, texts)
        assert [painted.is_true() for painted in self.painted] == [True, True]
        sheet, standing = self.reader.sheet(document.period), self.reader.standing(document.period)
        waits = {cell for cell, text in document.unread_texts.items() if text.code == "not-written"}
        assert waits >= {cell for cell in document.unread_texts if cell not in sheet.unread}
        self.waiting[document.period] = waits
        assert said.waiting == sum(map(len, self.waiting.values()))
        if said.unknown_since is not None:
            return  # the disk could not be read: the header says so
        assert said.is_whole == (said.waiting == 0)
        assert (document.sheet, document.standing) == (sheet, standing)
        words = texts(f"window.status-{standing.status}", revision=standing.revision)
        assert header.status_text == words
        asked = {cell: document.unread_texts[cell] for cell in waits}
        seen = replace(sheet, unread={**sheet.unread, **asked})
        surroundings = self.reader.surroundings(document.period, document.today)
        assert document.findings == check(seen, self.reader.programme, surroundings)
        assert self.window.side.findings.findings == document.keying.raised(document.findings)
        assert shown(self.window) == expected(document, texts, sheet)

    @rule(after=st.integers(0, 14), times=st.integers(1, 3), late=st.booleans())
    def fail(self, after: int, times: int, late: bool) -> None:
        """A read or a write will fail, before or after it is done."""
        self.disk.fail(after, times=times, late=late)

    def is_free(self) -> bool:
        """Whether a change will be taken: after a sending only with a reason."""
        return self.reason is not None or self.document.standing.status is not Status.SENT

    @rule(row=st.one_of(rows, st.just(13)), column=columns, text=numbers)
    def type_a_number(self, row: int, column: str, text: str) -> None:
        self.type_it(row, column, text)

    @rule(row=rows, column=columns, text=texts)
    def type_anything(self, row: int, column: str, text: str) -> None:
        self.type_it(row, column, text)

    def type_it(self, row: int, column: str, text: str) -> None:
        cell = self.cell(row, column)
        is_free = self.is_free()
        self.press(cell, *text, Qt.Key.Key_Return)
        QApplication.processEvents()
        if is_free and text and text.replace(" ", "").isdigit():
            unit = self.document.programme.indicator(column).unit
            held, waits = self.document.sheet.value(cell.district, column), self.document.unread(cell)
            assert held == parse(text, unit) if waits is None else waits == Unread(waits.text, "not-written")

    @rule(row=rows, texts=st.tuples(numbers, numbers, numbers, numbers))
    def type_a_row(self, row: int, texts: tuple[str, ...]) -> None:
        for column, text in zip(COLUMNS, texts, strict=True):
            self.document.enter(self.cell(row, column), text)

    @rule(row=rows, column=columns, block=blocks)
    def paste(self, row: int, column: str, block: list[list[str]]) -> None:
        self.window.grid.go_to(self.cell(row, column))
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in block))
        self.window.actions_by_key["paste"].trigger()
        for dialog in self.window.findChildren(PasteDialog):
            if dialog.isVisible():
                (dialog.accept if dialog.plan.taken else dialog.reject)()
                self.window.activateWindow()  # as every desktop does, but not the one without a screen

    @rule(row=rows, column=columns)
    def clear(self, row: int, column: str) -> None:
        self.press(self.cell(row, column), Qt.Key.Key_Delete)

    @rule(row=rows)
    def mark(self, row: int) -> None:
        self.window.grid.go_to(self.cell(row, COLUMNS[0]))
        self.window.actions_by_key["no-operations"].trigger()

    @rule(row=st.sampled_from([0, 13]), text=st.sampled_from(["late", "two  lanes", "", ""]))
    def annotate(self, row: int, text: str) -> None:
        self.document.annotate(self.cell(row, "uxo"), text)

    @rule(times=st.integers(min_value=1, max_value=4))
    def undo(self, times: int) -> None:
        if not (self.document.undo_stack.canUndo()):
            return
        for _ in range(times):
            self.window.actions_by_key["undo"].trigger()

    @rule(times=st.integers(min_value=1, max_value=4))
    def redo(self, times: int) -> None:
        if not (self.document.undo_stack.canRedo()):
            return
        for _ in range(times):
            self.window.actions_by_key["redo"].trigger()

    @rule(week=st.sampled_from(WEEKS))
    def switch_week(self, week) -> None:
        with self.failing():
            self.document.open_period(week)
            assert self.document.period == week

    @rule(who=st.sampled_from(["Rauf", "Sevda"]))
    def verify(self, who: str) -> None:
        if not (self.document.sheet.values and not self.document.standing.verified_by):
            return
        with self.failing():
            verify(self.document, who)
            assert self.document.standing.verified_by == who

    @rule(column=columns, right=st.sampled_from(Right))
    def settle(self, column: str, right: Right) -> None:
        total = self.document.sheet.total(column)
        with self.failing():
            settle_mismatch(self.document, Mismatch(Cell(CONTROL, column), total, total + 1), right, "Rauf")

    @rule()
    def send(self) -> None:
        """What keeps the sheet back is mended as a person would, then it is marked ready and sent."""
        if not (self.document.sheet.values and self.document.standing.status is not Status.SENT):
            return
        document = self.document
        for finding in document.findings:
            for cell in finding.cells if finding.severity.value == "error" else ():
                document.enter(cell, "" if cell.district == CONTROL else "1")
        if not document.sheet.values or count_errors(document.findings):
            return
        with self.failing():
            if document.standing.status is Status.DRAFT:
                mark_ready(document)
            with contextlib.ExitStack() as at_last:
                at_last.callback(document.read_standing)
                document.store.send(document.report())
            assert document.standing.status is Status.SENT

    @rule(reason=st.sampled_from(["a digit was doubled", "late from the team", None]))
    def change_ones_mind(self, reason: str | None) -> None:
        if self.document.standing.status is not Status.SENT:
            return
        self.reason = reason

    @rule(language=st.sampled_from(LANGUAGES))
    def speak(self, language: str) -> None:
        if language != self.session.texts.language:
            self.session.speak(language)

    @rule()
    def close_and_reopen(self) -> None:
        if not (self.document.undo_stack.count() > 2):
            return
        self.write_what_waits()
        self.session.close()
        self.enter()
        self.agree()

    def teardown(self) -> None:
        if hasattr(self, "window"):
            self.write_what_waits()
            self.agree()
            self.reader.close()
            bury()

    def write_what_waits(self) -> None:
        """Nothing was lost: on a disk that works again all of it can be entered as it stands there."""
        self.disk.heal()
        self.reason = self.reason or "the disk was full"
        for period, cells in self.waiting.items():
            if cells:
                self.document.open_period(period)
            for cell in cells:
                if (waits := self.document.unread(cell)) is not None:  # else the disk had it, as is seen now
                    self.document.enter(cell, waits.text)
        assert self.document.disk.waiting == 0

    @contextlib.contextmanager
    def failing(self):
        """What the disk refuses is told, as the window's commands do; nothing else is refused."""
        try:
            yield
        except FieldAppError as error:
            if error.code not in ("not-written", "stale-edit") and not self.disk.failed:
                raise

    def agree(self) -> None:
        """The grid shows what the file holds, and the history leads to it, in every week."""
        self.document.settle()
        store = Store(self.file, "reader")
        try:
            for period in {*store.periods(), self.document.period}:
                sheet = store.sheet(period)
                assert replayed(store, period) == (dict(sheet.values), dict(sheet.notes))
                statuses = [row.after for row in store.history(period) if row.kind is HistoryKind.STATUS]
                assert (statuses or [Status.DRAFT])[-1] == store.standing(period).status
            sheet = store.sheet(self.document.period)
            if self.document.disk.saved is Saved.UNKNOWN:
                self.document.reload()
            assert self.document.sheet == sheet
            assert self.document.standing == store.standing(self.document.period)
            assert shown(self.window) == expected(self.document, self.session.texts, sheet)
        finally:
            store.close()


def replayed(store, period):
    """The values and notes that the history leads to; each step must begin where the one before ended."""
    held: dict[HistoryKind, dict[Cell, object]] = {HistoryKind.VALUE: {}, HistoryKind.NOTE: {}}
    for row in store.history(period):
        if row.kind in held:
            cells = held[row.kind]
            assert cells.get(row.cell, NOTHING[row.kind]) == row.before
            cells[row.cell] = row.after
    left = {
        kind: {cell: content for cell, content in cells.items() if content != NOTHING[kind]}
        for kind, cells in held.items()
    }
    return left[HistoryKind.VALUE], left[HistoryKind.NOTE]


def shown(window):
    """What stands in every cell that can be typed into, as it is read."""
    texts = {}
    for model in (window.grid.body.sheet_model, window.grid.footer.sheet_model):
        for row, line in enumerate(model.rows):
            for column, item in enumerate(model.columns):
                cell = cell_of(line, item)
                if cell is not None:
                    texts[cell] = model.index(row, column).data()
    return texts


def expected(document, texts, sheet):
    """The same, made from the file alone and from what could not be read and is not in it."""
    said, programme = {}, document.programme
    fine = {key: most_decimals(sheet, key, texts, programme.indicator(key).unit) for key in COLUMNS}
    for cell in (Cell(row, column) for row in (*sheet.districts, CONTROL) for column in COLUMNS):
        unread, value = document.unread(cell), sheet.value(cell.district, cell.indicator)
        if unread is not None:
            said[cell] = " ".join(unread.text.split())
        elif Cell(cell.district, STATE) in sheet.values:
            said[cell] = "–"
        elif value is None:
            said[cell] = ""
        else:
            unit = programme.indicator(cell.indicator).unit
            said[cell] = texts.figure(value, unit, fine[cell.indicator])
    return said


def most_decimals(sheet, column, texts, unit):
    """How many decimals the finest number of a column has."""
    values = [sheet.value(row, column) for row in (*sheet.districts, CONTROL)]
    written = [
        texts.figure(value, unit).partition(texts("formats.decimal"))[2]
        for value in values
        if value is not None
    ]
    return max(map(len, written), default=0)


@pytest.mark.slow
@pytest.mark.parametrize("part", one_in(5, range(PARTS)))
def test_two_hundred_journeys_end_with_grid_file_and_history_in_agreement(qapp, qtbot, tmp_path, part):
    """Ten at a time, each ten with a seed of its own, so that all cores share them; `test` has forty."""
    with running(qapp, tmp_path, period=WEEK) as session:

        @seed(part)
        class Here(Journey):
            pass

        Here.session, Here.folder, Here.qtbot = session, tmp_path, qtbot
        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=JOURNEYS // PARTS + 1,  # the first is always the emptiest there is
                stateful_step_count=STEPS,
                phases=(Phase.generate,),  # a whole window is too slow to be shrunk
                suppress_health_check=list(HealthCheck),
            ),
        )
