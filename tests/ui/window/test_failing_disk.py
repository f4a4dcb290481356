"""What an action cannot do because of the disk or the clipboard is said in a line, and is no bug."""

import pytest
from PySide6.QtGui import QClipboard

from tests.ui.driving import WEEK, data_file, disk_of, opened, running

ACTIONS = ("choose-period", "back", "forward", "undo", "advance", "export", "copy-wire", "copy-post")


@pytest.mark.parametrize("key", ACTIONS)
def test_an_action_on_a_disk_that_cannot_be_read_says_so(qapp, tmp_path, qtbot, key):
    """Asking for a period was an error of the app's own."""
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        disk = disk_of(window)
        disk.fail(0, times=9)
        with qtbot.captureExceptions() as bugs:
            window.actions_by_key[key].trigger()
            qapp.processEvents()
        disk.heal()

        assert bugs == []


def test_pasting_from_a_clipboard_that_has_nothing_is_no_bug(qapp, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        with qtbot.captureExceptions() as bugs:
            window.actions_by_key["paste"].trigger()

        assert bugs == []
