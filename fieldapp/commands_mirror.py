"""The command that feeds a mirror of headquarters' file in PostgreSQL."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from fieldapp.arguments import FILE, JSON
from fieldapp.console import DONE, Surface, opened_store, print_json
from fieldapp.core.hq.board import make_board
from fieldapp.core.hq.counting import Counted
from fieldapp.core.hq.mirrored import Mirrored, MirrorSheet, board_span, mirror_revisions, mirror_sheet
from fieldapp.core.sheet import SheetKey
from fieldapp.store.store import Store


@click.command("mirror")
@FILE
@click.argument("address", metavar="postgresql://…")
@click.option("--take-over", is_flag=True, help="Whatever the mirror holds of this programme is replaced.")
@JSON
@click.pass_obj
def mirror_(surface: Surface, /, file: Path, address: str, take_over: bool, as_json: bool) -> int:
    """Have a PostgreSQL database hold what headquarters' file holds; the file is only read."""
    from fieldapp.exchange.mirror.mirror import feed_mirror, mirror_answer

    now = surface.now()
    with surface.connect(address) as link, opened_store(surface, file) as store, store.one_moment():
        store.require_own_format()
        counted = store.counted()

        def read(keys: Iterable[SheetKey]) -> Iterator[MirrorSheet]:
            return (mirror_sheet(*store.stood(key), counted.get(key)) for key in keys)

        source = mirrored(store, counted, now)
        done = feed_mirror(link, source, read, store.comes_from, now, take_over=take_over)
    if as_json:
        print_json(mirror_answer(done))
    else:
        told = "mirror.unchanged" if done.is_unchanged else "mirror.fed"
        click.echo(surface.texts(told, n=done.sheets, tallies=done.tallies, seq=str(done.to_seq)))
    return DONE


def mirrored(store: Store, counted: Counted, now: datetime) -> Mirrored:
    """All that a mirror of a file holds, but for the cells of its sheets."""
    mark, held = store.mark(), store.holdings()
    received = {one: receipt.at for one, receipt in store.receipts().items()}
    prints = store.sheet_prints(counted)
    span = board_span(prints, now.date())
    board = make_board(held, counted, received, store.published_at(), store.programme, span, now)
    return Mirrored(
        programme=store.programme,
        definition=store.definition(),
        owner=store.file,
        mark=mark,
        sheets=prints,
        revisions=mirror_revisions(held, counted, received, store.programme),
        weeks=tuple(square for row in board.squares.values() for square in row.values()),
        until=span.end,
        publications=store.publications(),
    )
