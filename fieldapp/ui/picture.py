"""Pictures of a window, for the README and for whoever checks how it looks."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError

ROUNDS = 4
"""A layout may ask for another one: texts wrap once their width is known."""


def take(widget: QWidget, path: Path) -> None:
    """Write a window as a PNG file, laid out and painted. Raises FieldAppError `no-permission`."""
    for _ in range(ROUNDS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    if not widget.grab().save(str(path), "PNG"):
        raise FieldAppError("no-permission", path=path)
