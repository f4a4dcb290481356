"""Pictures of a window, for the README and for whoever checks how it looks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError

ROUNDS = 4
"""A layout may ask for another one: texts wrap once their width is known."""


@contextmanager
def quiet_platform() -> Iterator[None]:
    """Keep back the one warning that Qt's platform without a screen gives for every window."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if "propagateSizeHints" not in message and sys.stderr is not None:
            sys.stderr.write(f"{qFormatLogMessage(kind, context, message)}\n")

    before = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def take(widget: QWidget, path: Path) -> None:
    """Write a window as a PNG file, laid out and painted. Raises FieldAppError `no-permission`."""
    for _ in range(ROUNDS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    if not widget.grab().save(str(path), "PNG"):
        raise FieldAppError("no-permission", path=path)
