"""A picture as a PNG file, made strip by strip: the whole of a thousand offices would be 600 MB of dots."""

import struct
import zlib
from collections.abc import Iterator, Sequence

from PySide6.QtGui import QImage

from fieldapp.core.pictures.picture import Picture
from fieldapp.pictures.canvas import Count, count_nothing
from fieldapp.pictures.output import Dots
from fieldapp.pictures.palette import Palette
from fieldapp.texts.texts import Texts

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DEPTH, _TRUE_COLOUR, _PLAIN_ROW = 8, 2, b"\0"
_BYTES = 3
"""Of a dot."""


def png_of(
    picture: Picture,
    texts: Texts,
    palette: Palette,
    notes: Sequence[str] = (),
    count: Count = count_nothing,
) -> bytes:
    """As PNG, with its sentence as its description; counted by strips."""
    dots = Dots(picture, texts, palette, notes)
    head = struct.pack(">IIBBBBB", dots.wide, dots.high, _DEPTH, _TRUE_COLOUR, 0, 0, 0)
    said = [_chunk(b"iTXt", _text(name, words)) for name, words in dots.said.items()]
    packing = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION)
    packed = []
    for _, strip in dots.strips(count):
        packed.append(packing.compress(b"".join(_rows(strip))))
    packed.append(packing.flush())
    data = (_chunk(b"IDAT", part) for part in packed if part)
    return b"".join((_SIGNATURE, _chunk(b"IHDR", head), *said, *data, _chunk(b"IEND", b"")))


def _rows(strip: QImage) -> Iterator[bytes]:
    """Each row with what says that it stands for itself."""
    plain = strip.convertToFormat(QImage.Format.Format_RGB888)
    content, pitch = bytes(plain.constBits()), plain.bytesPerLine()
    for start in range(0, len(content), pitch):
        yield _PLAIN_ROW
        yield content[start : start + _BYTES * strip.width()]


def _text(name: str, words: str) -> bytes:
    """A text in UTF-8, of no language, not packed."""
    return name.encode() + b"\0\0\0\0\0" + words.encode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
