"""The findings beside the grid: in order, counted, and each a way to its cell."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.texts.texts import read_texts
from fieldapp.ui.findings.list import FindingsModel
from fieldapp.ui.findings.panel import FindingsPanel
from fieldapp.ui.kit.theme import DARK

WEEK = read_period("2025-W11")
ERROR = Finding("all-zero", Severity.ERROR, (Cell("agdam", "uxo"),), {"district": "agdam"}, WEEK)
WARNING = Finding("all-zero", Severity.WARNING, (Cell("lacin", "uxo"),), {"district": "lacin"}, WEEK)
OF_THE_PERIOD = Finding("period-length", Severity.WARNING, (), {"days": 5}, WEEK)


@pytest.fixture
def panel(qtbot, programme, kit):
    panel = FindingsPanel(programme, kit)
    qtbot.addWidget(panel)
    panel.resize(320, 400)
    panel.show()
    return panel


@pytest.fixture
def chosen(panel):
    chosen = []
    panel.chosen.connect(chosen.append)
    return chosen


def test_the_model_is_a_good_one(programme, kit):
    model = FindingsModel(programme, kit)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_findings([ERROR, WARNING])
    kit.speak(read_texts("ru"))
    model.show_findings([])

    assert tester.model() is model


def test_each_says_its_severity_in_a_word_and_a_sentence(panel):
    panel.show_findings([ERROR])
    index = panel.list_view.model().index(0, 0)

    assert index.data(FindingsModel.SEVERITY_WORD) == "Error"
    assert index.data() == panel._kit.texts.finding(ERROR, panel._model._programme)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"Error: {index.data()}"


def test_the_counts_stand_at_the_top(panel):
    panel.show_findings([ERROR, WARNING, OF_THE_PERIOD])

    assert panel.count_texts == ["1 error", "2 warnings"]
    panel._kit.speak(read_texts("ru"))
    assert panel.count_texts == ["1 ошибка", "2 предупреждения"]


@pytest.mark.parametrize(("before", "after"), [(320, 700), (700, 320)])
def test_each_stands_under_the_one_before_when_the_panel_gets_another_width(panel, qtbot, before, after):
    panel.resize(before, 400)
    panel.show_findings([WARNING, ERROR, OF_THE_PERIOD])
    view, index = panel.list_view, panel.list_view.model().index
    qtbot.waitUntil(lambda: view.visualRect(index(0, 0)).width() == view.viewport().width())
    height = view.visualRect(index(0, 0)).height()

    panel.resize(after, 400)

    qtbot.waitUntil(lambda: view.visualRect(index(0, 0)).height() != height)
    qtbot.waitUntil(
        lambda: view.visualRect(index(1, 0)).top() == view.visualRect(index(0, 0)).bottom() + 1, timeout=1000
    )


def test_an_empty_list_says_that_there_is_nothing_to_mend(panel):
    panel.show_findings([ERROR])
    assert not panel.shows_nothing

    panel.show_findings([])

    assert panel.shows_nothing
    assert panel.count_texts == []


def test_a_click_and_enter_choose(panel, chosen):
    panel.show_findings([ERROR, WARNING])
    view = panel.list_view
    second = view.visualRect(view.model().index(1, 0)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert chosen == [WARNING]

    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen[-1] == ERROR


def test_what_was_current_stays_current(panel):
    panel.show_findings([ERROR, WARNING])
    panel.point_at(WARNING)

    panel.show_findings([WARNING, OF_THE_PERIOD])

    assert panel.list_view.currentIndex().data(FindingsModel.FINDING) == WARNING


def test_a_list_of_the_same_findings_is_not_measured_anew(panel):
    panel.show_findings([ERROR, WARNING])
    resets = []
    panel.list_view.model().modelReset.connect(lambda: resets.append(panel.findings))

    panel.show_findings((replace(ERROR), WARNING))
    panel.show_findings([replace(ERROR, details={"district": "susa"}), WARNING])

    assert [[finding.details for finding in found] for found in resets] == [
        [{"district": "susa"}, WARNING.details]
    ]


def test_the_next_one_goes_around_the_end(panel):
    panel.show_findings([ERROR, WARNING])

    assert [panel.following(), panel.following(), panel.following()] == [ERROR, WARNING, ERROR]
    panel.show_findings([])
    assert panel.following() is None


@pytest.mark.parametrize("width", [270, 320, 500])
def test_every_sentence_has_the_room_it_needs(panel, width):
    panel.resize(width, 400)
    panel._kit.wear(DARK)
    panel.show_findings([ERROR, WARNING, OF_THE_PERIOD])
    view = panel.list_view
    view.doItemsLayout()

    for row in range(3):
        rect = view.visualRect(view.model().index(row, 0))
        words = view.fontMetrics().horizontalAdvance(view.model().index(row, 0).data())
        lines = rect.height() // view.fontMetrics().lineSpacing() - 1
        assert lines * rect.width() > words


def test_tab_leads_from_the_list_to_what_can_be_done_about_a_finding(panel):
    stops = [panel.list_view.nextInFocusChain()]
    while stops[-1] is not panel:  # where the chain begins anew
        stops.append(stops[-1].nextInFocusChain())

    line = panel.reply.lines[0]
    parts = [line.show_button, line.put_button, panel.reply.why]
    assert [stop for stop in stops if stop in parts] == parts
