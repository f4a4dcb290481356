"""Every window and dialog in each language and theme: nothing cut off, nothing unnamed, no word from Qt."""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QLineEdit,
    QTableWidget,
    QWidget,
)

from fieldapp.core.backups import Backup, BackupReason, HeldSheet, Prospect
from fieldapp.core.changes import Change
from fieldapp.core.checks.answers import FollowUp
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.review import Item
from fieldapp.core.edits import apply, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.home import Place
from fieldapp.core.paste import plan_paste
from fieldapp.core.period import Period, month_of, read_period, year_of
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.receive import Alteration, Reading
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.table.block import Target
from fieldapp.core.verify import entered_at, places_to_key
from fieldapp.passage import judge
from fieldapp.store.hq.overview import board_of
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.appearance import PLAIN_ZOOM, ZOOMS
from fieldapp.ui.app.crash_dialog import CrashDialog
from fieldapp.ui.app.session import Session
from fieldapp.ui.backups.backup_dialog import BackupDialog
from fieldapp.ui.backups.restore_dialog import RestoreDialog
from fieldapp.ui.board.dialog import BoardDialog
from fieldapp.ui.board.rows import board_rows
from fieldapp.ui.checks.dialog import ChecksDialog
from fieldapp.ui.document.standing import verify
from fieldapp.ui.kit.notice import error_message
from fieldapp.ui.kit.theme import THEMES
from fieldapp.ui.paper.office_dialog import OfficeDialog
from fieldapp.ui.paste.dialog import PasteDialog
from fieldapp.ui.paste.words import PasteWords
from fieldapp.ui.period.dialog import PeriodDialog
from fieldapp.ui.person.dialog import NameDialog
from fieldapp.ui.receive.look_dialog import Look, LookDialog
from fieldapp.ui.reconcile.dialog import ReconcileDialog
from fieldapp.ui.recut.dialog import CutDialog
from fieldapp.ui.reports.balances_dialog import BalancesDialog
from fieldapp.ui.reports.casualties_dialog import CasualtiesDialog
from fieldapp.ui.reports.dialog import ReportDialog
from fieldapp.ui.reports.range_table import RangeTable
from fieldapp.ui.reports.reading import read_range
from fieldapp.ui.send.copy_dialog import CopyDialog
from fieldapp.ui.send.organisations import OrganisationsDialog
from fieldapp.ui.send.reason_dialog import ReasonDialog
from fieldapp.ui.verify.dialog import VerifyDialog
from fieldapp.ui.verify.round import Round
from fieldapp.ui.window.help_dialogs import AboutDialog, KeysDialog
from fieldapp.ui.window.main_window import MainWindow
from tests.long import each_once, one_in
from tests.ui.driving import NOW, WEEK, Answers, cut_off, data_file, opened, running
from tests.ui.pictures import keep
from tests.ui.press.shown import press_dialogs, published_dialogs
from tests.ui.receive.planned import answer_dialog, plan_dialogs, step_dialog, wait_dialog

ROOT = Path(__file__).resolve().parents[3]
CUT_WEEK = read_period("2025-W40")


PASTED = [
    ["District", "AP mines", "AT", "UXO", "Area", "Remark"],
    ["Tartar", "1,198", "3", "10", "2.500", "by hand"],
    ["Kerimli", "1", "2", "3", "4", ""],
    ["Susa", "four", "–", "", "5", ""],
]

ALTERED = (
    Alteration("Districts", "E7", Decimal(400), Decimal(40)),
    Alteration("Report", "A3", "400 hectares were cleared of mines", "40 hectares were cleared of mines"),
    Alteration("Checks", "", None, None),
    Alteration("", "area_cleared_ha", Decimal(13), Decimal(40)),
)


def paste_dialog(document, kit, window):
    sheet, programme = document.sheet, document.programme
    words = PasteWords(sheet, programme, kit.texts)
    target = Target(sheet.districts, sheet.indicators)
    return PasteDialog(
        lambda answers: plan_paste(sheet, programme, PASTED, target, answers=answers), words, kit, window
    )


