"""Random edits of a good workbook, and a reader of its own to tell which of them changed a cell."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.workbook import read_workbook
from tests.exchange.bad_workbooks import MAIN, MAIN_LINKS, Parts, good_parts, zipped
from tests.exchange.making import PROGRAMME

Contents = dict[tuple[str, str], str]
"""What stands in each cell that says anything, by the sheet's number and address: a title is none of it."""

_HELD = re.compile(rb"<(v|t|f)(?: [^>]*)?>([^<]+)</\1>")
_ANY = b"0123456789<>/\"'= &;.-+eEAZaz\x00\xff\xd0"
_TYPES = (b't="n"', b't="s"', b't="str"', b't="b"', b't="e"', b't="d"', b't="inlineStr"')


def edit(parts: Parts, random: Random) -> str:
    """Change one thing somewhere in the parts; what was done."""
    name = random.choice(sorted(name for name in parts if name.endswith((".xml", ".rels"))))
    change = random.choice((_value, _value, _byte, _byte, _cut, _doubled, _type))
    if change in (_value, _type):
        name = random.choice(sorted(name for name in parts if name.startswith("xl/worksheets/sheet")))
    before = parts[name]
    parts[name] = change(before, random)
    return f"{change.__name__} in {name}: {_difference(before, parts[name])}"


def judge(path: Path, parts: Parts, good: Contents) -> str:
    """Read what was edited; empty where it was refused, or found altered, or where no cell is another one.
    Raises whatever the reader does not take for a fault of the file."""
    path.write_bytes(zipped(parts))
    try:
        reading = read_workbook(path, PROGRAMME)
    except FieldAppError:
        return ""
    if not reading.is_intact():
        return ""
    with suppress(ET.ParseError, KeyError, IndexError, ValueError, UnicodeDecodeError):
        found = contents(parts)
        changed = {key for key in found.keys() | good.keys() if found.get(key) != good.get(key)}
        return "; ".join(f"{key}: {good.get(key)} became {found.get(key)}" for key in sorted(changed)[:3])
    return ""  # nobody else can read it: what it says is what our reader says, and that is intact


def rounds(seed: int, count: int, path: Path) -> Iterator[tuple[int, str, str]]:
    """Each round's seed, what was done, and what is wrong with how it was taken."""
    good = contents(good_parts())
    for number in range(seed, seed + count):
        random, parts = Random(number), good_parts()
        done = "; ".join(edit(parts, random) for _ in range(random.choice((1, 1, 1, 2, 5))))
        yield number, done, judge(path, parts, good)


def contents(parts: Parts) -> Contents:
    """Every cell as another reader sees it: by plain ElementTree, with nothing of the app."""
    targets = {
        link.get("Id"): str(link.get("Target")).lstrip("/") for link in ET.fromstring(parts[MAIN_LINKS])
    }
    found: Contents = {}
    sheets = (part for part in ET.fromstring(parts[MAIN]).iter() if part.tag.endswith("}sheet"))
    for number, sheet in enumerate(sheets, start=1):
        link = next(value for name, value in sheet.items() if name.endswith("}id"))
        for cell in ET.fromstring(parts[targets[link]]).iter():
            if cell.tag.endswith("}c") and (said := _said(cell)):
                found[str(number), cell.attrib["r"]] = said
    return found


def _said(cell: ET.Element) -> str:
    """As two programs would agree on it: numbers to fourteen digits, texts without their blanks."""
    held = {part.tag.rpartition("}")[2]: part.text or "" for part in cell.iter()}
    if "f" in held:
        return f"={' '.join(held['f'].split())}"
    text = held.get("t", held.get("v", "")) if cell.get("t") == "inlineStr" else held.get("v", "")
    if cell.get("t", "n") == "n" and text.strip():
        return f"{float(text) + 0.0:.14g}"
    return " ".join(text.split())


def _value(content: bytes, random: Random) -> bytes:
    """Another figure, text or formula in a cell."""
    places = [found.span(2) for found in _HELD.finditer(content)]
    start, end = random.choice(places)
    held = content[start:end]
    digit = random.randrange(len(held))
    new = random.choice(
        (
            held + b"1",
            b"-" + held,
            held[:digit] + random.choice(b"0123456789").to_bytes() + held[digit + 1 :],
            held[:digit] + held[digit + 1 :],
            held[::-1],
            b"155",
            b"=1+1",
            b"1e400",
            b"",
        )
    )
    return content[:start] + new + content[end:]


def _byte(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content))
    return content[:place] + bytes([random.choice(_ANY)]) + content[place + 1 :]


def _cut(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content))
    return content[:place] + content[place + random.choice((1, 2, 8, 60, 400)) :]


def _doubled(content: bytes, random: Random) -> bytes:
    """A piece once more, where it stands or elsewhere."""
    place, other = random.randrange(len(content)), random.randrange(len(content))
    piece = content[place : place + random.choice((1, 8, 60, 400))]
    return content[:other] + piece + content[other:]


def _type(content: bytes, random: Random) -> bytes:
    """Another kind of content in a cell."""
    places = [found.span() for found in re.finditer(rb't="(n|inlineStr|str|b|d)"', content)]
    start, end = random.choice(places)
    return content[:start] + random.choice(_TYPES) + content[end:]


def _difference(before: bytes, after: bytes) -> str:
    start = next(
        (place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0
    )
    near = slice(max(0, start - 40), start + 40)
    return f"{before[near]!r} became {after[near]!r}"
