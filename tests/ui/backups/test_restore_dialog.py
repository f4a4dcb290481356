"""Before somebody goes back to a backup they are told all that they would lose."""

from pathlib import Path

import pytest

from fieldapp.core.backups import Backup, BackupReason, Prospect
from fieldapp.ui.backups.restore_dialog import RestoreDialog
from tests.ui.driving import NOW, running

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


def test_where_all_of_it_is_in_the_backup_nothing_would_be_lost(dialog):
    dialog.show_prospect(BACKUP, prospect())

    assert dialog.lost == "Nothing would be lost: the backup has every change."
