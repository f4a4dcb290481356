"""The models, as Qt sees them and as people read them."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.sheet.lines import body_rows, footer_rows
from fieldapp.ui.sheet.model import ItemRole, SheetModel, SheetRole

EDITABLE = Qt.ItemFlag.ItemIsEditable


@pytest.fixture
def body(document, kit):
    return SheetModel(document, body_rows, kit)


@pytest.fixture
def footer(document, kit):
    return SheetModel(document, footer_rows, kit)


def line(model, number, role=ItemRole.DisplayRole):
    return [model.index(number, column).data(role) for column in range(model.columnCount())]


def at(model, district, indicator, role=ItemRole.DisplayRole):
    return model.index_of(Cell(district, indicator)).data(role)


def heard(model):
    """The cells that the model says have changed."""
    cells = []

    def hear(first, last):
        cells.extend(
            (row, column)
            for row in range(first.row(), last.row() + 1)
            for column in range(first.column(), last.column() + 1)
        )

    model.dataChanged.connect(hear)
    return cells


@pytest.mark.parametrize("rows_of", [body_rows, footer_rows])
def test_qt_finds_nothing_wrong_with_a_model_that_lives(
    document, kit, other_week, store, monkeypatch, rows_of
):
    model = SheetModel(document, rows_of, kit)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)

    document.enter(Cell("terter", "ap_mines"), "4")
    document.enter(Cell("terter", "uxo"), "1,198")
    document.mark_no_operations(["agdam"])
    document.enter(Cell(CONTROL, "ap_mines"), "5")
    kit.speak(read_texts("ru"))
    document.open_period(other_week)
    document.undo()
    document.reload()

    assert tester.model() is model
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


def test_the_three_states_of_a_row_cannot_be_mistaken(document, body):
    for key in document.sheet.indicators:
        document.enter(Cell("agdere", key), "0")
    document.mark_no_operations(["agdam"])

    assert line(body, 1) == ["", "", "", "", ""]
    assert line(body, 2) == ["0", "0", "0", "0.0", "0"]
    assert line(body, 3) == ["–", "–", "–", "–", "–"]
    assert [line(body, row, ItemRole.AccessibleTextRole)[0] for row in (1, 2, 3)] == [
        "not reported",
        "0",
        "no operations",
    ]


@pytest.mark.parametrize(
    ("language", "shown", "typed"),
    [("en", "1,651.10", "1651.1"), ("az", "1\u00a0651,10", "1651,1"), ("ru", "1\u00a0651,10", "1651,1")],
)
def test_areas_are_exact_and_their_marks_stand_under_each_other(document, kit, language, shown, typed):
    kit.speak(read_texts(language))
    model = SheetModel(document, body_rows, kit)
    document.enter(Cell("terter", "area_cleared_ha"), "1651.1")
    document.enter(Cell("agdam", "area_cleared_ha"), "402.75")

    assert at(model, "terter", "area_cleared_ha") == shown
    assert at(model, "terter", "area_cleared_ha", ItemRole.EditRole) == typed


def test_what_could_not_be_read_is_shown_as_it_was_typed(document, body):
    document.enter(Cell("terter", "uxo"), "19")
    document.enter(Cell("terter", "uxo"), "8b6")

    assert at(body, "terter", "uxo") == "8b6"
    assert at(body, "terter", "uxo", ItemRole.EditRole) == "8b6"
    assert at(body, "terter", "uxo", SheetRole.MARK) is Mark.ERROR
    assert "“8b6” cannot be read" in at(body, "terter", "uxo", ItemRole.ToolTipRole)
    assert document.sheet.value("terter", "uxo") == 19


def test_a_tip_shows_typed_text_and_not_what_it_would_format(document, body):
    document.enter(Cell("terter", "uxo"), "<b>8</b>")

    assert "&lt;b&gt;8&lt;/b&gt;" in at(body, "terter", "uxo", ItemRole.ToolTipRole)


def test_findings_mark_their_cells_by_how_bad_they_are(document, body):
    for key, text in zip(document.sheet.indicators, ("-2", "0", "19", "0"), strict=True):
        document.enter(Cell("terter", key), text)

    assert at(body, "terter", "ap_mines", SheetRole.MARK) is Mark.ERROR
    assert at(body, "terter", "area_cleared_ha", SheetRole.MARK) is Mark.WARNING
    assert at(body, "terter", "uxo", SheetRole.MARK) is Mark.NONE
    assert "below zero" in at(body, "terter", "ap_mines", ItemRole.AccessibleDescriptionRole)


def test_what_is_not_typed_yet_is_not_shouted_about(document, body):
    document.keying.go_to(Cell("terter", "at_mines"), by_rows=False)
    document.keying.begin()
    document.enter(Cell("terter", "ap_mines"), "4")

    assert at(body, "terter", "at_mines", SheetRole.MARK) is Mark.WAITING
    assert at(body, "agdam", "at_mines", SheetRole.MARK) is Mark.NONE
    assert "half filled" in at(body, "terter", "at_mines", ItemRole.ToolTipRole)
    assert "have not reported" in at(body, "agdam", "at_mines", ItemRole.ToolTipRole)


def test_the_difference_says_by_sign_and_mark_whether_the_totals_agree(document, footer):
    document.enter(Cell("terter", "ap_mines"), "4")
    document.enter(Cell("terter", "uxo"), "19")
    document.enter(Cell(CONTROL, "ap_mines"), "4")
    document.enter(Cell(CONTROL, "at_mines"), "2")
    document.enter(Cell(CONTROL, "uxo"), "9")

    assert line(footer, 2) == ["0", "\u22122", "+10", "", "+8"]
    assert line(footer, 2, SheetRole.MARK) == [Mark.AGREES, Mark.ERROR, Mark.ERROR, Mark.NONE, Mark.ERROR]


def test_the_total_says_how_many_districts_it_stands_on(document, footer):
    document.mark_no_operations(["terter", "agdam"])

    assert footer.headerData(0, Qt.Orientation.Vertical, SheetRole.ASIDE) == "2 of 13"
    assert footer.headerData(0, Qt.Orientation.Vertical, ItemRole.AccessibleTextRole) == "Total 2 of 13"


def test_only_what_is_typed_can_be_edited(document, body, footer):
    typed = [
        model.index(row, column).data(SheetRole.CELL)
        for model in (body, footer)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.flags(model.index(row, column)) & EDITABLE
    ]

    assert len(typed) == 14 * 4
    assert None not in typed


def test_a_count_repaints_its_row_its_subtotal_and_its_sum(document, body):
    for key in ("ap_mines", "at_mines", "uxo", "area_cleared_ha"):
        document.enter(Cell("lacin", key), "5")
    cells = heard(body)

    document.enter(Cell("lacin", "ap_mines"), "6")

    lacin, region = body.index_of(Cell("lacin", "ap_mines")).row(), 9
    assert {column for _, column in cells} == {0, 4}
    assert {row for row, _ in cells} == {region, lacin}


def test_a_control_total_repaints_no_district(document, body, footer):
    cells, below = heard(body), heard(footer)

    document.enter(Cell(CONTROL, "ap_mines"), "6")

    assert cells == []
    assert {row for row, _ in below} == {1, 2}


def test_another_week_with_the_same_rows_keeps_the_frame_where_it_is(document, body, other_week, qtbot):
    with qtbot.assertNotEmitted(body.modelReset):
        document.reload()
    with qtbot.waitSignal(body.modelReset):
        document.open_period(other_week)


def test_a_number_that_the_disk_refuses_stays_in_sight_and_is_called_unwritten(
    document, store, body, monkeypatch, qtbot
):
    document.enter(Cell("terter", "ap_mines"), "4")

    def refuse(*_args, **_named):
        raise FieldAppError("disk-full", path=store.path)

    monkeypatch.setattr(store, "write", refuse)
    with qtbot.waitSignal(document.refused) as refused:
        body.setData(body.index_of(Cell("terter", "ap_mines")), "9")

    assert refused.args[0].code == "disk-full"
    assert at(body, "terter", "ap_mines") == "9"
    assert document.findings_at(Cell("terter", "ap_mines"))[0].code == "not-written"
    assert document.disk.waiting == 1
    assert document.undo_stack.count() == 1
    assert document.store.sheet(document.period).value("terter", "ap_mines") == 4


def test_a_number_typed_while_the_disk_cannot_even_be_read_stays_in_sight(
    document, store, body, monkeypatch, qtbot
):
    document.enter(Cell("terter", "ap_mines"), "4")

    def fail(*_args, **_named):
        raise FieldAppError("disk-failed", path=store.path)

    with monkeypatch.context() as gone:
        for reader in ("reading", "ledger"):
            gone.setattr(f"fieldapp.store.{reader}.read_held", fail)
        with qtbot.waitSignal(document.refused) as refused:
            body.setData(body.index_of(Cell("terter", "ap_mines")), "9")
        assert not document.undo()

    assert refused.args[0].code == "disk-failed"
    assert at(body, "terter", "ap_mines") == "9"
    assert document.findings_at(Cell("terter", "ap_mines"))[0].code == "not-written"
    assert document.disk.waiting == 1
    document.enter(Cell("terter", "ap_mines"), "9")
    assert document.disk.is_whole
    assert store.sheet(document.period).value("terter", "ap_mines") == 9


@pytest.mark.parametrize("give_up", [lambda document, cell: document.enter(cell, "4"), None])
def test_what_the_disk_refused_is_given_up_where_the_old_number_is_typed_again(
    document, store, monkeypatch, give_up
):
    cell = Cell("terter", "ap_mines")
    document.enter(cell, "4")

    def refuse(*_args, **_named):
        raise FieldAppError("disk-full", path=store.path)

    with monkeypatch.context() as full:
        full.setattr(store, "write", refuse)
        document.enter(cell, "9")

    if give_up:
        give_up(document, cell)
    else:
        document.clear([cell])
        document.undo()

    assert document.unread(cell) is None
    assert not document.findings_at(cell)[1:]
    assert document.disk.is_whole
    assert document.sheet.value("terter", "ap_mines") == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_head_has_a_name_and_every_column_a_definition(document, kit, language):
    kit.speak(read_texts(language))
    for rows_of in (body_rows, footer_rows):
        model = SheetModel(document, rows_of, kit)
        heads = [(Qt.Orientation.Vertical, number) for number in range(model.rowCount())]
        heads += [(Qt.Orientation.Horizontal, number) for number in range(model.columnCount())]
        for orientation, number in heads:
            assert model.headerData(number, orientation)
            assert model.headerData(number, orientation, ItemRole.AccessibleTextRole)
        assert all(model.headerData(n, Qt.Orientation.Horizontal, ItemRole.ToolTipRole) for n in range(4))
