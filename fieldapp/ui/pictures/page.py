"""The pictures of a report, one at a time: which, in what colours, and from there onwards."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.pictures.drawing import LOOKS, PICTURES
from fieldapp.core.pictures.picture import Album, Picture
from fieldapp.texts.pictures import picture_key, picture_notes
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.pictures.keeping import AS_WINDOW, DrawAside, copy_picture, save_picture
from fieldapp.ui.pictures.view import PictureView


class PicturePage(QWidget):
    """`told(str)`: what came of copying or saving, for which `draw` has the picture drawn."""

    told = Signal(str)

    def __init__(self, draw: DrawAside, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draw, self._kit = draw, kit
        self._album: Album | None = None
        self._is_awaited = False
        self._which, self._look = QLabel(), QLabel()
        self.which, self.look = Choice(kit), Choice(kit)
        self.view = PictureView(kit)
        self.save = QPushButton(autoDefault=False)

        for name in PICTURES:
            self.which.addItem("", name)
        for name in (AS_WINDOW, *LOOKS):
            self.look.addItem("", name)
        self._which.setBuddy(self.which)
        self._look.setBuddy(self.look)
        self._lay_out()

        self.which.currentIndexChanged.connect(self._show)
        self.look.currentIndexChanged.connect(self._show)
        self.save.clicked.connect(self._save)
        kit.texts_changed.connect(self._say)
        self._say()

    @property
    def palette_name(self) -> str:
        """The look that is chosen; empty for that of the window."""
        chosen: str = self.look.currentData()
        return chosen

    def show_album(self, album: Album | None, *, is_awaited: bool = False) -> None:
        """Show the pictures of a report; none where there is none, and that they are being made where they
        are awaited."""
        self._album, self._is_awaited = album, is_awaited
        self._show()

    def copy(self) -> None:
        """Put the picture that is shown on the clipboard."""
        if self._picture is None:
            return
        try:
            copy_picture(self._picture, self.palette_name, self._kit, self._draw, self._notes)
        except FieldAppError as error:
            self.told.emit(self._kit.texts.error(error))
            return
        self.told.emit(self._kit.texts("pictures.copied"))

    def _lay_out(self) -> None:
        head = row(spacing=2 * SPACE)
        for widget in (self._which, self.which, self._look, self.look):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self.save)
        whole = column(self, spacing=2 * SPACE, margins=(0, 2 * SPACE, 0, 0))
        whole.addLayout(head)
        whole.addWidget(self.view, 1)

    def _say(self) -> None:
        texts = self._kit.texts
        self._which.setText(texts("pictures.which"))
        self._look.setText(texts("pictures.look"))
        self.which.setAccessibleName(self._which.text())
        self.look.setAccessibleName(self._look.text())
        for place, name in enumerate(PICTURES):
            self.which.setItemText(place, texts(f"pictures.title-{name}"))
        for place, name in enumerate((AS_WINDOW, *LOOKS)):
            self.look.setItemText(place, texts(f"pictures.look-{name or 'window'}"))
        self.save.setText(texts("pictures.save"))

    @property
    def _picture(self) -> Picture | None:
        pictures = self._album.pictures if self._album is not None else ()
        return next((one for one in pictures if picture_key(one) == self.which.currentData()), None)

    @property
    def _notes(self) -> list[str]:
        if self._picture is None or self._album is None:
            return []
        return picture_notes(self._picture, self._album, self._kit.texts)

    def _show(self) -> None:
        self.view.show_picture(self._picture, self.palette_name, is_awaited=self._is_awaited)
        self.save.setEnabled(self._picture is not None)

    def _save(self) -> None:
        if self._picture is None or self._album is None:
            return
        report = self._album.report
        stem = f"{report.report.office}-{report.span}-{picture_key(self._picture)}".replace("..", "_")
        try:
            saved = save_picture(
                self._picture, self.palette_name, stem, self._kit, self._draw, self, self._notes
            )
        except FieldAppError as error:
            self.told.emit(self._kit.texts.error(error))
            return
        if saved is not None:
            self.told.emit(self._kit.texts("pictures.saved", name=saved.name))
