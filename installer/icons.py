"""Icons for Windows, drawn from SVG: the same bytes on every machine with the same Qt."""

import os
import struct
import zlib
from pathlib import Path

from installer import pins

BIG = 256
SIZES = (16, 20, 24, 32, 40, 48, 64, BIG)
WIZARD, EMBLEM = (164, 314), 96  # NSIS wants these numbers; a row of 164 points needs no padding
BRAND = bytes((0x8A, 0x61, 0x17))
ICONS = {"app.ico": pins.ROOT / "resources" / "icons" / "app.svg", "document.ico": pins.HERE / "document.svg"}


def draw_icons(folder: Path) -> None:
    """Write app.ico and document.ico into a folder."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in ICONS.items():
        (folder / name).write_bytes(icon([(size, picture(drawing, size)) for size in SIZES]))
    (folder / "wizard.bmp").write_bytes(wizard_side(picture(ICONS["app.ico"], EMBLEM)))
    for file in folder.iterdir():  # NSIS packs the date of what it unpacks
        os.utime(file, (pins.EPOCH, pins.EPOCH))


def picture(drawing: Path, size: int) -> bytes:
    """The drawing as rows of blue, green, red, alpha, from the top."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    straight = image.convertToFormat(QImage.Format.Format_ARGB32)  # must outlive its bits
    return bytes(straight.constBits())


def icon(pictures: list[tuple[int, bytes]]) -> bytes:
    """An ICO file of square pictures: bitmaps, which all of Windows reads, and PNG from 256 on."""
    contents = [(size, _png(size, rows) if size >= BIG else _bitmap(size, rows)) for size, rows in pictures]
    head = struct.pack("<HHH", 0, 1, len(contents))
    offset = len(head) + 16 * len(contents)
    entries = b""
    for size, content in contents:
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), offset)
        offset += len(content)
    return head + entries + b"".join(content for _, content in contents)


def wizard_side(emblem: bytes) -> bytes:
    """A bitmap file for the wizard's last page: the app's colour, with its icon in the upper third."""
    width, height = WIZARD
    ground = bytearray(BRAND * (width * height))
    left, top = (width - EMBLEM) // 2, (height - EMBLEM) // 4
    for row in range(EMBLEM):
        for column in range(EMBLEM):
            start = 4 * (row * EMBLEM + column)
            blue_green_red, alpha = emblem[start : start + 3], emblem[start + 3]
            place = 3 * ((top + row) * width + left + column)
            for channel in range(3):
                below = ground[place + channel] * (255 - alpha)
                ground[place + channel] = (blue_green_red[channel] * alpha + below) // 255
    upwards = b"".join(bytes(ground[3 * width * row :][: 3 * width]) for row in range(height - 1, -1, -1))
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(upwards), 0, 0, 0, 0)
    return struct.pack("<2sIHHI", b"BM", 14 + len(head) + len(upwards), 0, 0, 14 + len(head)) + head + upwards


def _bitmap(size: int, rows: bytes) -> bytes:
    """A device-independent bitmap: rows from the bottom, then a mask that hides nothing (alpha does)."""
    width = size * 4
    upwards = b"".join(rows[start : start + width] for start in range(len(rows) - width, -1, -width))
    mask = bytes((size + 31) // 32 * 4 * size)
    head = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, len(upwards) + len(mask), 0, 0, 0, 0)
    return head + upwards + mask


def _png(size: int, rows: bytes) -> bytes:
    """A PNG by hand, because a library's own would change with its version."""
    lines = (rows[start : start + size * 4] for start in range(0, len(rows), size * 4))
    swapped = b"".join(b"\0" + _red_first(line) for line in lines)
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(swapped, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _red_first(line: bytes) -> bytes:
    swapped = bytearray(line)
    swapped[0::4], swapped[2::4] = line[2::4], line[0::4]
    return bytes(swapped)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
