"""Before somebody goes back to a backup they are told all that they would lose."""

from pathlib import Path

import pytest

from fieldapp.core.backups import Backup, BackupReason, Prospect
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.backups.restore_dialog import RestoreDialog
from fieldapp.ui.backups.tables import ROWS_IN_SIGHT
from tests.ui.driving import NOW, WEEK, data_file, opened, running
from tests.ui.pictures import lay_out
from tests.ui.window.test_windows_fit import backups

BACKUP = Path("/backups/hq.fieldapp")


@pytest.fixture
def dialog(qapp, tmp_path):
    with running(qapp, tmp_path) as session:
        listed = [Backup(BACKUP, NOW.replace(tzinfo=None), BackupReason.DAILY)]
        dialog = RestoreDialog("hq.fieldapp", listed, NOW.tzinfo, session.kit)
        yield dialog
        dialog.deleteLater()


def prospect(**beyond: int) -> Prospect:
    return Prospect(BACKUP, "hq", None, (), True, False, beyond)


def test_records_and_rulings_without_a_tally_are_told(dialog):
    dialog.show_prospect(BACKUP, prospect(record=3, ruling=1))

    assert dialog.lost == "Beside the sheets, this would be lost: 3 records and 1 ruling."
    assert dialog.go_back.isEnabled()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_few_backups_are_in_sight_without_a_bar_beside_room_that_is_empty(qapp, tmp_path, language):
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        dialog = backups(window._document, session.kit, window)[1]
        dialog.show()
        lay_out()

        rows = dialog.table.rowCount() * dialog.table.rowHeight(0)
        assert dialog.table.viewport().height() >= min(rows, ROWS_IN_SIGHT * dialog.table.rowHeight(0))
        dialog.deleteLater()


def test_where_all_of_it_is_in_the_backup_nothing_would_be_lost(dialog):
    dialog.show_prospect(BACKUP, prospect())

    assert dialog.lost == "Nothing would be lost: the backup has every change."
