"""Every window and dialog in each language and theme: nothing cut off, nothing unnamed, no word from Qt."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDateEdit, QLineEdit

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.crash import CrashDialog
from fieldapp.ui.help_dialogs import AboutDialog, KeysDialog
from fieldapp.ui.notice import error_message
from fieldapp.ui.period_dialog import PeriodDialog
from fieldapp.ui.picture import take
from fieldapp.ui.theme import THEMES
from tests.ui.driving import WEEK, cut_off, data_file, opened, running

ROOT = Path(__file__).resolve().parents[2]
CUT_WEEK = read_period("2025-W40")


def dialogs(session):
    window, kit = session.window, session._kit()
    document = window._document
    period = PeriodDialog(document.period, document.store.periods(), document.today, kit, window)
    cut = PeriodDialog(CUT_WEEK, document.store.periods(), document.today, kit, window)
    keys, about = KeysDialog(window.actions_by_key, kit, window), AboutDialog(kit, window)
    return [period, cut, keys, about, CrashDialog(session.texts, Path("/home/someone/fieldapp.log"), print)]


@pytest.fixture(params=[(language, theme) for language in LANGUAGES for theme in THEMES], ids="-".join)
def session(request, qapp, tmp_path):
    language, theme = request.param
    with running(
        qapp, tmp_path, language=language, theme=theme, period=WEEK, make_demo=lambda folder: folder
    ) as session:
        yield session


def test_nothing_is_cut_off_in_the_window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path, rows=11, is_demonstration=True))
    take(window, tmp_path / "draft.png")
    assert cut_off(window) == []

    session.desktop.chosen = tmp_path / "report.xlsx"
    window.commands.advance()
    take(window, tmp_path / "ready.png")
    assert cut_off(window) == []

    window.commands.advance()
    window.jobs.wait()
    window._document.refused.emit(FieldAppError("disk-full", path=tmp_path / "hq.fieldapp"))
    take(window, tmp_path / "sent.png")
    assert cut_off(window) == []

    window._document.clear(window._document.sheet.values)
    take(window, tmp_path / "empty.png")
    assert cut_off(window) == []
    assert window.size().toTuple() == (1366, 768)


def test_nothing_is_cut_off_in_a_dialog(session, tmp_path):
    opened(session, data_file(tmp_path))
    for number, dialog in enumerate(dialogs(session)):
        dialog.show()
        take(dialog, tmp_path / f"{number}.png")
        assert cut_off(dialog) == [], type(dialog).__name__
        dialog.close()
        dialog.deleteLater()


def test_nothing_is_cut_off_on_the_welcome_page(session, tmp_path):
    session._settings.remember_file(tmp_path / "hq.fieldapp")
    welcome = session.show(None)
    session.window.tell(error_message(FieldAppError("not-found", path=tmp_path / "gone.fieldapp")))
    take(welcome, tmp_path / "welcome.png")

    assert cut_off(welcome) == []
    assert welcome.width() <= 1366
    assert welcome.height() <= 700


def test_every_control_has_a_name(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    assert unnamed(window) == []
    for dialog in dialogs(session):
        assert unnamed(dialog) == []
        dialog.deleteLater()
    session.show_welcome()
    assert unnamed(session.window) == []


def unnamed(window) -> list[str]:
    kinds = (QAbstractButton, QAbstractItemView, QComboBox, QDateEdit, QLineEdit)
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for kind in kinds
        for widget in window.findChildren(kind)
        if not widget.isHidden()
        and not widget.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight"))
        and not isinstance(widget.parent(), QComboBox | QDateEdit | QAbstractItemView)
        and not isinstance(widget.parent().parent(), QComboBox)
        and not widget.parent().objectName().startswith("qt_")
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
    ]


@pytest.mark.slow
@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_the_app_pictures_itself_at_any_scale(tmp_path, scale):
    picture = tmp_path / "window.png"
    file = data_file(tmp_path)
    code = (
        "import sys; from pathlib import Path; from fieldapp.ui.application import Options, run\n"
        "sys.exit(run(Path(sys.argv[1]), Options(language='ru', theme='dark', picture=Path(sys.argv[2]))))"
    )
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "APPDATA": str(tmp_path)}
    environment = {**os.environ, **home, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    subprocess.run([sys.executable, "-c", code, file, picture], cwd=ROOT, env=environment, check=True)

    image = QImage(str(picture))
    assert (image.width(), image.height()) == (round(1366 * float(scale)), round(768 * float(scale)))
    assert {path.name for path in tmp_path.iterdir()} == {"hq.fieldapp", "window.png"}