def dialogs(session: Session) -> list[QDialog]:
    window, kit = session.window, session.kit
    document = window._document
    period = PeriodDialog(document.period, document.store.periods(), document.today, kit, window)
    cut = PeriodDialog(CUT_WEEK, document.store.periods(), document.today, kit, window)
    keys, about = (
        KeysDialog(window.actions_by_key, window._orders.actions(), kit, window),
        AboutDialog(window.comparison.said, kit, window),
    )
    pasted = paste_dialog(document, kit, window)
    crash = CrashDialog(session.texts, Path("/home/someone/fieldapp.log"), "Traceback\n", str, print)
    reason = ReasonDialog(document.period, 1, document.today, kit, window)
    long_name = "Məhəmmədhüseyn Şahverdixanoğlu-Talıbxanbəyli"
    name = NameDialog("Sevda", [long_name, "R&D"], "window.name-from-now-on", kit, window)
    look = LookDialog(looked_at(document), document.programme, kit, window)
    second = [VerifyDialog(document, begun, kit, window) for begun in rounds(document)]
    who = OrganisationsDialog(document.period, document.programme.organisations, ["anama"], kit, window)
    asked = OfficeDialog(document.programme.offices, document.period, kit, window)
    altered = LookDialog(looked_at(document, ALTERED), document.programme, kit, window)
    return [
        period,
        cut,
        keys,
        about,
        pasted,
        crash,
        reason,
        look,
        altered,
        name,
        who,
        asked,
        *backups(document, kit, window),
        *second,
        cut_in_two(document, kit, window),
        board(document, kit, window),
        report_dialog(document, kit, window),
        *(CasualtiesDialog(known, document.today, kit, window) for known in ((), casualties())),
        *balances(document, kit, window),
        reconcile_dialog(document, kit, window),
        checks_dialog(document, kit, window),
        *press_dialogs(document, kit, window),
        *published_dialogs(document, kit, window),
        *plan_dialogs(document, kit, window),
        answer_dialog(document, kit, window),
        step_dialog(kit, window),
        wait_dialog(kit, window),
        CopyDialog(Place.COPY, "D:/Somebody's copies of the office's files/2025/hq.fieldapp", kit, window),
    ]


def board(document, kit, window):
    """Who has sent what, at a headquarters that has received nothing yet."""
    dialog = BoardDialog(document.programme, document.today, kit, window)
    board = board_of(document.store, year_of(document.today), document.now())
    dialog.show_board(board_rows(board, document.programme, document.now()))
    return dialog


def casualties():
    """Two counts of a source with a long name."""
    figures = {"total": 12_382, "killed": 1_070, "injured": 11_312, "children": 109, "women": 90}
    since, source = date(2020, 11, 10), "Prosecutor-General's Office together with the agency and others"
    return [CasualtyCount(day, since, source, figures) for day in (date(2025, 1, 1), date(2025, 3, 1))]


def balances(document, kit, window):
    """None, and one by district, of a source with a long name, in the way of what is typed."""
    row = {"ap_mines": 35_338, "at_mines": 21_122, "uxo": 123_456, "area_cleared_ha": 1_797_919_123}
    source = "The agency's statement of the first of January, table 3, without what others have cleared"
    days = Period(date(2020, 11, 10), date(2024, 12, 31))
    held = Opening(days, source, row, {key: {"uxo": 5} for key in document.sheet.districts[:3]})
    about = document.programme, "hq"
    first, second = (
        BalancesDialog(*about, openings, document.today, document.today, kit, window)
        for openings in ((), (held,))
    )
    second.fields.figures["uxo"].setText("1,198")
    return [first, second]


def cut_in_two(document, kit, window):
    """A sheet in which a month ends, with more typed for its first part than it has, and less."""
    sheet = document.store.sheet(CUT_WEEK)
    held = {"ap_mines": 1_234, "at_mines": 0, "uxo": 10, "area_cleared_ha": 123_456_789}
    wanted = {Cell(place, key): held[key] for place in sheet.districts[:9] for key in sheet.indicators}
    whole = apply(sheet, make_edits(sheet, wanted))
    dialog = CutDialog(whole, document.programme, document.office, lambda *parts: None, kit, window)
    for number, field in enumerate(list(dialog.fields.fields.values())[:8]):
        field.insert("1,235" if number % 2 == 0 else "2")
    return dialog


