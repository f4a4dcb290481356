"""Opening balances in the window: listed, typed, put right and removed beside the report that takes them."""

import contextlib
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.span import Preset
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.reports.balances_dialog import BalancesDialog
from tests.ui.driving import WEEK, cut_off, data_file, document_of, opened, running
from tests.ui.pictures import keep
from tests.ui.window.test_second_window import Elsewhere

DAYS = Period(date(2020, 11, 10), date(2024, 12, 31))
WHOLE = Opening(DAYS, "R251", {"ap_mines": 35_338, "area_cleared_ha": 1_797_919_000}, {"agdam": {"uxo": 5}})
Key = Qt.Key


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.resize(1366, 768)
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def store(window):
    return document_of(window).store


@pytest.fixture
def report(window):
    window.actions_by_key["report"].trigger()
    return window.commands.reports.dialog


def shown(window, report):
    report.balances.click()
    return window.commands.reports.balances.dialog


@pytest.fixture
def dialog(window, report):
    return shown(window, report)


def enter(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClicks(field, text)


def type_days(dialog, start="10.11.2020", end="31.12.2024", source="R251"):
    enter(dialog.fields.start, start)
    enter(dialog.fields.end, end)
    enter(dialog.fields.source, source)


def rows(dialog):
    table = dialog.table
    return [
        [table.item(line, at).text() for at in range(table.columnCount())] for line in range(table.rowCount())
    ]


def choose_since(report):
    place = [*Preset].index(Preset.SINCE)
    report.presets.setCurrentIndex(place)
    report.presets.activated.emit(place)


def choose(dialog, district):
    dialog.fields.place.setCurrentIndex(dialog.fields.place.findData(district))


def test_they_have_a_key_of_their_own_and_are_kept_without_a_report(window, store):
    QTest.keyClick(window, Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    reports = window.commands.reports
    dialog = reports.balances.dialog

    assert reports.dialog is None
    type_days(dialog)
    enter(dialog.fields.figures["uxo"], "5")
    dialog.keep.click()
    assert [one.national for one in store.openings()] == [{"uxo": 5}]
    dialog.reject()
    window.actions_by_key["undo"].trigger()
    assert store.openings() == ()


def test_why_they_cannot_be_shown_is_said_below_the_sheet(window, store, monkeypatch):
    def refuse():
        raise FieldAppError("records-damaged", path=store.path)

    monkeypatch.setattr(store, "openings", refuse)
    window.actions_by_key["balances"].trigger()

    assert window.status.message.kind == "error"
    assert window.commands.reports.balances.dialog is None


def test_nothing_is_kept_at_first_and_it_is_said_what_a_balance_is_for(dialog):
    assert dialog.about.text().startswith("No opening balance is kept in this file. An opening balance is")
    assert dialog.said.text == ""
    assert not dialog.remove.isEnabled()
    assert dialog.fields.start.text() == ""
    assert dialog.fields.end.text() == "09.03.2025"
    assert QApplication.focusWidget() in (dialog.fields.start, None)


def test_a_balance_that_is_typed_is_in_the_report_on_screen_at_once_and_is_undone(window, report, store):
    choose_since(report)
    assert report.report.opening("ap_mines") is None
    dialog = shown(window, report)
    type_days(dialog)
    enter(dialog.fields.figures["ap_mines"], "35,338")
    enter(dialog.fields.figures["area_cleared_ha"], "179 791,9")
    QTest.keyClick(dialog.fields.source, Key.Key_Return)

    assert "“35,338”" in dialog.said.text
    assert store.openings() == ()
    enter(dialog.fields.figures["ap_mines"], "35338")
    QTest.keyClick(dialog.fields.source, Key.Key_Return)

    (kept,) = store.openings()
    assert kept == Opening(DAYS, "R251", {"ap_mines": 35_338, "area_cleared_ha": 1_797_919_000})
    assert dialog.said.text == "Kept: Whole country, 10 Nov 2020–31 Dec 2024."
    assert rows(dialog) == [
        ["10 Nov 2020–31 Dec 2024", "Whole country", "35,338", "", "", "179,791.9", "R251"]
    ]
    assert report.report.span.start == date(2020, 11, 10)
    assert report.report.opening("ap_mines") == 35_338
    assert "R251" in report.said
    keep(dialog, "balances/kept")
    dialog.reject()
    report.reject()

    document = document_of(window)
    assert document.undo()
    assert store.openings() == ()
    assert document.redo()
    assert store.openings() == (kept,)
    assert not any(store.problems())


def test_a_figure_that_cannot_be_read_is_said_while_it_is_typed_before_anything_else_is(dialog):
    enter(dialog.fields.figures["uxo"], "5 or 6")

    assert "“5 or 6”" in dialog.said.text
    assert dialog.fields.figures["uxo"].property("alarm")
    enter(dialog.fields.figures["uxo"], "6")
    assert dialog.said.text == ""


def test_after_one_district_the_next_one_of_the_same_days_is_typed_without_the_mouse(dialog, store):
    type_days(dialog)
    first, second = dialog.fields.place.itemData(1), dialog.fields.place.itemData(2)
    choose(dialog, first)
    enter(dialog.fields.figures["uxo"], "7")
    QTest.keyClick(dialog.fields.figures["uxo"], Key.Key_Return)
    assert dialog.fields.place.currentData() == second
    assert dialog.fields.figures["uxo"].text() == ""
    enter(dialog.fields.figures["uxo"], "8")
    QTest.keyClick(dialog.fields.figures["uxo"], Key.Key_Return)

    assert store.openings() == (Opening(DAYS, "R251", {}, {first: {"uxo": 7}, second: {"uxo": 8}}),)


@pytest.mark.parametrize(
    ("typed", "where", "said"),
    [
        ({"uxo": "about 5"}, "uxo", "“about 5”"),
        ({"uxo": "-3"}, "uxo", "below zero"),
        ({"uxo": "2.5"}, "uxo", "no whole number"),
        ({}, "ap_mines", "no figure"),
        ({"uxo": "5", "source": " "}, "source", "fill in its source"),
        ({"uxo": "5", "start": "31.02.2020"}, "start", "31.02.2020"),
        ({"uxo": "5", "start": ""}, "start", "Write a date"),
        ({"uxo": "5", "end": "01.01.2020"}, "end", "before it starts"),
        ({"uxo": "5", "place": "agdam"}, "place", "Aghdam is in the opening balance of"),
        ({"uxo": "5", "source": "another"}, "source", "two sources"),
        ({"uxo": "5", "start": "31.12.2024"}, "start", "share a day"),
        ({"ap_mines": "35339", "place": "susa"}, "ap_mines", "the districts have more"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(window, report, store, typed, where, said):
    store.put_openings([WHOLE])
    dialog = shown(window, report)
    fields = {"start": dialog.fields.start, "end": dialog.fields.end, "source": dialog.fields.source}
    fields |= dialog.fields.figures
    choose(dialog, typed.pop("place", "susa"))
    for name, text in typed.items():
        enter(fields[name], text)
    dialog.keep.click()

    wrong = dialog.fields.place if where == "place" else fields[where]
    assert said in dialog.said.text
    assert wrong.property("alarm")
    assert wrong.accessibleDescription() == dialog.said.text
    assert dialog.focusWidget() is wrong
    assert store.openings() == (WHOLE,)
    assert [field for field in fields.values() if field.property("alarm")] in ([wrong], [])

    enter(dialog.fields.figures["uxo"], "4")
    choose(dialog, "susa")
    type_days(dialog)
    enter(dialog.fields.figures["ap_mines"], "1")
    assert not wrong.property("alarm")
    assert dialog.said.text == ""


def test_a_balance_is_put_right_in_its_place_its_days_with_all_rows_of_it_and_removed(
    window, report, store, session
):
    store.put_openings([WHOLE])
    dialog = shown(window, report)
    assert [row[1] for row in rows(dialog)] == ["Whole country", "Aghdam"]
    dialog.table.setCurrentCell(1, 0)
    assert "Correct: Aghdam" in dialog.head.text()
    assert dialog.fields.figures["uxo"].text() == "5"
    enter(dialog.fields.end, "31.01.2025")
    enter(dialog.fields.figures["uxo"], "6")
    dialog.keep.click()

    moved = Period(DAYS.start, date(2025, 1, 31))
    corrected = Opening(moved, "R251", WHOLE.national, {"agdam": {"uxo": 6}})
    assert store.openings() == (corrected,)
    assert dialog.table.currentRow() == 1
    assert dialog.said.text.startswith("Kept: Aghdam")
    dialog.remove.click()
    assert store.openings() == (Opening(moved, "R251", WHOLE.national, {}),)
    assert dialog.said.text.startswith("Removed: Aghdam")
    dialog.keep.click()
    assert store.openings() == (corrected,)
    dialog.reject()
    report.reject()

    document = document_of(window)
    for _ in range(3):
        assert document.undo()
    assert store.openings() == (WHOLE,)


def test_a_row_more_begins_with_the_days_and_the_source_of_what_was_chosen(window, report, store):
    store.put_openings([WHOLE])
    dialog = shown(window, report)
    dialog.table.setCurrentCell(0, 0)
    assert dialog.new.isEnabled()
    dialog.new.click()

    assert dialog.table.currentRow() == -1
    assert dialog.head.text() == "A new balance"
    assert (dialog.fields.end.text(), dialog.fields.source.text()) == ("31.12.2024", "R251")
    assert dialog.fields.place.currentData() not in ("", "agdam")
    assert not dialog.fields.is_begun


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_shown_and_typed_with_the_mark_of_the_language(window, report, store, session, language):
    store.put_openings([WHOLE])
    session.kit.speak(read_texts(language))
    dialog = shown(window, report)
    keep(dialog, f"balances/{language}")
    assert cut_off(dialog) == []
    assert cut_off(report) == []
    dialog.table.setCurrentCell(0, 0)
    mark = "." if language == "en" else ","
    area = dialog.fields.figures["area_cleared_ha"]
    assert area.text() == f"179791{mark}9"
    enter(area, f"179791{mark}8")
    dialog.keep.click()
    assert store.openings()[0].national["area_cleared_ha"] == 1_797_918_000
    named = [*dialog.fields.figures.values(), dialog.fields.start, dialog.fields.end, dialog.fields.place]
    for field in (*named, dialog.fields.source, dialog.table):
        assert field.accessibleName()
    shortcuts = [
        text.text()[text.text().index("&") + 1]
        for text in dialog.findChildren(QPushButton)
        if "&" in text.text()
    ]
    assert len(shortcuts) == len(set(shortcuts))


def test_the_app_can_end_while_they_are_open_over_their_report(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        qtbot.waitExposed(window)
        window.actions_by_key["report"].trigger()
        report = window.commands.reports.dialog
        report.balances.setFocus()
        dialog = shown(window, report)
        enter(dialog.fields.source, "R251")
    with pytest.raises(RuntimeError, match="already deleted"):
        report.isVisible()


def test_while_somebody_else_has_the_file_nothing_is_kept_and_what_they_kept_is_not_lost(
    qapp, tmp_path, qtbot
):
    file = data_file(tmp_path)
    with contextlib.closing(Elsewhere(file)) as elsewhere, running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, file)
        qtbot.waitExposed(window)
        window.actions_by_key["report"].trigger()
        dialog = shown(window, window.commands.reports.dialog)
        type_days(dialog)
        enter(dialog.fields.figures["uxo"], "7")
        dialog.keep.click()
        assert dialog.said.text == "Nothing was changed. The file is open elsewhere."

        elsewhere.store.put_openings([WHOLE])
        elsewhere.close()
        dialog.keep.click()
        assert "Somebody else has changed the opening balances" in dialog.said.text
        assert [row[1] for row in rows(dialog)] == ["Whole country", "Aghdam"]
        assert document_of(window).store.openings() == (WHOLE,)


def test_an_undo_leaves_what_somebody_else_has_put_right_and_says_what_it_is(window, report, store):
    store.put_openings([WHOLE])
    dialog = shown(window, report)
    dialog.table.setCurrentCell(1, 0)
    dialog.remove.click()
    theirs = replace(WHOLE, districts={"susa": {"uxo": 3}})
    with contextlib.closing(Store(store.path, "Orxan", is_open=True)) as elsewhere:
        elsewhere.put_openings([theirs])

    assert not document_of(window).undo()
    assert store.openings() == (theirs,)
    assert "Nothing was overwritten. There now: Shusha – UXO: 3 (source: R251)." in window.alarm.text


def test_an_office_tells_a_balance_of_its_own_districts(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path, office="karabakh"))
        qtbot.waitExposed(window)
        window.actions_by_key["report"].trigger()
        dialog = shown(window, window.commands.reports.dialog)
        place = dialog.fields.place

        assert place.itemText(0) == "All districts together"
        assert place.findData("agdam") > 0
        assert place.findData("lacin") == -1


def test_a_district_that_only_somebody_elses_balance_tells_stays_that_district(qapp, tmp_path, qtbot):
    """An office that never answered for it: a balance that came meanwhile has its place to choose all the
    same, and its figures never become those of all districts together."""
    file = data_file(tmp_path, office="karabakh")
    told = Opening(DAYS, "R251", {}, {"lacin": {"uxo": 5}})
    with contextlib.closing(Elsewhere(file)) as elsewhere, running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, file)
        qtbot.waitExposed(window)
        window.actions_by_key["report"].trigger()
        dialog = shown(window, window.commands.reports.dialog)
        elsewhere.store.put_openings([told])
        elsewhere.close()
        type_days(dialog)
        enter(dialog.fields.figures["uxo"], "7")
        dialog.keep.click()
        assert "Somebody else has changed the opening balances" in dialog.said.text
        dialog.table.setCurrentCell(0, 0)
        assert dialog.fields.place.currentText() == "Lachin"
        enter(dialog.fields.figures["uxo"], "6")
        dialog.keep.click()

        assert document_of(window).store.openings() == (Opening(DAYS, "R251", {}, {"lacin": {"uxo": 6}}),)


def test_a_figure_whose_column_is_switched_off_stays_in_a_row_that_is_put_right(programme, kit, qtbot):
    off = next(item for item in programme.indicators if item.key == "at_mines")
    less = replace(
        programme,
        indicators=tuple(replace(one, is_on=one is not off) for one in programme.indicators),
    )
    kept = Opening(DAYS, "R251", {"uxo": 5, off.key: 9})
    dialog = BalancesDialog(less, HQ, [kept], DAYS.end, DAYS.end, kit)
    qtbot.addWidget(dialog)
    wanted = []
    dialog.wanted.connect(lambda openings, row, is_kept: wanted.append(openings))
    dialog.table.setCurrentCell(0, 0)
    dialog.fields.figures["uxo"].setText("6")
    dialog.keep.click()

    assert wanted == [(Opening(DAYS, "R251", {"uxo": 6, off.key: 9}),)]
