"""The parts of a workbook's zip, as streams of XML events: found by their relations, whatever their names."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.ElementTree import DefusedXMLParser

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.xlsx.gate import part_name

MOST_ELEMENTS = 100_000
"""In all that is read of one workbook, within a second; a report of 100 districts and six columns has a
quarter of it."""
CHUNK = 64 * 1024


class Event(NamedTuple):
    """An element that begins (`text` is None) or ends, named without its namespace: a workbook of *Strict
    Open XML* differs in those only. `text`: what stands directly in it before any other element."""

    name: str
    attributes: Mapping[str, str]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """From one part to another: the last word of its type, and the name of the part it leads to."""

    id: str
    kind: str
    target: str


@dataclass
class Package:
    """An open zip. `left`: how many elements may still be read."""

    path: Path
    archive: ZipFile
    left: int = MOST_ELEMENTS
    entries: Mapping[str, ZipInfo] = field(init=False)

    def __post_init__(self) -> None:
        parts = [part for part in self.archive.infolist() if not part.is_dir()]
        self.entries = {part_name(part.filename): part for part in parts}
        if len(self.entries) < len(parts):
            raise BadZipFile("a part is there twice")

    def events(self, name: str) -> Iterator[Event]:
        """The elements of a part as they come; nothing of it is kept. Raises FieldAppError
        `workbook-too-large`, and whatever a broken part leads to."""
        target = _Events()
        parser = _parser_for(target)
        with self.archive.open(self.entries[part_name(name)]) as stream:
            while chunk := stream.read(CHUNK):
                parser.feed(chunk)
                self._spend(target.begun)
                yield from target.taken()
        parser.close()
        yield from target.taken()

    def feed(self, name: str, target: "PartTarget") -> None:
        """The same for parts that are long: each element goes straight to a target as it comes. Raises what
        `events` does, and whatever the target raises."""
        parser = _parser_for(target)
        with self.archive.open(self.entries[part_name(name)]) as stream:
            while chunk := stream.read(CHUNK):
                begun = target.begun
                try:
                    parser.feed(chunk)
                finally:
                    self._spend(target.begun - begun)
        parser.close()

    def relations(self, name: str) -> list[Relation]:
        """Where a part leads to; the package itself has no name. None where it leads nowhere."""
        folder, file = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{file}.rels")
        if part_name(part) not in self.entries:
            return []
        found = [event.attributes for event in self.events(part) if _begins(event, "Relationship")]
        return [
            Relation(
                given.get("Id", ""),
                given.get("Type", "").rpartition("/")[2],
                _target(folder, given["Target"]),
            )
            for given in found
            if given.get("TargetMode") != "External" and "Target" in given
        ]

    def related(self, name: str, kind: str) -> str | None:
        """The part that another leads to by a kind of relation, if it is there."""
        targets = [relation.target for relation in self.relations(name) if relation.kind == kind]
        return next((target for target in targets if part_name(target) in self.entries), None)

    def main_part(self) -> str:
        """The part of the workbook. Raises FieldAppError `not-a-workbook`."""
        by_type = [
            event.attributes.get("PartName", "").lstrip("/")
            for event in (self.events("[Content_Types].xml") if "[content_types].xml" in self.entries else ())
            if _begins(event, "Override") and event.attributes.get("ContentType", "").endswith("main+xml")
        ]
        named = [self.related("", "officeDocument"), *by_type, "xl/workbook.xml"]
        for name in named:
            if name and part_name(name) in self.entries:
                return name
        raise FieldAppError("not-a-workbook", path=self.path)

    def _spend(self, elements: int) -> None:
        self.left -= elements
        if self.left < 0:
            raise FieldAppError("workbook-too-large", path=self.path)


def properties_in(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """The custom properties by their names."""
    name = ""
    for event in events:
        if event.text is None:
            name = event.attributes.get("name", name) if event.name == "property" else name
        elif event.name != "property" and name:
            yield name, event.text
            name = ""


def shared_texts(events: Iterable[Event]) -> Iterator[str]:
    """Each text, without the readings that East Asian ones have beside them."""
    texts: list[str] = []
    is_reading = False
    for event in events:
        begins = event.text is None
        if event.name == "rPh":
            is_reading = begins
        elif event.name == "si" and begins:
            texts = []
        elif event.name == "si":
            yield "".join(texts)
        elif event.name == "t" and not begins and not is_reading:
            texts.append(event.text or "")


class PartTarget(Protocol):
    """What a parser calls. `begun`: how many elements have begun."""

    begun: int
    data: Callable[[str], object]

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None:
        """An element begins; names are `namespace}name`."""

    def end(self, tag: str, /) -> None:
        """An element ends."""

    def close(self) -> Any:
        """All of it was there."""


class _Events:
    """Collects a parser's events until they are taken."""

    def __init__(self) -> None:
        self.begun = 0
        self._events: list[Event] = []
        self._texts: list[str] = []
        self.data: Callable[[str], object] = self._texts.append

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.begun += 1
        self._texts.clear()
        self._events.append(Event(local(tag), without_namespaces(attributes)))

    def end(self, tag: str) -> None:
        self._events.append(Event(local(tag), _NONE, "".join(self._texts)))
        self._texts.clear()

    def close(self) -> Any:
        return None

    def taken(self) -> list[Event]:
        self.begun = 0
        events, self._events = self._events, []
        return events


_NONE: Mapping[str, str] = {}


def _parser_for(target: PartTarget) -> DefusedXMLParser:
    """A parser with all its refusals that hands elements and texts straight on: what stands between is
    Python, and half of the time that a workbook takes."""
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    expat: Any = parser.parser
    expat.ordered_attributes = False
    expat.StartElementHandler, expat.EndElementHandler = target.start, target.end
    expat.CharacterDataHandler = target.data
    return parser


@lru_cache(1024)
def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def without_namespaces(attributes: Mapping[str, str]) -> Mapping[str, str]:
    """The same attributes by their plain names."""
    for name in attributes:
        if "}" in name:
            return {local(one): value for one, value in attributes.items()}
    return attributes


def _begins(event: Event, name: str) -> bool:
    return event.text is None and event.name == name


def _target(folder: str, target: str) -> str:
    plain = target.replace("\\", "/")
    return plain.lstrip("/") if plain.startswith("/") else posixpath.normpath(posixpath.join(folder, plain))