def reconcile_dialog(document, kit, window):
    """A text that contradicts the data and itself."""
    dialog = ReconcileDialog(document.store, kit, window)
    dialog.text.setPlainText(
        "ANAMA: from March 10 to 16, 2025, a total of 204 mines and UXO: 155 anti-personnel mines, "
        "94 anti-tank mines and 606 unexploded ordnance. 16,511,000 hectares were cleared."
    )
    return dialog


def checks_dialog(document, kit, window):
    """Findings of two offices, a flag with a long line, and a sheet that is damaged."""
    dialog = ChecksDialog(document.programme, kit, window)
    key, why = SheetKey("karabakh", CUT_WEEK), "ask the team leader on which side of the road it was " * 3
    flag = Item(key, flag=FollowUp(Cell("agdam", "uxo"), why, "Sevda", NOW))
    odd = Finding(
        "not-reported",
        Severity.WARNING,
        (Cell("susa", "uxo"),),
        {"n": 1, "expected": 13, "districts": ("susa",)},
        WEEK,
    )
    answered = replace(odd, is_answered=True, answer="the pass is closed")
    found = judge(document.store, [WEEK], document.today)
    items = [Item(SheetKey("hq", WEEK), one) for one in (*found, odd, answered)]
    dialog.add([flag, *items], 3, 3, 1)
    return dialog


def _not_drawn(draw):
    raise FieldAppError("stopped")


def report_dialog(document, kit, window):
    """A month, of which one week is entered."""
    read, today = partial(read_range, document.store, kit.texts), document.today
    return ReportDialog(read, _not_drawn, month_of(document.period.start), today, today, kit, window)


def backups(document, kit, window):
    """A backup that is asked for, and one that is gone back to, with changes that would be lost."""
    made = [
        Backup(Path(f"{number}"), NOW.replace(tzinfo=None), reason)
        for number, reason in enumerate(BackupReason)
    ]
    asked = BackupDialog(kit, window)
    asked.show_folder(Path("/home/somebody/Documents/hq backups"), made, is_beside=False)
    asked.tell(error_message(FieldAppError("stick-gone", path=Path("/media/somebody/STICK"))))
    back = RestoreDialog("hq.fieldapp", made, NOW.tzinfo, kit, window)
    rows = tuple(document.store.history(WEEK))
    sheets = (HeldSheet(WEEK, Status.READY, Status.DRAFT, rows), HeldSheet(CUT_WEEK, None, Status.SENT, ()))
    back.show_prospect(Path("0"), Prospect(Path("0"), "hq", rows[-1], sheets, True, False))
    return [asked, back]


def looked_at(document, alterations=()):
    """A workbook that says something else in some cells."""
    report = document.report()
    totals = {key: report.total(key) for key in report.indicators}
    what = (report.programme.key, report.office, report.period, 2, report.seal.check_code)
    changes = (
        Change("agdam", "area_cleared_ha", 50_000, 123_456_789),
        Change("xocavend", "uxo", 10, None),
        Change("susa", STATE, None, RowState.NO_OPERATIONS),
    )
    return Look(
        "azerbaijan-hq.xlsx", Reading(*what, report.lines, totals, {}, alterations), changes, False, 13
    )


def rounds(document):
    """The second person before beginning, while keying, with every total keyed otherwise, and at the end."""
    sheet, places = document.sheet, places_to_key(document.sheet)
    first, other = Round("Sevda", {places[0]: 1}), Round("Sevda", dict.fromkeys(places, 7_654_321))
    alike = Round("Sevda", {place: entered_at(sheet, document.programme, place) for place in places})
    return [None, first, other, alike]


@pytest.fixture(params=each_once(LANGUAGES, THEMES), ids="-".join)
def session(request, qapp, tmp_path):
    language, theme = request.param
    with running(
        qapp, tmp_path, language=language, theme=theme, period=WEEK, make_demo=lambda folder: folder
    ) as session:
        yield session


in_each_language = pytest.mark.parametrize(
    "session", [(language, "light") for language in LANGUAGES], indirect=True, ids="-".join
)
"""Where no theme has a say."""


