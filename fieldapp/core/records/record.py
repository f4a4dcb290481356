"""The record of what left the house: a text of one line per fact, whose digest is its name for ever.

It stands in the workbook and in the data files of whoever sent or received it. Who writes a new kind of line
puts it right above `figures`: an app that does not know it keeps it, under the same name.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from fieldapp.core.characters import on_one_line
from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period, read_period
from fieldapp.core.records.fact_lines import (
    answer_line,
    answer_named,
    cell_named,
    control_line,
    control_named,
    note_named,
)
from fieldapp.core.records.limits import (
    read_days,
    read_district_row,
    read_id,
    read_ids,
    read_moment,
    read_revision,
    read_typed,
)
from fieldapp.core.records.seal import SealedRow, canonical_bytes, exact_text, read_exact, read_row, row_text
from fieldapp.core.sheet import CONTROL, Cell, RowState

RECORD_HEAD = "fieldapp record 2"
_DEFINITION_DIGITS = 16
_SENT = {True: "sent", False: "draft"}
_NONE = "-"
_ONCE = frozenset(
    {"kind", "programme", "office", "period", "revision", "status", "file", "recut", "sealed", "by"}
    | {"verified", "reason", "form", "figures"}
)
_MANY = frozenset({"parent", "before", "part", "row", "control", "organisation", "note", "open", "answer"})


class RecordKind(StrEnum):
    """What a workbook is. Only a SHEET is ever counted; an ANSWER goes from headquarters to an office."""

    SHEET = "sheet"
    SUMMARY = "summary"
    TEMPLATE = "template"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Recut:
    """A sheet that was cut: `of`: the id of its record; `parts`: the periods of all its parts."""

    of: str
    parts: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class WorkbookForm:
    """How a workbook was written. `number` rises with its layout; `order`: the list order of places, None for
    the usual ones."""

    language: str
    order: str | None
    number: int = 3


@dataclass(frozen=True)
class Lineage:
    """Where a record comes from. `file`: the uuid of the data file that makes it; `parents`: the ids of the
    records it is made from, `before`: of all that those come from; `parts`: what a summary adds up, as
    `part_of` says it; `left_open`: cells in dispute, of which it says nothing."""

    file: str = ""
    parents: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    recut: Recut | None = None
    parts: tuple[str, ...] = ()
    left_open: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Record:
    """What a workbook stands for; the same for any order in which its facts are given.

    `definition`: the first digits of the digest of the programme's definition; `sealed_at`: to the second,
    shown and never used to order. `controls`: by `Cell(CONTROL, indicator)` for a column and by
    `Cell(district, sum)` for a row. `answers`: why warnings are right, as they were when it was made.
    `unknown`: lines of a newer app. Numbers are in stored units.
    """

    kind: RecordKind
    programme: str
    version: str
    definition: str
    office: str
    period: Period
    revision: int
    is_sent: bool
    lineage: Lineage = Lineage()
    sealed_at: datetime | None = None
    by: str = ""
    verified_by: str = ""
    reason: str = ""
    rows: tuple[SealedRow, ...] = ()
    controls: Mapping[Cell, Value] = field(default_factory=dict)
    organisations: tuple[str, ...] = ()
    form: WorkbookForm | None = None
    notes: Mapping[Cell, str] = field(default_factory=dict)
    answers: tuple[WarningAnswer, ...] = ()
    unknown: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        line, at = self.lineage, self.sealed_at
        recut = line.recut and Recut(line.recut.of, tuple(sorted({*line.recut.parts})))
        parents, before, parts = (tuple(sorted({*some})) for some in (line.parents, line.before, line.parts))
        controls = sorted(self.controls, key=lambda cell: (cell.district != CONTROL, cell))
        plain = {
            **{name: _nfc(getattr(self, name)) for name in ("version", "by", "verified_by", "reason")},
            "definition": self.definition[:_DEFINITION_DIGITS],
            "lineage": Lineage(line.file, parents, before, recut, parts, tuple(sorted({*line.left_open}))),
            "sealed_at": at and at.astimezone(UTC).replace(microsecond=0),
            "rows": tuple(read_row(row_text(row)) for row in sorted(self.rows, key=lambda row: row[0])),
            "controls": {cell: read_exact(exact_text(self.controls[cell])) for cell in controls},
            "organisations": tuple(sorted({*self.organisations})),
            "notes": {cell: _nfc(self.notes[cell]) for cell in sorted(self.notes) if self.notes[cell]},
            "answers": tuple(answer_named(answer_line(one)) for one in sorted(self.answers, key=answer_line)),
            "unknown": tuple(map(_nfc, self.unknown)),
        }
        for name, value in plain.items():
            object.__setattr__(self, name, value)

    @property
    def figures(self) -> str:
        """The digest of the figures: the check code is eight symbols of it."""
        content = canonical_bytes(self.programme, self.office, self.period, self.revision, self.rows)
        return hashlib.sha256(content).hexdigest()

    @cached_property
    def id(self) -> str:
        """The SHA-256 of all lines above it, each with its line end, in hex."""
        return _digest(self._lines)

    @property
    def text(self) -> str:
        """The record as it is kept: lines that end with a line feed, the last of them its id."""
        return "".join(f"{line}\n" for line in (*self._lines, f"id {self.id}"))

    @property
    def ancestors(self) -> frozenset[str]:
        """The ids of all records that this one comes from."""
        return frozenset({*self.lineage.parents, *self.lineage.before})

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        line, form, recut = self.lineage, self.form, self.lineage.recut
        once = {
            "kind": self.kind.value,
            "programme": f"{self.programme} {on_one_line(self.version)} {self.definition or _NONE}",
            "office": self.office,
            "period": str(self.period),
            "revision": str(self.revision),
            "status": _SENT[self.is_sent],
            "file": line.file,
        }
        more = {
            "recut": recut and " ".join([recut.of, *map(str, recut.parts)]),
            "sealed": self.sealed_at and f"{self.sealed_at:%Y-%m-%dT%H:%M:%SZ}",
            "by": on_one_line(self.by),
            "verified": on_one_line(self.verified_by),
            "reason": on_one_line(self.reason),
        }
        controls = [control_line(cell, value) for cell, value in self.controls.items()]
        notes = [f"{cell.district} {cell.indicator} {on_one_line(note)}" for cell, note in self.notes.items()]
        return (
            RECORD_HEAD,
            *(f"{word} {said}" for word, said in once.items() if said),
            *(f"parent {one}" for one in line.parents),
            *(f"before {one}" for one in line.before),
            *(f"part {one}" for one in line.parts),
            *(f"{word} {said}" for word, said in more.items() if said),
            *(f"row {row_text(row)}" for row in self.rows),
            *(f"control {control}" for control in controls),
            *(f"organisation {key}" for key in self.organisations),
            *([f"form {form.number} {form.language} {form.order or _NONE}"] if form else []),
            *(f"note {note}" for note in notes),
            *(f"open {cell.district} {cell.indicator}" for cell in line.left_open),
            *(f"answer {answer_line(one)}" for one in self.answers),
            *self.unknown,
            f"figures {self.figures}",
        )


def read_record(text: str) -> Record:
    """The record in a text, with the lines that this app does not know kept as they are.

    Raises FieldAppError `record-altered` (its id is not that of its lines), `record-newer`, `record-doubled`
    (`line`: the one that says again what another says) or `record-wrong`.
    """
    *lines, last = _nfc(text).removesuffix("\n").split("\n")
    if not lines or last != f"id {_digest(lines)}":
        raise FieldAppError("record-altered")
    if lines[0] != RECORD_HEAD:
        raise FieldAppError("record-newer")
    try:
        record = _record(_sorted(lines[1:]))
    except (ValueError, ArithmeticError, KeyError) as error:
        raise FieldAppError("record-wrong") from error
    except FieldAppError as error:
        raise error if error.code == "record-doubled" else FieldAppError("record-wrong") from error
    if not {state for _, state, _ in record.rows} <= {*RowState} or record.text != "".join(
        f"{line}\n" for line in (*lines, last)
    ):
        raise FieldAppError("record-wrong")
    return record


@dataclass
class _Facts:
    """Lines without their first word, by that word."""

    once: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=lambda: {word: [] for word in _MANY})
    unknown: list[str] = field(default_factory=list)


def _sorted(lines: Iterable[str]) -> _Facts:
    facts, said = _Facts(), set()
    for line in lines:
        word, _, rest = line.partition(" ")
        subject = _subject(word, line)
        if subject in said:
            raise FieldAppError("record-doubled", line=line)
        said.add(subject)
        if word in _ONCE:
            facts.once[word] = rest
        elif word in _MANY:
            facts.many[word].append(rest)
        else:
            facts.unknown.append(line)
    return facts


def _subject(word: str, line: str) -> str:
    """What a line speaks of, and no second one may."""
    match word:
        case "row":
            return " ".join(line.split(" ")[:2])
        case "note" | "answer":
            return " ".join(line.split(" ")[:3])
        case "control":
            return line.partition("=")[0]
        case _:
            return word if word in _ONCE else line


def _record(facts: _Facts) -> Record:
    once, many = facts.once, facts.many
    programme, _, rest = once["programme"].partition(" ")
    version, _, definition = rest.rpartition(" ")
    parents, before = (read_ids(many[word]) for word in ("parent", "before"))
    recut = _recut(once["recut"]) if "recut" in once else None
    return Record(
        kind=RecordKind(once["kind"]),
        programme=programme,
        version=read_typed(version),
        definition=definition if definition != _NONE else "",
        office=once["office"],
        period=read_days(once["period"], once["kind"]),
        revision=read_revision(once["revision"]),
        is_sent=once["status"] == _SENT[True],
        lineage=Lineage(
            once.get("file", ""), parents, before, recut, (*many["part"],), (*map(cell_named, many["open"]),)
        ),
        sealed_at=read_moment(once["sealed"]) if "sealed" in once else None,
        by=read_typed(once.get("by", "")),
        verified_by=read_typed(once.get("verified", "")),
        reason=read_typed(once.get("reason", "")),
        rows=tuple(map(read_district_row, many["row"])),
        controls=dict(map(control_named, many["control"])),
        organisations=tuple(many["organisation"]),
        form=_form(once["form"]) if "form" in once else None,
        notes=dict(map(note_named, many["note"])),
        answers=tuple(map(answer_named, many["answer"])),
        unknown=tuple(facts.unknown),
    )


def _recut(text: str) -> Recut:
    of, *parts = text.split(" ")
    return Recut(read_id(of), tuple(map(read_period, parts)))


def _form(text: str) -> WorkbookForm:
    number, language, order = text.split(" ")
    return WorkbookForm(language, None if order == _NONE else order, int(number))


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode("utf-8", "replace")).hexdigest()


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
