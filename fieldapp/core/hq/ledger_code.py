"""One code for all that an office has sent in a year: equal at both ends if nothing was lost."""

import hashlib
from collections.abc import Iterable

from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.records.seal import ALPHABET

_SYMBOLS = 8


def ledger_code(records: Iterable[Record], office: str, year: int) -> str:
    """`7KQ4-W9TC` (1 in 110,000 million by chance), over the ids of all records of sheets of an office whose
    period begins in a year, whoever made them; in whatever order they came."""
    ids = sorted({record.id for record in records if _is_in(record, office, year)})
    number = int(hashlib.sha256("\n".join(ids).encode()).hexdigest(), 16)
    symbols = []
    for _ in range(_SYMBOLS):
        number, symbol = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[symbol])
    return f"{''.join(symbols[:4])}-{''.join(symbols[4:])}"


def years_of(records: Iterable[Record], office: str) -> tuple[int, ...]:
    """The years in which periods of an office begin of which there is a record."""
    found = {record.period.start.year for record in records if record.office == office}
    return tuple(sorted(found))


def _is_in(record: Record, office: str, year: int) -> bool:
    is_sheet = record.kind is RecordKind.SHEET and record.is_sent
    return is_sheet and record.office == office and record.period.start.year == year