@pytest.fixture
def picture(request):
    """Lay a window out, and leave its picture in `build/pictures`."""
    language_and_theme = request.node.callspec.id

    def picture(window, name):
        keep(window, f"{language_and_theme}/{name}")
        assert window.devicePixelRatioF() == float(os.environ.get("QT_SCALE_FACTOR", "1"))

    return picture


def states(session: Session, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """The window in each state of a sheet: its name, and the window in it."""
    window = opened(session, data_file(folder, rows=11, is_demonstration=True))
    yield "draft", window

    assert isinstance(session.kit.desktop, Answers)
    session.kit.desktop.chosen = folder / "report.xlsx"
    window.commands.advance()
    yield "ready", window

    window.commands.advance()
    window.jobs.wait()
    window._document.refused.emit(FieldAppError("disk-full", path=folder / "hq.fieldapp"))
    yield "sent", window

    window._document.ask_reason = lambda *_: "all of it was of another week"
    window._document.clear(window._document.sheet.values)
    yield "empty", window


def welcomed(session: Session, folder: Path) -> QWidget:
    """The welcome page with a recent file, and a failure told."""
    session._settings.remember_file(folder / "hq.fieldapp")
    welcome = session.show(None)
    session.window.tell(error_message(FieldAppError("not-found", path=folder / "gone.fieldapp")))
    return welcome


def test_nothing_is_cut_off_in_the_window(session, tmp_path, picture):
    for name, window in states(session, tmp_path):
        picture(window, name)
        assert cut_off(window) == [], name
        assert window.size().toTuple() == (1366, 768)


@pytest.mark.parametrize("place", each_once(LANGUAGES, [(700, 600), (1920, 1080)]), ids=str)
def test_nothing_is_cut_off_in_a_window_of_another_size(qapp, tmp_path, place):
    language, size = place
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        for name, window in states(session, tmp_path):
            window.resize(*size)
            keep(window, f"{language}/{name}-{size[0]}")
            assert [text for text in cut_off(window) if not text.startswith("ElidedLabel")] == [], name
            assert isinstance(window, MainWindow)
            saved = window.header._saved  # that it is on the disk is never cut
            room = saved.fontMetrics().elidedText(saved.text(), Qt.TextElideMode.ElideRight, saved.width())
            assert room == saved.text(), name
            assert window.size().toTuple() == size


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "zooms", one_in(2, [(ZOOMS[0], PLAIN_ZOOM, ZOOMS[-1]), ZOOMS]), ids=["least and most", "all"]
)
def test_the_window_fits_the_smallest_screen_with_text_of_any_size(qapp, tmp_path, language, zooms):
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        window = opened(session, data_file(tmp_path, office="east-zangezur", rows=4))
        document, header = window._document, window.header
        assert isinstance(session.kit.desktop, Answers)
        session.kit.desktop.chosen = tmp_path / "report.xlsx"
        for step, order in ((wrong, zooms), (ready, zooms[::-1]), (sent, zooms), (corrected, zooms[::-1])):
            step(window)
            for zoom in order:
                while (before := session._appearance.zoom) != zoom:
                    window.actions_by_key["zoom-in" if before < zoom else "zoom-out"].trigger()
                lay_out(window)
                assert window.size().toTuple() == (1366, 768), (step.__name__, zoom)
                assert [text for text in cut_off(header) if not text.startswith("ElidedLabel")] == [], zoom
                shown = [widget for widget in header.findChildren(QWidget) if widget.isVisible()]
                overlapping = [
                    (one.text(), other.text())
                    for one, other in itertools.combinations(shown, 2)
                    if isinstance(one, QAbstractButton)
                    and isinstance(other, QAbstractButton)
                    and one.geometry().intersects(other.geometry())
                ]
                assert overlapping == [], (step.__name__, zoom)
        assert document.standing.revision == 2


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("zoom", one_in(2, [200, 125]))
def test_every_dialog_fits_the_smallest_screen_with_large_text(qapp, tmp_path, language, zoom):
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        opened(session, data_file(tmp_path))
        session._zoom(ZOOMS.index(zoom) - ZOOMS.index(PLAIN_ZOOM))
        for dialog in dialogs(session):
            dialog.show()
            lay_out(dialog)
            assert dialog.width() <= 1366, type(dialog).__name__
            assert dialog.height() <= 768, type(dialog).__name__
            assert [text for text in cut_off(dialog) if not text.startswith("ElidedLabel")] == []
            for table in [*dialog.findChildren(QTableWidget), *dialog.findChildren(RangeTable)]:
                assert table.horizontalScrollBar().maximum() == 0, type(dialog).__name__
            dialog.close()
            dialog.deleteLater()


