"""What goes across sheets would be lost with a backup as well, and is told: records without a tally, rulings,
files that are no record."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from fieldapp.core.backups import BackupReason, Prospect
from fieldapp.core.hq.choice import Decisions
from fieldapp.core.programme import Programme
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.store.digests import ACROSS_TABLES
from fieldapp.store.restore import foresee
from fieldapp.store.store import Store
from fieldapp.texts.backups import beyond_words, loss_words
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.core.hq.histories import arrival_of, edited
from tests.data_files import empty_file
from tests.store.hq.test_receiving import AP, NOW, a_life, fill


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    path = empty_file(tmp_path / "hq.fieldapp")
    with closing(Store(path, "Leyla", lambda: NOW)) as store:
        yield store


def kept(store: Store) -> Path:
    made = datetime(2026, 1, 1, 9, 0)
    return back_up(store.path, backup_folder(store.path), made, BackupReason.ASKED, is_open=True)


def told(store: Store, backup: Path) -> Prospect:
    return foresee(store.path, backup, is_open=True)


def test_records_rulings_and_other_files_that_the_backup_does_not_have_are_told(
    desk: Store, programme: Programme
) -> None:
    """An edited file and a ruling on an older record change no cell of any sheet."""
    life = a_life(programme)
    fill(life, uxo=12, ap_mines=1)
    first = life.send()
    fill(life, uxo=14)
    second = life.send()
    arrivals = [arrival_of(first, programme), arrival_of(second, programme)]
    desk.receive(desk.plan(arrivals))
    backup = kept(desk)
    desk.receive(desk.plan([edited(arrivals[0], {AP: 9})]))
    desk.receive(decisions=Decisions(rulings={first.id: False}, why="sent by mistake"))

    prospect = told(desk, backup)

    assert prospect.lost == ()
    assert prospect.beyond == {"ruling": 1, "file": 1}
    assert beyond_words(prospect, read_texts("en")) == "1 ruling and 1 file that is kept"
    assert (
        loss_words(prospect, read_texts("en"))
        == "Beside the sheets, this would be lost: 1 ruling and 1 file that is kept."
    )


def test_with_the_same_records_and_rulings_nothing_would_be_lost(desk: Store, programme: Programme) -> None:
    life = a_life(programme)
    fill(life, uxo=12)
    before = kept(desk)
    desk.receive(desk.plan([arrival_of(life.send(), programme)]))

    assert told(desk, before).beyond == {"record": 1}
    assert told(desk, kept(desk)).beyond == {}


def test_every_table_that_goes_across_sheets_is_compared_and_has_its_words(desk: Store) -> None:
    follows = {"link", "recut"}
    tables = desk.rows_across().keys()

    assert tables == {*ACROSS_TABLES, "file"} - follows
    for language in LANGUAGES:
        for table in tables:
            for count in (1, 2, 5):
                assert str(count) in read_texts(language)(f"backups.across-{table}", n=count)
