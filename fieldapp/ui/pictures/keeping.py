"""A picture out of the window: to the clipboard, or into a file that is asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO

from PySide6.QtWidgets import QWidget

from fieldapp.core.pictures.picture import Picture
from fieldapp.exchange.placing import place
from fieldapp.pictures.files import picture_bytes
from fieldapp.pictures.output import image_of
from fieldapp.pictures.palette import PALETTES
from fieldapp.ui.kit.desktop import PICTURE_KINDS
from fieldapp.ui.kit.kit import Kit

AS_WINDOW = ""
"""The look of the window."""


def copy_picture(picture: Picture, look: str, kit: Kit, notes: Sequence[str] = ()) -> None:
    """Put it on the clipboard as an image, in a look or in that of the window."""
    kit.desktop.copy_image(image_of(picture, kit.texts, PALETTES[look or kit.theme.name], notes))


def save_picture(
    picture: Picture, look: str, stem: str, kit: Kit, parent: QWidget, notes: Sequence[str] = ()
) -> Path | None:
    """Ask where, and write it there as SVG or PNG; where it is then, or None. Raises FieldAppError as `place`
    does."""
    remembered = kit.settings.export_folder
    folder = remembered if remembered is not None and remembered.is_dir() else Path.home()
    target = kit.desktop.ask_for_picture(parent, kit.texts, folder / f"{stem}{PICTURE_KINDS[0]}")
    if target is None:
        return None
    kit.settings.export_folder = target.parent
    kind = target.suffix.casefold()
    content = picture_bytes(
        picture,
        kind if kind in PICTURE_KINDS else PICTURE_KINDS[0],
        kit.texts,
        PALETTES[look or kit.theme.name],
        notes,
    )
    return put_file(target, content)


def put_file(target: Path, content: bytes) -> Path:
    """Write a finished file in its place; where it is then. Raises FieldAppError as `place` does."""

    def write(file: IO[bytes]) -> None:
        file.write(content)

    return place(target, write)