def wrong(window: MainWindow) -> None:
    """An error holds the sheet back, and the disk refuses the last entry."""
    window._document.enter(Cell("lacin", "uxo"), "abc")
    window._document.refused.emit(FieldAppError("disk-full", path=window.file))


def ready(window):
    window._document.enter(Cell("lacin", "uxo"), "10")
    window.commands.advance()


def sent(window):
    window.commands.advance()
    window.jobs.wait()


def corrected(window):
    document = window._document
    document.ask_reason = lambda *_: "the team leader has found the page that was missing from the paper"
    document.enter(Cell("lacin", "uxo"), "77")
    verify(document, "Məhəmmədrəşid Həsənzadə-Əliyev")


def lay_out(window):
    """Let the layouts of the window and of what is in it come to rest."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()


def test_nothing_is_cut_off_in_the_panel_of_a_cell_with_a_long_story(session, tmp_path, picture):
    window, cell = opened(session, data_file(tmp_path)), Cell("agdam", "area_cleared_ha")
    for text in ("1234567.8", "0.0955", "1,198", "-3"):
        window._document.enter(cell, text)
    window._document.annotate(cell, "found in one cache beside the road, confirmed by telephone " * 3)
    for place in (cell, Cell(CONTROL, "area_cleared_ha")):
        window.grid.go_to(place)
        picture(window, f"story-{place.district}")
        assert cut_off(window) == []
        content = window.side.cell._scroll
        assert content.widget().width() <= content.viewport().width()


def test_nothing_is_cut_off_in_a_dialog(session, tmp_path, picture):
    opened(session, data_file(tmp_path))
    for number, dialog in enumerate(dialogs(session)):
        dialog.show()
        picture(dialog, f"{number:02}-{type(dialog).__name__}")
        assert cut_off(dialog) == [], type(dialog).__name__
        dialog.close()
        dialog.deleteLater()


@in_each_language
def test_the_largest_text_fits_the_smallest_screen(session, tmp_path, picture):
    window = opened(session, data_file(tmp_path, rows=11, is_demonstration=True))
    window._document.enter(Cell("agdam", "uxo"), "four")
    session._zoom(len(ZOOMS))
    picture(window, "largest-text")
    assert window.size().toTuple() == (1366, 768)
    assert cut_off(window) == []
    for number, dialog in enumerate(dialogs(session)):
        dialog.show()
        picture(dialog, f"largest-text-{number:02}-{type(dialog).__name__}")
        assert cut_off(dialog) == [], type(dialog).__name__
        assert dialog.width() <= 1366, type(dialog).__name__
        if isinstance(dialog, KeysDialog):
            rows = range(dialog.table.model().rowCount())
            assert all(dialog.table.rowHeight(row) >= dialog.table.sizeHintForRow(row) for row in rows)
        assert dialog.height() <= 768, type(dialog).__name__
        dialog.close()
        dialog.deleteLater()


@in_each_language
def test_what_is_said_where_nothing_was_found_is_not_cut_off_with_the_largest_text(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    session._zoom(len(ZOOMS))
    lay_out(window)

    assert window.side.findings.shows_nothing
    assert cut_off(window.side.findings) == []


def test_nothing_is_cut_off_on_the_welcome_page(session, tmp_path, picture):
    welcome = welcomed(session, tmp_path)
    picture(welcome, "welcome")

    assert cut_off(welcome) == []
    assert welcome.width() <= 1366
    assert welcome.height() <= 700


@in_each_language
def test_every_control_has_a_name(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    assert unnamed(window) == []
    for dialog in dialogs(session):
        assert unnamed(dialog) == []
        dialog.deleteLater()
    session.show_welcome()
    assert unnamed(session.window) == []


@in_each_language
def test_what_is_typed_or_chosen_in_says_what_it_is_for(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    side, grid = window.side, window.grid
    for control in (grid.body, grid.footer, side.findings.list_view, side.cell.note, side.cell.history):
        assert control.accessibleDescription(), control.accessibleName()
    for dialog in dialogs(session):
        fields = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QCalendarWidget)]
        for field in (field for field in fields if not field.objectName().startswith("qt_")):
            assert field.accessibleDescription(), (type(dialog).__name__, field.accessibleName())
        dialog.deleteLater()


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_focus_is_seen_wherever_it_is(qapp, tmp_path, theme):
    with running(qapp, tmp_path, period=WEEK, theme=theme, make_demo=lambda folder: folder) as session:
        window = opened(session, data_file(tmp_path))
        window._document.enter(Cell("agdam", "uxo"), "abc")
        assert unseen_focus(window) == []
        for dialog in dialogs(session):
            dialog.show()
            assert unseen_focus(dialog) == [], type(dialog).__name__
            dialog.close()
            dialog.deleteLater()
        session._settings.remember_file(tmp_path / "hq.fieldapp")
        session.show_welcome()
        assert unseen_focus(session.window) == []


def unseen_focus(window) -> list[str]:
    """The stops of Tab that look the same with the keys and without."""
    window.activateWindow()
    lay_out(window)
    stops = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window and widget.isVisible() and widget.isEnabled()
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    ]
    unseen = []
    for stop in stops:
        elsewhere = next((other for other in stops if other is not stop), window)
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        if elsewhere is window:
            stop.clearFocus()
        lay_out(window)
        before = stop.grab().toImage()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        lay_out(window)
        if stop.hasFocus() and stop.grab().toImage() == before:
            unseen.append(f"{type(stop).__name__} {stop.objectName()} {stop.accessibleName()}")
    return unseen


def unnamed(window) -> list[str]:
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for kind in kinds
        for widget in window.findChildren(kind)
        if not widget.isHidden()
        and not widget.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight"))
        and not isinstance(widget.parent(), QComboBox | QAbstractItemView)
        and not isinstance(widget.parent().parent(), QComboBox)
        and not widget.parent().objectName().startswith("qt_")
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


@pytest.mark.slow
@pytest.mark.parametrize("scale", one_in(3, ["1.5", "1", "2"]))
def test_the_app_pictures_itself_at_any_scale(tmp_path, scale):
    picture = tmp_path / "window.png"
    file = data_file(tmp_path)
    code = (
        "import sys; from pathlib import Path; from fieldapp.ui.app.application import Options, run\n"
        "sys.exit(run(Path(sys.argv[1]), Options(language='ru', theme='dark', picture=Path(sys.argv[2]))))"
    )
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "APPDATA": str(tmp_path)}
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    subprocess.run([sys.executable, "-c", code, file, picture], cwd=ROOT, env=environment, check=True)

    image = QImage(str(picture))
    assert (image.width(), image.height()) == (round(1366 * float(scale)), round(768 * float(scale)))
    assert {path.name for path in tmp_path.iterdir()} == {"hq.fieldapp", "window.png"}


@pytest.mark.slow
@pytest.mark.skipif("QT_SCALE_FACTOR" in os.environ, reason="this is the run at another scale")
@pytest.mark.parametrize("turn", one_in(len(THEMES), range(len(THEMES))))
def test_nothing_is_cut_off_at_twice_the_size(tmp_path, turn):
    """A panel of 2732 × 1536 dots at 200 %: the scale holds for a whole process, so it is another run of the
    same tests. Each turn has each language and each theme once."""
    panel = {"name": "panel", "x": 0, "y": 0, "width": 2732, "height": 1536, "logicalDpi": 96, "dpr": 1}
    (tmp_path / "screen.json").write_text(json.dumps({"screens": [panel]}))
    platform = f"offscreen:configfile={tmp_path / 'screen.json'}"
    themes = [*THEMES][turn:] + [*THEMES][:turn]
    pairs = [f"{language}-{theme}" for language, theme in zip(LANGUAGES, themes, strict=True)]
    which = f"nothing_is_cut_off and ({' or '.join(pairs)})"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "", "-k", which]
    run = subprocess.run(
        [*command, Path(__file__)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": platform, "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert run.returncode == 0, run.stdout
    assert f"{4 * len(pairs)} passed" in run.stdout
