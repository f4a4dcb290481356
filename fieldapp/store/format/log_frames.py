"""SQLite's log as it lies there: does it hold, behind its last whole entry, something that cannot be read?

SQLite takes in what is whole and leaves the rest without a word. The form is that of
<https://www.sqlite.org/fileformat2.html#walformat>: a header, then frames of one page each; a frame that ends
a transaction tells the size of the file. Frames with other salts are of a generation that was folded in.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = 0x377F0682
_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_TRIES = 3
"""Another program may be in the midst of an entry while the log is looked at."""


def lacks_entries(path: Path) -> bool:
    """Whether the log beside a data file holds the end of an entry behind its last whole one, is cut off or
    cannot be read: what was entered last may be missing. What has no end was given up, or never finished.
    One that somebody is writing all the while is not broken."""
    there = path.resolve()
    log = there.with_name(f"{there.name}-wal")
    for _ in range(_TRIES):
        try:
            before, data = log.stat().st_mtime_ns, log.read_bytes()
            if not data or not _is_broken(data):
                return False
            if log.stat().st_mtime_ns == before:
                return True
        except OSError:
            return False
    return False


@dataclass(frozen=True)
class _Frame:
    """Whether it is whole, of this generation, the end of a transaction, cut off by the end of the file."""

    is_whole: bool
    is_own: bool
    is_end: bool
    is_cut: bool = False


def _is_broken(data: bytes) -> bool:
    try:
        frames = list(_frames(data))
    except (struct.error, ValueError):
        return True
    ends = [place for place, frame in enumerate(frames) if frame.is_whole and frame.is_end]
    behind = frames[ends[-1] + 1 :] if ends else frames
    return any(frame.is_own and (frame.is_end or frame.is_cut) for frame in behind)


def _frames(data: bytes) -> Iterator[_Frame]:
    """The frames in their order; those behind one that is not whole are not whole either. Raises ValueError
    and struct.error where there is no header that can be believed."""
    magic, _, page, _, *salts, first, second = _HEADER.unpack_from(data)
    order = {_MAGIC: "<", _MAGIC + 1: ">"}.get(magic)
    sums = _checksum(data[:24], (0, 0), order or "<")
    if order is None or sums != (first, second) or page < 512:
        raise ValueError(magic)
    is_whole = True
    for start in range(_HEADER.size, len(data), _FRAME.size + page):
        frame = data[start : start + _FRAME.size + page]
        if len(frame) < _FRAME.size:
            yield _Frame(False, True, False, True)
            return
        _, size, *held, first, second = _FRAME.unpack_from(frame)
        is_own = any(one == other for one, other in zip(held, salts, strict=True))
        if is_whole:
            sums = _checksum(frame[:8] + frame[_FRAME.size :], sums, order)
            is_whole = (held, sums) == (salts, (first, second)) and len(frame) == _FRAME.size + page
        yield _Frame(is_whole, is_own, size > 0, len(frame) < _FRAME.size + page)


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data[: len(data) // 4 * 4])
    for one, other in zip(words[::2], words[1::2], strict=False):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
