"""The pictures of a report while they are being made elsewhere, and what waits for them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from fieldapp.core.errors import FieldAppError
from fieldapp.core.pictures.picture import Album
from fieldapp.core.spans.range_report import RangeReport


class AwaitedAlbum(QObject):
    """`wanted(RangeReport)`: its pictures, with `take` or `refuse`, some time. `changed`: they came, or are
    not to be had. Those of another report than was asked for last are not wanted any more."""

    wanted = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.album: Album | None = None
        self.error: FieldAppError | None = None
        self._of: RangeReport | None = None
        self._then: Callable[[Album], None] | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether they are still to come."""
        return self._of is not None

    def forget(self) -> None:
        """There is another report, or none."""
        self.album = self.error = self._of = self._then = None

    def ask(self, report: RangeReport | None, then: Callable[[Album], None] | None = None) -> None:
        """Have them made, unless they are here or on their way. `then`: what is done with them, at once or
        when they come; the last one counts."""
        if self.album is not None:
            if then is not None:
                then(self.album)
        elif report is not None:
            self._then = then or self._then
            if self._of is not report:
                self._of = report
                self.wanted.emit(report)

    def take(self, album: Album) -> None:
        """They came."""
        if album.report is self._of:
            self.album, self.error, self._of, then = album, None, None, self._then
            self._then = None
            self.changed.emit()
            if then is not None:
                then(album)

    def refuse(self, report: RangeReport, error: FieldAppError) -> None:
        """They are not to be had."""
        if report is self._of:
            self.error, self._of, self._then = error, None, None
            self.changed.emit()
