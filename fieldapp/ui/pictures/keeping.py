"""A picture out of the window: to the clipboard, or into a file that is asked for."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from PySide6.QtWidgets import QWidget

from fieldapp.core.pictures.picture import Picture
from fieldapp.exchange.placing import place
from fieldapp.pictures.canvas import Count
from fieldapp.pictures.files import picture_bytes
from fieldapp.pictures.output import Dots
from fieldapp.pictures.palette import PALETTES
from fieldapp.ui.kit.desktop import PICTURE_KINDS
from fieldapp.ui.kit.kit import Kit

AS_WINDOW = ""
"""The look of the window."""


DrawAside = Callable[[Callable[[Count], Any]], Any]
"""Has something drawn away from the window where that takes a while; raises FieldAppError `stopped` where
nobody waited for it."""


def copy_picture(picture: Picture, look: str, kit: Kit, draw: DrawAside, notes: Sequence[str] = ()) -> None:
    """Put it on the clipboard as an image, in a look or in that of the window. Raises FieldAppError as
    `draw`."""
    texts, palette = kit.texts, PALETTES[look or kit.theme.name]
    kit.desktop.copy_image(draw(lambda count: Dots(picture, texts, palette, notes).image(count)))


def save_picture(
    picture: Picture,
    look: str,
    stem: str,
    kit: Kit,
    draw: DrawAside,
    parent: QWidget,
    notes: Sequence[str] = (),
) -> Path | None:
    """Ask where, and write it there as SVG or PNG; where it is then, or None. Raises FieldAppError as `place`
    and `draw`."""
    remembered = kit.settings.export_folder
    folder = remembered if remembered is not None and remembered.is_dir() else Path.home()
    target = kit.desktop.ask_for_picture(parent, kit.texts, folder / f"{stem}{PICTURE_KINDS[0]}")
    if target is None:
        return None
    kit.settings.export_folder = target.parent
    kind = target.suffix.casefold()
    kind = kind if kind in PICTURE_KINDS else PICTURE_KINDS[0]
    texts, palette = kit.texts, PALETTES[look or kit.theme.name]

    def write(count: Count) -> Path:
        return put_file(target, picture_bytes(picture, kind, texts, palette, notes, count))

    written: Path = draw(write)
    return written


def put_file(target: Path, content: bytes) -> Path:
    """Write a finished file in its place; where it is then. Raises FieldAppError as `place` does."""

    def write(file: IO[bytes]) -> None:
        file.write(content)

    return place(target, write)
