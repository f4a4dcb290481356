"""What headquarters hold: records, and what was ruled on some of them. Receiving is a union of such states.

Two of them join as the union of their records and the ruling of the greater counter for each, so neither
order nor repetition nor batching can matter. Everything that headquarters show is worked out from a state.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.sheet import SheetKey


@dataclass(frozen=True, order=True, slots=True)
class Ruling:
    """That a record is admitted, or set aside. `counter` rises with each ruling on it, and only headquarters
    raise it."""

    counter: int
    is_admitted: bool


@dataclass(frozen=True)
class Holdings:
    """The records that are known, by id, and the newest ruling on each that was ruled on. `others`: the
    SHA-256 of files that are kept and are no record: edited outside, without one, or not readable."""

    records: Mapping[str, Record] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    others: frozenset[str] = frozenset()

    def joined(self, other: "Holdings") -> "Holdings":
        """What both hold together."""
        rulings = dict(self.rulings)
        for one, ruling in other.rulings.items():
            rulings[one] = max(rulings.get(one, ruling), ruling)
        return Holdings({**self.records, **other.records}, rulings, self.others | other.others)

    def with_records(self, records: Iterable[Record]) -> "Holdings":
        """The same with some records more."""
        return self.joined(Holdings({record.id: record for record in records}))

    def ruled(self, id_: str, *, is_admitted: bool) -> "Holdings":
        """The same after one more ruling on a record."""
        return self.joined(Holdings({}, {id_: self.next_ruling(id_, is_admitted=is_admitted)}))

    def next_ruling(self, id_: str, *, is_admitted: bool) -> Ruling:
        """The ruling that would hold over those that are known."""
        before = self.rulings.get(id_)
        return Ruling(before.counter + 1 if before else 1, is_admitted)

    def is_taken(self, id_: str) -> bool:
        """Whether a record is admitted: by its ruling, or by itself where there is none, as a sent one is;
        what is not known is not."""
        record, ruling = self.records.get(id_), self.rulings.get(id_)
        if ruling is not None:
            return ruling.is_admitted
        return record is not None and record.kind is RecordKind.SHEET and record.is_sent

    @property
    def digest(self) -> str:
        """SHA-256 in hex over all ids and rulings: equal states have equal ones."""
        lines = [f"record {one}" for one in self.records]
        lines += [f"other {one}" for one in self.others]
        lines += [f"ruling {one} {r.counter} {int(r.is_admitted)}" for one, r in self.rulings.items()]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

    def admitted(self, programme: Programme) -> dict[SheetKey, dict[str, Record]]:
        """The records that count, or take part in what counts, by sheet. A draft that was admitted counts
        until a sending of that revision or a later one is known from the same data file."""
        chosen = {one: record for one, record in self.records.items() if self._is_admitted(one, programme)}
        newest: dict[tuple[SheetKey, str], int] = {}
        for record in chosen.values():
            if record.is_sent:
                place = (sheet_of(record), record.lineage.file)
                newest[place] = max(newest.get(place, 0), record.revision)
        found: dict[SheetKey, dict[str, Record]] = {}
        for one in sorted(chosen):
            record = chosen[one]
            key = sheet_of(record)
            if record.is_sent or newest.get((key, record.lineage.file), 0) < record.revision:
                found.setdefault(key, {})[one] = record
        return found

    def _is_admitted(self, one: str, programme: Programme) -> bool:
        record, ruling = self.records[one], self.rulings.get(one)
        if record.kind is not RecordKind.SHEET or not is_known_to(record, programme):
            return False
        return ruling.is_admitted if ruling else record.is_sent


def sheet_of(record: Record) -> SheetKey:
    """Which sheet a record is of."""
    return SheetKey(record.office, record.period)


def is_known_to(record: Record, programme: Programme) -> bool:
    """Whether a programme has the office, the districts and the columns that a record names."""
    return record.programme == programme.key and not unknown_keys(record, programme)


def unknown_keys(record: Record, programme: Programme) -> tuple[str, ...]:
    """The keys in a record that a programme does not have, or has switched off."""
    known = programme.keys
    named = [record.office] if ("office", record.office) not in known else []
    named += [district for district, _, _ in record.rows if ("district", district) not in known]
    named += [key for _, _, values in record.rows for key in values if ("column", key) not in known]
    return tuple(dict.fromkeys(named))


def let_go(*known: Mapping[Any, Any]) -> None:
    """Empty what nobody needs any more entry by entry. Thousands of records that vanish at once keep every
    other thread waiting for as long as that takes."""
    for one in known:
        while isinstance(one, dict) and one:
            one.popitem()
