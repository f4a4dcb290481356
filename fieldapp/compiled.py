"""What Python makes of the same texts at each start, kept beside its own bytecode.

Kept are the methods that dataclasses write and compile for themselves, and the tables of the app's own texts.
A text leads to what was made of that very text by this very Python, or to nothing. It is written where and
when Python writes bytecode, and read where it is whole; without it everything is made anew.
"""

import builtins
import contextlib
import dataclasses
import hashlib
import marshal
import os
import sys
import zlib
from collections.abc import Callable, Mapping
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

MOST = 4 * 1024 * 1024
"""Bytes, above which only what this start asked for is kept: what older versions asked for is gone then."""

_KEY, _CHECK = 16, 4
"""Bytes of a text's digest, and of a checksum or a length: marshal trusts what it reads. The file begins with
a list of where each thing is, under a checksum as each of them is: a start looks at no more than it needs."""


_Part = tuple[bytes | memoryview, int]
"""What was made of a text, as marshal writes it, and the checksum of that."""


class Kept:
    """What was made of texts before, in a file, which need not be there."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._path = path
        self._writes = writes
        self._held = _read(path)
        self._asked: dict[bytes, _Part] = {}
        self._has_new = False

    def made(self, what: str, text: str, make: Callable[[str], Any]) -> Any:
        """What `make` makes of a text; what cannot be kept is made each time. `what` tells one make from
        others."""
        key = hashlib.blake2b((what + text).encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()
        held = self._held.get(key)
        if held is not None and zlib.crc32(held[0]) == held[1]:
            self._asked[key] = held
            return marshal.loads(held[0])
        result = make(text)
        try:
            made = marshal.dumps(result)
        except ValueError:
            return result
        self._asked[key] = self._held[key] = made, zlib.crc32(made)
        self._has_new = True
        return result

    def save(self) -> None:
        """Put what is new into the file, whole or not at all; a place that cannot be written to is none."""
        if not (self._writes and self._has_new):
            return
        self._has_new = False
        content = _written({**self._held})  # a copy: another thread may be reading a section of texts
        if len(content) > MOST:
            content = _written({**self._asked})
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            part.write_bytes(content)
            part.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                part.unlink()


def keep_methods(kept: Kept) -> None:
    """Let dataclasses that are made from now on take their methods from what is kept."""

    def run(text: str, names: dict[str, Any] | None = None, made: dict[str, Any] | None = None) -> None:
        code = kept.made("", text, _compiled)
        builtins.exec(code, names, made)

    vars(dataclasses)["exec"] = run


def _compiled(text: str) -> Any:
    return compile(text, "<string>", "exec")


def _written(held: Mapping[bytes, _Part]) -> bytes:
    places, at = {}, 0
    for key, (made, check) in held.items():
        places[key] = at, at + len(made), check
        at += len(made)
    listed = marshal.dumps(places)
    numbers = (number.to_bytes(_CHECK, "big") for number in (zlib.crc32(listed), len(listed)))
    return b"".join((MAGIC_NUMBER, *numbers, listed, *(made for made, _ in held.values())))


def _read(path: Path) -> dict[bytes, _Part]:
    try:
        content = memoryview(path.read_bytes())
    except OSError:
        return {}
    head = len(MAGIC_NUMBER)
    first = head + 2 * _CHECK
    check, length = content[head : head + _CHECK], int.from_bytes(content[head + _CHECK : first], "big")
    listed, body = content[first : first + length], content[first + length :]
    if content[:head] != MAGIC_NUMBER or zlib.crc32(listed) != int.from_bytes(check, "big") or not listed:
        return {}
    return {key: (body[start:end], check) for key, (start, end, check) in marshal.loads(listed).items()}


def _beside_bytecode() -> Kept:
    path = Path(__file__).parent / "__pycache__" / f"kept.{sys.implementation.cache_tag}.pyc"
    return Kept(path, writes=__file__.endswith(".py") and not sys.dont_write_bytecode)


kept = _beside_bytecode()
"""The one of this program, as there is one bytecode."""
