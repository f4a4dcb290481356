"""Pictures and records that a test run leaves behind in `build/pictures`, for people to look at.

Pictures are written only where they are asked for (FIELDAPP_PICTURES=1): most of their time is compression.
"""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from fieldapp.ui.app.picture import ROUNDS, take

FOLDER = Path(__file__).resolve().parents[2] / "build" / "pictures"
WANTED = bool(os.environ.get("FIELDAPP_PICTURES"))


def kept(name: str) -> Path:
    """Where something is kept: `name` may have folders, which are made."""
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def lay_out() -> None:
    """Let the layouts of all windows come to rest: a layout may ask for another one."""
    for _ in range(ROUNDS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def keep(widget: QWidget, name: str) -> None:
    """Lay a window out, and keep its picture where pictures are wanted."""
    if WANTED:
        scale = f"{round(widget.devicePixelRatioF() * 100)}"
        take(widget, kept(f"{scale}/{name}.png"))
    else:
        lay_out()
