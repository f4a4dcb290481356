"""The command that cuts a sheet where months end."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from fieldapp.arguments import AT, FILE, OFFICE, PATH
from fieldapp.console import Surface, chosen, find, opened_store, tell
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.records.recut import first_values, make_parts, misfits, month_parts
from fieldapp.core.sending import obstacle_to_writing, refusal
from fieldapp.core.sheet import STATE, Cell, Sheet, SheetKey
from fieldapp.store.store import Store
from fieldapp.texts.headings import all_headings


@click.command("cut")
@FILE
@click.argument("rows", type=PATH, nargs=-1, required=True, metavar="ROWS.csv...")
@AT
@OFFICE
@click.pass_obj
def cut_(surface: Surface, /, file: Path, rows: Sequence[Path], period: Period, office: str | None) -> int:
    """Cut a sheet where months end. ROWS.csv has the rows of its first part, one more those of the next; the
    last part has what is left. Zeros and rows without operations need not be there."""
    texts, days = surface.texts, month_parts(period)
    if len(rows) != len(days) - 1:
        raise click.UsageError(f"There are {len(days)} parts: ROWS.csv is to be given {len(days) - 1} times.")
    with opened_store(surface, file, writes=True) as store:
        whole = store.sheet(chosen(store, office, period))
        if obstacle := obstacle_to_writing(whole):
            raise refusal(obstacle, period)
        parts = _parts(store, whole, days, rows)
        wrong = misfits(whole, parts)
        for found in wrong:
            place = _place(surface, store, found.cell)
            click.echo(texts(f"cut.{found.kind.value}", place=place), err=True)
        if wrong:
            raise FieldAppError("parts-not-whole", period=period)
        store.cut(whole, parts, texts("cut.why"))
        into = texts.listed([*map(texts.period, days)])
        click.echo(texts("cut.done", whole=period, parts=into))
        return tell(surface, store, find(surface, store, [SheetKey(whole.office, part) for part in days]))


def _parts(store: Store, whole: Sheet, days: Sequence[Period], rows: Iterable[Path]) -> tuple[Sheet, ...]:
    """The parts by what the files say of them. A row that a file has is all that is known of it there."""
    from fieldapp.exchange.rows_csv import read_rows

    known = first_values(whole, store.programme, whole.office)
    for values, part, path in zip(known, days, rows, strict=False):
        blank = store.blank(SheetKey(whole.office, part))
        wanted = read_rows(path, store.programme, blank, all_headings().kinds)
        named = {cell.district for cell in wanted}
        kept = {cell: content for cell, content in values.items() if cell.district not in named}
        values.clear()
        values |= kept | {cell: content for cell, content in wanted.items() if content is not None}
    return make_parts(whole, known, store.programme, whole.office)


def _place(surface: Surface, store: Store, cell: Cell) -> str:
    district = surface.texts.district(cell.district, store.programme)
    if cell.indicator == STATE:
        return district
    return f"{district}, {surface.texts.column(cell.indicator, store.programme)}"
