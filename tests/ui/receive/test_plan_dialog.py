"""A plan of very many files is shown at once: nothing is asked of those that are out of sight."""

from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.correction import Maker
from fieldapp.core.hq.plan import make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.receive.considered import Choices, consider
from fieldapp.ui.receive.files_model import FILE_COLUMNS, FilesModel
from fieldapp.ui.receive.files_view import MEASURED
from fieldapp.ui.receive.plan_dialog import PlanDialog
from fieldapp.ui.receive.plan_words import PlanWords
from tests.ui.driving import NOW, WEEK, data_file, opened, running
from tests.ui.receive.planned import plan_dialogs


def test_of_a_thousand_files_only_some_are_asked_for_their_words(document, kit, qtbot, monkeypatch):
    programme, asked = document.programme, []
    error = FieldAppError("not-a-workbook", path=Path("odd.xlsx"))
    arrivals = [
        Arrival(Path(f"{number}.xlsx"), f"{number:064x}", ArrivalKind.UNREADABLE, error=error)
        for number in range(1, 1001)
    ]
    plan = make_plan(Holdings(), arrivals, programme, ())
    word = FilesModel.word

    def heard(model, subject, name):
        asked.append(name)
        return word(model, subject, name)

    monkeypatch.setattr(FilesModel, "word", heard)
    dialog = PlanDialog(programme, PlanWords(programme, kit, document.now), kit)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()

    dialog.show_considered(consider(plan, Choices(), programme, Maker("hq", "Leyla", NOW)), Choices())

    assert len(asked) <= 2 * MEASURED * len(FILE_COLUMNS)
    assert len(dialog.lines()) == 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_is_read_whole_in_its_cells(qapp, tmp_path, language):
    with running(qapp, tmp_path, period=WEEK, language=language) as session:
        window = opened(session, data_file(tmp_path))
        _, full = plan_dialogs(window._document, session.kit, window)
        full.show()
        table, header = full.table, full.table.horizontalHeader()
        for place in range(header.count()):
            assert header.sectionSize(place) >= table.sizeHintForColumn(place), FILE_COLUMNS[place]
        assert table.horizontalScrollBar().maximum() == 0
        points = full.points
        for place in range(points.columnCount()):  # two who claim a cell differ in their last words
            assert points.isColumnHidden(place) or points.columnWidth(place) >= points.sizeHintForColumn(
                place
            )
