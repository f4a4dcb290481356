"""The command that feeds a mirror of headquarters' file in PostgreSQL."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path

import click

from fieldapp.arguments import FILE, JSON
from fieldapp.console import DONE, Surface, opened_store, print_json
from fieldapp.core.hq.board import make_board
from fieldapp.core.hq.counting import Counted
from fieldapp.core.hq.mirrored import (
    Mirrored,
    MirrorPoint,
    MirrorSheet,
    board_end,
    board_span,
    mirror_revisions,
    mirror_sheet,
)
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
        programme, until = store.programme, board_end(now.date())
        here = MirrorPoint(store.file, store.mark(), programme.digest, until)
        reads = _Reads(store, now)
        done = feed_mirror(
            link, programme.key, here, reads.all, reads.sheets, store.comes_from, now, take_over=take_over
        )
    if as_json:
        print_json(mirror_answer(done))
    else:
        told = "mirror.unchanged" if done.is_unchanged else "mirror.fed"
        click.echo(surface.texts(told, n=done.sheets, tallies=done.tallies, seq=str(done.to_seq)))
    return DONE


class _Reads:
    """Reads an open file for a mirror, as far as it is asked."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now

    @cached_property
    def _counted(self) -> Counted:
        return self._store.counted()

    def all(self) -> Mirrored:
        """All that a mirror holds, but for the cells of sheets."""
        store, held, counted = self._store, self._store.holdings(), self._counted
        received = {one: receipt.at for one, receipt in store.receipts().items()}
        prints = store.sheet_prints(counted)
        span, published = board_span(prints, self._now.date()), store.published_at()
        board = make_board(held, counted, received, published, store.programme, span, self._now)
        return Mirrored(
            programme=store.programme,
            definition=store.definition(),
            sheets=prints,
            revisions=mirror_revisions(held, counted, received, store.programme),
            weeks=tuple(square for row in board.squares.values() for square in row.values()),
            publications=store.mirrored_publications(),
            openings=store.mirrored_openings(),
        )

    def sheets(self, keys: Iterable[SheetKey]) -> Iterator[MirrorSheet]:
        """Sheets with their cells. Raises FieldAppError `sheet-damaged`."""
        for key in keys:
            sheet, standing = self._store.stood(key)
            yield mirror_sheet(sheet, standing, self._counted.get(key), self._store.history(key))
