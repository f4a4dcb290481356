"""A data package (Frictionless, version 2): the figures as CSV tables, with a description for machines.

Persons are not named in it; what an office wrote to its figures is.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from fieldapp.core.interchange.extract import Extract, Holding
from fieldapp.core.numbers import decimal_text
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.records.seal import check_code
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, RowState
from fieldapp.exchange.interchange.elements import aside_of
from fieldapp.exchange.interchange.long_csv import csv_text_of, sheet_report
from fieldapp.texts.texts import Texts

DESCRIPTION = "datapackage.json"
_PACKAGE_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"

TableRow = Mapping[str, str]


@dataclass(frozen=True)
class TableField:
    """A column of a table. `rules`: what the description says of it beside its name and type."""

    name: str
    type: str = "string"
    rules: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DataTable:
    """A resource of the package. `refers`: a column to the table whose column of its own name it names."""

    name: str
    fields: Sequence[TableField]
    rows: Sequence[TableRow]
    key: Sequence[str]
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """What its file is called."""
        return f"{self.name}.csv"


_REQUIRED = {"constraints": {"required": True}}
_AT_LEAST_0 = {"constraints": {"minimum": 0}}


def data_package(extract: Extract, texts: Texts) -> dict[str, bytes]:
    """The files of a package by name, its description last. Raises FieldAppError `parts-overlap`."""
    tables = [
        _tallies(extract, texts),
        _districts(extract.programme),
        _offices(extract.programme),
        _indicators(extract.programme),
        _revisions(extract),
    ]
    files = {
        table.path: csv_text_of([one.name for one in table.fields], table.rows).encode() for table in tables
    }
    told = _description(extract, texts, [_resource(table, files[table.path]) for table in tables])
    return {**files, DESCRIPTION: (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()}


def _description(extract: Extract, texts: Texts, resources: list[dict[str, Any]]) -> dict[str, Any]:
    programme, period = extract.programme, extract.period
    aside = aside_of(extract, texts)
    return {
        "$schema": _PACKAGE_SCHEMA,
        "name": f"{programme.key}-{extract.office}-{period.start}-{period.end}",
        "title": texts("interchange.package", name=texts.names(programme.names), period=period),
        **({"description": " ".join(aside)} if aside else {}),
        "version": programme.version,
        "created": extract.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "resources": resources,
    }


def _resource(table: DataTable, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "$schema": _TABLE_SCHEMA,
            "fields": [{"name": one.name, "type": one.type, **one.rules} for one in table.fields],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": _foreign_keys(table)} if table.refers else {}),
        },
    }


def _foreign_keys(table: DataTable) -> list[dict[str, Any]]:
    return [
        {"fields": [column], "reference": {"resource": resource, "fields": [key]}}
        for column, (resource, key) in table.refers.items()
    ]


def _tallies(extract: Extract, texts: Texts) -> DataTable:
    fields = [
        *(TableField(name, rules=_REQUIRED) for name in ("office",)),
        *(TableField(name, "date", _REQUIRED) for name in ("period_start", "period_end")),
        *(TableField(name, rules=_REQUIRED) for name in ("district", "indicator")),
        TableField(
            "state", rules={"constraints": {"required": True, "enum": [one.value for one in RowState]}}
        ),
        TableField("value", "number", _AT_LEAST_0),
        TableField("unit", rules=_REQUIRED),
        TableField("comment"),
        TableField("revision", "integer", {"constraints": {"required": True, "minimum": 1}}),
        TableField(
            "status", rules={"constraints": {"required": True, "enum": [one.value for one in Status]}}
        ),
        TableField("revision_id"),
    ]
    rows = [
        row
        for holding, districts in extract.counted()
        for row in _tallies_of(extract, holding, districts, texts)
    ]
    key = ["office", "period_start", "period_end", "district", "indicator"]
    refers = {
        "office": ("offices", "office"),
        "district": ("districts", "district"),
        "indicator": ("indicators", "indicator"),
        "revision_id": ("revisions", "revision_id"),
    }
    return DataTable("tallies", fields, rows, key, refers)


def _tallies_of(
    extract: Extract, holding: Holding, districts: Iterable[str], texts: Texts
) -> Iterator[dict[str, str]]:
    sheet, aside = holding.sheet, aside_of(extract, texts)
    about = {
        "office": sheet.office,
        "period_start": sheet.period.start.isoformat(),
        "period_end": sheet.period.end.isoformat(),
        "revision": str(holding.standing.revision),
        "status": holding.standing.status.value,
        "revision_id": _revision_of(extract, holding),
    }
    for district in districts:
        for indicator in extract.programme.active:
            value = sheet.value(district, indicator.key)
            note = sheet.notes.get(Cell(district, indicator.key), "")
            yield {
                **about,
                "district": district,
                "indicator": indicator.key,
                "state": sheet.state(district).value,
                "value": "" if value is None else decimal_text(value, indicator.unit),
                "unit": indicator.unit.value,
                "comment": "\n".join(filter(None, [*aside, note])),
            }


def _revision_of(extract: Extract, holding: Holding) -> str:
    """The record that says just what the sheet says, if it was sent."""
    if holding.standing.status is not Status.SENT:
        return ""
    rows = sorted(sheet_report(extract, holding).sealed_rows, key=lambda row: row[0])
    said = [(district, state, _numbers(values)) for district, state, values in rows]
    for record in reversed(holding.sent):
        if [(district, state, _numbers(values)) for district, state, values in record.rows] == said:
            return record.id
    return ""


def _numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _revisions(extract: Extract) -> DataTable:
    fields = [
        TableField("revision_id", rules={"constraints": {"required": True, "pattern": "[0-9a-f]{64}"}}),
        TableField("office", rules=_REQUIRED),
        *(TableField(name, "date", _REQUIRED) for name in ("period_start", "period_end")),
        TableField("revision", "integer", {"constraints": {"required": True, "minimum": 1}}),
        TableField("status", rules=_REQUIRED),
        TableField("check_code", rules=_REQUIRED),
        TableField("sealed_at", "datetime"),
        TableField("reason"),
        TableField("parents"),
        TableField("programme_version"),
    ]
    records = {
        record.id: record
        for holding in extract.asked
        for record in holding.records
        if record.kind is RecordKind.SHEET
    }
    refers = {"office": ("offices", "office")}
    return DataTable("revisions", fields, [*map(_revision, records.values())], ["revision_id"], refers)


def _revision(record: Record) -> TableRow:
    return {
        "revision_id": record.id,
        "office": record.office,
        "period_start": record.period.start.isoformat(),
        "period_end": record.period.end.isoformat(),
        "revision": str(record.revision),
        "status": "sent" if record.is_sent else "draft",
        "check_code": check_code(record.figures, record.period),
        "sealed_at": _moment(record.sealed_at),
        "reason": record.reason,
        "parents": " ".join(record.lineage.parents),
        "programme_version": record.version,
    }


def _districts(programme: Programme) -> DataTable:
    fields = [
        TableField("district", rules=_REQUIRED),
        *_name_fields("name", programme),
        TableField("kind", rules=_REQUIRED),
        TableField("code"),
        TableField("region", rules=_REQUIRED),
        *_name_fields("region", programme),
        *(TableField(name, "date") for name in ("valid_from", "valid_to")),
    ]
    rows = [
        {
            "district": one.key,
            **_names("name", one.names, programme),
            "kind": one.kind,
            "code": one.code or "",
            "region": one.region,
            **_names("region", programme.region(one.region).names, programme),
            "valid_from": _day(one.valid_from),
            "valid_to": _day(one.valid_to),
        }
        for one in programme.districts
    ]
    return DataTable("districts", fields, rows, ["district"])


def _offices(programme: Programme) -> DataTable:
    fields = [
        TableField("office", rules=_REQUIRED),
        *_name_fields("name", programme),
        TableField("organisation"),
    ]
    rows = [
        {
            "office": one.key,
            **_names("name", one.names, programme),
            "organisation": one.organisation or "",
        }
        for one in programme.offices
    ]
    return DataTable("offices", fields, rows, ["office"])


def _indicators(programme: Programme) -> DataTable:
    fields = [
        *(TableField(name, rules=_REQUIRED) for name in ("indicator", "unit")),
        *_name_fields("name", programme),
        *_name_fields("definition", programme),
    ]
    rows = [
        {
            "indicator": one.key,
            "unit": one.unit.value,
            **_names("name", one.names, programme),
            **_names("definition", one.definitions, programme),
        }
        for one in programme.active
    ]
    return DataTable("indicators", fields, rows, ["indicator"])


def _name_fields(what: str, programme: Programme) -> list[TableField]:
    return [TableField(f"{what}_{language}") for language in programme.languages]


def _names(what: str, names: Mapping[str, str], programme: Programme) -> dict[str, str]:
    return {f"{what}_{language}": names.get(language, "") for language in programme.languages}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
