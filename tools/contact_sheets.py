"""Contact sheets: every window in each language and theme at four sizes of screen (`dev.py pictures --all`).

One picture per window and size, in `build/pictures/sheets`.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from fieldapp.store.writer_lock import WriterLock
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.picture import quiet_platform, take
from fieldapp.ui.kit.theme import THEMES
from tests.ui.driving import NOW, WEEK, data_file, opened, running
from tests.ui.pictures import FOLDER
from tests.ui.window.test_windows_fit import dialogs, states, welcomed, wrong

ROOT = Path(__file__).resolve().parent.parent
SHEETS = FOLDER / "sheets"
GAP, GROUND, INK = 24, QColor("#808080"), QColor("#ffffff")


class Screen(NamedTuple):
    """A size in logical pixels, and how many real ones stand for each."""

    name: str
    width: int
    height: int
    scale: int


SCREENS = (
    Screen("1366x768", 1366, 768, 1),
    Screen("1920x1080", 1920, 1080, 1),
    Screen("700x600", 700, 600, 1),
    Screen("200-percent", 1366, 768, 2),
)


def scenes(
    application: QApplication, folder: Path, language: str, theme: str
) -> Iterator[tuple[str, QWidget]]:
    """Every window of the app, one after the other: its name, and what is on the screen."""
    how: Mapping[str, Any] = {
        "language": language,
        "theme": theme,
        "period": WEEK,
        "make_demo": lambda folder: folder,
    }
    for part in ("states", "wrong", "dialogs", "first", "welcome", "damaged", "elsewhere"):
        (folder / part).mkdir()
    with running(application, folder / "states", name="coordinator", **how) as session:
        for name, window in states(session, folder / "states"):
            yield f"window-{name}", window
    with running(application, folder / "wrong", name="coordinator", **how) as session:
        window = opened(session, data_file(folder / "wrong", rows=4))
        wrong(window)
        yield "window-wrong", window
    with running(application, folder / "dialogs", name="coordinator", **how) as session:
        opened(session, data_file(folder / "dialogs"))
        for number, dialog in enumerate(dialogs(session)):
            dialog.show()
            yield f"{number:02}-{type(dialog).__name__}", dialog
            dialog.close()
            dialog.deleteLater()
    with running(application, folder / "first", name="", **how) as session:
        yield "first-page", session.show(None)
    with running(application, folder / "welcome", name="coordinator", **how) as session:
        yield "welcome", welcomed(session, folder / "welcome")
    with running(application, folder / "damaged", name="coordinator", **how) as session:
        yield "window-damaged", opened(session, damaged(data_file(folder / "damaged")))
    with running(application, folder / "elsewhere", name="coordinator", **how) as session:
        file = data_file(folder / "elsewhere")
        lock = WriterLock(file, "Məhəmmədhüseyn Şahverdixanoğlu", lambda: NOW)
        lock.take()
        yield "window-elsewhere", opened(session, file)
        lock.release()


def damaged(file: Path) -> Path:
    """A figure of its sheet is no longer what its record says."""
    with contextlib.closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE tally SET value = value + 1")
    return file


def take_all(screen: Screen, folder: Path) -> list[str]:
    """A picture of every window in each language and theme; their names."""
    application, names = QApplication([]), []
    for language in LANGUAGES:
        for theme in THEMES:
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as passing, quiet_platform():
                for name, widget in scenes(application, Path(passing), language, theme):
                    if not isinstance(widget, QDialog):
                        widget.resize(screen.width, screen.height)
                    take(widget, folder / f"{name}.{language}.{theme}.png")
                    names.append(name)
    return list(dict.fromkeys(names))


def lay_side_by_side(name: str, screen: Screen, folder: Path) -> QImage:
    """One window: languages beside each other, themes below each other, at 100 %."""
    pictures = {
        (column, row): QImage(str(folder / f"{name}.{language}.{theme}.png"))
        for column, language in enumerate(LANGUAGES)
        for row, theme in enumerate(THEMES)
    }
    largest = QSize(0, 0)
    for place, picture in pictures.items():
        picture.setDevicePixelRatio(1)
        smooth = Qt.TransformationMode.SmoothTransformation
        pictures[place] = picture.scaledToWidth(picture.width() // screen.scale, smooth)
        largest = largest.expandedTo(pictures[place].size())
    width, height = largest.width() + GAP, largest.height() + GAP
    sheet = QImage(len(LANGUAGES) * width + GAP, len(THEMES) * height + GAP, QImage.Format.Format_RGB32)
    sheet.fill(GROUND)
    painter = QPainter(sheet)
    painter.setPen(INK)
    title = f"{name}, {screen.name}: {', '.join(LANGUAGES)} × {', '.join(THEMES)}"
    painter.drawText(GAP, GAP * 3 // 4, title)
    for (column, row), picture in pictures.items():
        painter.drawImage(GAP + column * width, GAP + row * height, picture)
    painter.end()
    return sheet


def make_sheets(screen: Screen) -> None:
    """The sheets of one screen; the scale holds for a whole process."""
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(passing)
        for name in take_all(screen, folder):
            lay_side_by_side(name, screen, folder).save(str(SHEETS / f"{name}.{screen.name}.png"))


def run_for(screen: Screen) -> int:
    """Make the sheets of one screen in a process of its own, on a panel of that size."""
    size = {"width": screen.width * screen.scale, "height": screen.height * screen.scale}
    panel = {"name": screen.name, "x": 0, "y": 0, "logicalDpi": 96, "dpr": 1, **size}
    with tempfile.TemporaryDirectory() as passing:
        config = Path(passing) / "screen.json"
        config.write_text(json.dumps({"screens": [panel]}), encoding="utf-8")
        platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "QT_SCALE_FACTOR": str(screen.scale)}
        command = [sys.executable, "-m", "tools.contact_sheets", screen.name]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **platform}).returncode


def main(words: list[str]) -> int:
    """Without a word, all screens; with the name of one, that one in this process."""
    if words:
        make_sheets(next(screen for screen in SCREENS if screen.name == words[0]))
        return 0
    shutil.rmtree(SHEETS, ignore_errors=True)
    SHEETS.mkdir(parents=True)
    for screen in SCREENS:
        print(f"fieldapp: picturing every window at {screen.name}", flush=True)
        if status := run_for(screen):
            return status
    print(f"fieldapp: {len(list(SHEETS.glob('*.png')))} contact sheets are in {SHEETS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
