"""What the panel of a cell looks like in the window, from the first moment."""

from fieldapp.ui.kit.theme import title_font
from tests.ui.driving import WEEK, data_file, opened, running


def test_what_a_cell_holds_is_as_large_at_first_as_after_another_theme(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path, rows=2))
        window.desk.show_cell(True)
        panel = window.side.cell
        qtbot.waitUntil(panel.isVisible)

        assert panel._held.font().pointSizeF() == title_font(panel.font()).pointSizeF()
