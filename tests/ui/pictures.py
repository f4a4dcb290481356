"""Pictures and records that a test run leaves behind in `build/pictures`, for people to look at."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from fieldapp.ui.app.picture import take

FOLDER = Path(__file__).resolve().parents[2] / "build" / "pictures"


def kept(name: str) -> Path:
    """Where something is kept: `name` may have folders, which are made."""
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def keep(widget: QWidget, name: str) -> None:
    """Lay a window out, and keep its picture."""
    scale = f"{round(widget.devicePixelRatioF() * 100)}"
    take(widget, kept(f"{scale}/{name}.png"))
