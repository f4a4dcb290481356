"""Feeding a mirror: what is there is compared, what differs is put in its place, all in one transaction with
the mark of how far the file was. Killed at any moment, the mirror is as before or as after."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.mirrored import FileMark, Mirrored, MirrorPoint, MirrorSheet
from fieldapp.core.period import Period
from fieldapp.core.sheet import SheetKey
from fieldapp.exchange.mirror.link import MirrorLink
from fieldapp.exchange.mirror.rows import (
    MIRROR_COLUMNS,
    MirrorRow,
    batches,
    opening_row,
    programme_rows,
    publication_row,
    put_statement,
    revision_rows,
    sheet_row,
    tally_rows,
    week_rows,
)
from fieldapp.exchange.mirror.tables import MIRROR_FACTS, MIRROR_FORM, TABLES, VIEWS

_IS_THERE = """SELECT 1 FROM information_schema.tables
    WHERE table_schema = 'fieldapp' AND table_name = 'form'"""
_FIRST = """INSERT INTO fieldapp.programme (programme, owner, version, name_en, definition, definition_digest)
    VALUES (%s, %s::uuid, '', '', '', '') ON CONFLICT (programme) DO NOTHING"""
_LOCK = """SELECT CAST(owner AS text), mirrored_seq, mirrored_history, mirrored_link, mirrored_state,
    definition_digest, board_until FROM fieldapp.programme WHERE programme = %s FOR UPDATE"""
_DONE = """UPDATE fieldapp.programme SET owner = %s::uuid, version = %s, name_en = %s, definition = %s,
    definition_digest = %s, mirrored_seq = %s, mirrored_history = %s, mirrored_link = %s, mirrored_state = %s,
    board_until = %s, mirrored_at = %s WHERE programme = %s"""
_SHEETS = "SELECT office, period_start, period_end, digest FROM fieldapp.sheet WHERE programme = %s"
_DAYS = """(office, period_start, period_end) IN
    (SELECT * FROM unnest(%s::text[], %s::date[], %s::date[]))"""


@dataclass(frozen=True)
class MirrorOutcome:
    """What feeding a mirror did: from which mark to which, how many sheets and cells were put."""

    programme: str
    from_seq: int
    to_seq: int
    sheets: int = 0
    tallies: int = 0
    is_unchanged: bool = False


def feed_mirror(
    link: MirrorLink,
    programme: str,
    here: MirrorPoint,
    source_of: Callable[[], Mirrored],
    read: Callable[[Iterable[SheetKey]], Iterable[MirrorSheet]],
    comes_from: Callable[[int, str], bool],
    now: datetime,
    *,
    take_over: bool = False,
) -> MirrorOutcome:
    """Have the mirror of a programme hold what its file holds. `here`: how far the file is; `source_of` gives
    what it holds, `read` the cells of sheets, both asked only where there is something to do; `comes_from`
    tells whether the file went through a moment; `take_over`: whatever the mirror holds, of whichever file.

    Raises FieldAppError `mirror-newer`, `mirror-owned`, `mirror-ahead`, `mirror-refused`.
    """
    is_made = make_tables(link)
    mark = here.mark
    there = hold(link, programme, here.owner)
    if not take_over:
        _require_later(there, here, comes_from)
        if there == here and not is_made:
            return MirrorOutcome(programme, there.mark.seq, mark.seq, is_unchanged=True)
    else:
        for table in MIRROR_FACTS[:-1]:
            link.run(f"DELETE FROM fieldapp.{table} WHERE programme = %s", [programme])
    source = source_of()
    before = _sheets_in(link, programme)
    wanted = [key for key, print_ in sorted(source.sheets.items()) if before.get(key) != print_]
    _drop_sheets(link, programme, [*wanted, *(before.keys() - source.sheets.keys())])
    sheets, tallies = _put_sheets(link, source, read(wanted), mark.seq)
    _put_others(link, source, mark.seq, now)
    told = (here.owner, source.programme.version, source.programme.names.get("en", programme))
    definition = (source.definition, here.definition)
    at = (mark.seq, mark.history, mark.link, mark.state, here.until, now)
    link.run(_DONE, [*told, *definition, *at, programme])
    link.commit()
    return MirrorOutcome(programme, there.mark.seq, mark.seq, sheets, tallies)


def make_tables(link: MirrorLink) -> bool:
    """Make the tables and views where they are not there, or are of a form before; whether anything was made.

    Raises FieldAppError `mirror-newer`.
    """
    numbers = link.run("SELECT max(number) FROM fieldapp.form") if link.run(_IS_THERE) else []
    form = numbers[0][0] if numbers else None
    if form is None or form < MIRROR_FORM:
        for statement in (*TABLES, *VIEWS):
            link.run(statement)
        link.run("INSERT INTO fieldapp.form VALUES (%s) ON CONFLICT (number) DO NOTHING", [MIRROR_FORM])
        link.commit()
        return True
    if form > MIRROR_FORM:
        raise FieldAppError("mirror-newer")
    return False


def hold(link: MirrorLink, programme: str, owner: str) -> MirrorPoint:
    """Lock the row of a programme, made first where there is none, and tell what it says."""
    link.run(_FIRST, [programme, owner])
    ((whose, seq, history, chain, state, digest, until),) = link.run(_LOCK, [programme])
    return MirrorPoint(whose, FileMark(seq, history, chain, state), digest, until)


def _require_later(there: MirrorPoint, here: MirrorPoint, comes_from: Callable[[int, str], bool]) -> None:
    """Raises FieldAppError `mirror-owned` where it is of another file, `mirror-ahead` where this file is no
    later state of the one it is of."""
    before, now = there.mark, here.mark
    if not before.state:
        return  # nothing was ever put
    if there.owner != here.owner:
        raise FieldAppError("mirror-owned", owner=there.owner, file=here.owner)
    if before.seq > now.seq or not comes_from(before.history, before.link):
        raise FieldAppError("mirror-ahead", there=str(before.seq), here=str(now.seq))


def _sheets_in(link: MirrorLink, programme: str) -> dict[SheetKey, str]:
    rows = link.run(_SHEETS, [programme])
    return {SheetKey(office, Period(start, end)): digest for office, start, end, digest in rows}


def _drop_sheets(link: MirrorLink, programme: str, keys: Iterable[SheetKey]) -> None:
    """Take sheets out whole, so that no cell stays that a sheet does not have any more."""
    days = ((key.office, key.period.start, key.period.end) for key in keys)
    for columns in batches(days, 3):
        for table in ("tally", "sheet"):
            link.run(f"DELETE FROM fieldapp.{table} WHERE programme = %s AND {_DAYS}", [programme, *columns])


def _put_sheets(
    link: MirrorLink, source: Mirrored, sheets: Iterable[MirrorSheet], seq: int
) -> tuple[int, int]:
    heads, cells = list[MirrorRow](), 0

    def rows() -> Iterator[MirrorRow]:
        nonlocal cells
        for sheet in sheets:
            heads.append(sheet_row(sheet, source.sheets[sheet.key], seq))
            for row in tally_rows(sheet, seq):
                cells += 1
                yield row

    put_rows(link, source.programme.key, "tally", rows())
    put_rows(link, source.programme.key, "sheet", heads)
    return len(heads), cells


def _put_others(link: MirrorLink, source: Mirrored, seq: int, now: datetime) -> None:
    """Everything but the sheets; records keep their texts, all else is put anew."""
    programme = source.programme.key
    known = link.run("SELECT revision_id FROM fieldapp.revision WHERE programme = %s", [programme])
    gone = {one for (one,) in known} - {one.record.id for one in source.revisions}
    link.run(
        "DELETE FROM fieldapp.revision WHERE programme = %s AND revision_id = ANY(%s::text[])",
        [programme, sorted(gone)],
    )
    texts_there = frozenset(one for (one,) in known)
    put_rows(link, programme, "revision", revision_rows(source, texts_there, seq))
    others: Mapping[str, Iterable[MirrorRow]] = {
        **programme_rows(source.programme),
        "week": week_rows(source, now),
        "publication": map(publication_row, source.publications),
        "opening": map(opening_row, source.openings),
    }
    for table, rows in others.items():
        link.run(f"DELETE FROM fieldapp.{table} WHERE programme = %s", [programme])
        put_rows(link, programme, table, rows)


def put_rows(link: MirrorLink, programme: str, table: str, rows: Iterable[MirrorRow]) -> None:
    """Put rows of a programme into a table."""
    statement, width = put_statement(table), len(MIRROR_COLUMNS[table])
    for columns in batches(rows, width):
        link.run(statement, [programme, *columns])


def mirror_answer(outcome: MirrorOutcome) -> dict[str, Any]:
    """`mirror --json`."""
    return {
        "programme": outcome.programme,
        "from_seq": outcome.from_seq,
        "to_seq": outcome.to_seq,
        "sheets": outcome.sheets,
        "tallies": outcome.tallies,
        "unchanged": outcome.is_unchanged,
    }
