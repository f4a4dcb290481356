"""What headquarters make of a second laptop, a reinstallation, a restored backup, a rebuilt file."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp.core.backups import BackupReason
from fieldapp.core.edits import make_edits
from fieldapp.core.hq.plan import Verdict
from fieldapp.core.period import read_period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell, Content, SheetKey
from fieldapp.resources import programme_text
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.store.hq.overview import answer_to
from fieldapp.store.restore import restore
from fieldapp.store.store import Store, create_store
from tests.core.hq.histories import OFFICE, arrival_of

WEEK = read_period("2025-W11")
KEY, UXO, AP = SheetKey(OFFICE, WEEK), Cell("agdam", "uxo"), Cell("fuzuli", "ap_mines")
NOW = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
Open = Callable[[str], Store]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Open]:
    """Opens the data file of a name, a new one where there is none; all are closed with the test."""
    with ExitStack() as stack:

        def opened(name: str) -> Store:
            path = tmp_path / name / "week.fieldapp"
            if not path.exists():
                path.parent.mkdir()
                create_store(path, programme_text("azerbaijan"), "hq" if name == "hq" else OFFICE)
            return stack.enter_context(closing(Store(path, "Leyla", lambda: NOW)))

        yield opened


@pytest.fixture
def desk(laptop: Open) -> Store:
    """The file of headquarters."""
    return laptop("hq")


@pytest.fixture
def receive(desk: Store, programme: Programme) -> Callable[[Record], Verdict]:
    """Have headquarters receive the workbook of a record."""

    def received(record: Record) -> Verdict:
        plan = desk.plan([arrival_of(record, programme)])
        desk.receive(plan)
        return plan.files[0].verdict

    return received


Receive = Callable[[Record], Verdict]


def send(store: Store, **wanted: int) -> Record:
    """Correct cells and send the sheet."""
    cells = {"uxo": UXO, "ap": AP, "control": Cell(CONTROL, "uxo")}
    edits = make_edits(store.sheet(KEY), {cells[name]: value for name, value in wanted.items()})
    store.write(KEY, edits, why="a slip")
    store.send(store.report(KEY), from_draft=True)
    record = store.report(KEY).record
    assert record is not None
    return record


def held(store: Store) -> dict[Cell, Content]:
    return {cell: value for cell, value in store.sheet(KEY).values.items() if cell.district != CONTROL}


def back_to(store: Store, backup: Path) -> Store:
    """The same laptop after going back to a backup."""
    store.close()
    restore(store.path, backup, backup_folder(store.path), NOW.replace(tzinfo=None))
    return Store(store.path, "Leyla", lambda: LATER)


def saved(store: Store) -> Path:
    return back_up(
        store.path, backup_folder(store.path), NOW.replace(tzinfo=None), BackupReason.ASKED, is_open=True
    )


@pytest.mark.parametrize(
    ("sent_again", "verdict", "counts"),
    [
        ({"uxo": 14}, Verdict.AGREES, {UXO: 14}),
        ({"ap": 5}, Verdict.MERGED, {UXO: 14, AP: 5}),
        ({"uxo": 15}, Verdict.FORK, {}),
        ({"uxo": 15, "ap": 5}, Verdict.FORK, {AP: 5}),
    ],
)
def test_a_restored_backup_that_goes_on_beside_what_it_forgot_is_told_by_cell(
    laptop: Open,
    desk: Store,
    receive: Receive,
    sent_again: dict[str, int],
    verdict: Verdict,
    counts: dict[Cell, Content],
) -> None:
    office = laptop("office")
    receive(send(office, uxo=12))
    backup = saved(office)
    receive(send(office, uxo=14))

    with closing(back_to(office, backup)) as again:
        assert receive(send(again, **sent_again)) is verdict
    assert held(desk) == counts


def test_a_restored_backup_that_forgot_nothing_that_was_sent_goes_on(
    laptop: Open, desk: Store, receive: Receive
) -> None:
    office = laptop("office")
    receive(send(office, uxo=12))
    backup = saved(office)
    office.write(KEY, make_edits(office.sheet(KEY), {UXO: 99}), why="typed, never sent")

    with closing(back_to(office, backup)) as again:
        assert receive(send(again, uxo=13)) is Verdict.NEWER
    assert held(desk) == {UXO: 13}


def test_a_restored_backup_that_takes_the_answer_first_goes_on_from_what_it_forgot(
    laptop: Open, desk: Store, receive: Receive
) -> None:
    office = laptop("office")
    receive(send(office, uxo=12))
    backup = saved(office)
    receive(send(office, uxo=14))

    with closing(back_to(office, backup)) as again:
        again.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))
        (offer,) = again.offers()
        again.write(KEY, again.edits_for(offer), why="forgotten here")
        again.admit_offered(KEY, "")

        assert receive(send(again, ap=5)) is Verdict.NEWER
    assert held(desk) == {UXO: 14, AP: 5}


@pytest.mark.parametrize(
    ("sent", "verdict", "counts"),
    [
        ({"uxo": 12}, Verdict.AGREES, {UXO: 12}),
        ({"ap": 5}, Verdict.MERGED, {UXO: 12, AP: 5}),
        ({"uxo": 13, "ap": 5}, Verdict.FORK, {AP: 5}),
    ],
)
def test_a_second_laptop_or_an_app_that_was_installed_anew_is_another_line(
    laptop: Open,
    desk: Store,
    receive: Receive,
    sent: dict[str, int],
    verdict: Verdict,
    counts: dict[Cell, Content],
) -> None:
    receive(send(laptop("office"), uxo=12))

    assert receive(send(laptop("second"), **sent)) is verdict
    assert held(desk) == counts


def test_two_laptops_meet_again_once_one_has_adopted_the_answer(
    laptop: Open, desk: Store, receive: Receive
) -> None:
    first, second = laptop("office"), laptop("second")
    receive(send(first, uxo=12))
    receive(send(second, ap=5))

    second.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))
    for offer in second.offers():
        second.write(KEY, second.edits_for(offer), why="of the other laptop")
        second.admit_offered(KEY, "")
    assert receive(send(second, uxo=13)) is Verdict.NEWER

    assert held(desk) == {UXO: 13, AP: 5}
    assert len(desk.counted()[KEY].folded.heads) == 1


def test_what_headquarters_chose_in_a_dispute_of_two_laptops_is_what_the_next_revision_comes_from(
    laptop: Open, desk: Store, receive: Receive
) -> None:
    first, second = laptop("office"), laptop("second")
    receive(send(first, uxo=12))
    assert receive(send(second, uxo=13)) is Verdict.FORK
    desk.write(KEY, make_edits(desk.sheet(KEY), {UXO: 13}), why="told by telephone")
    desk.send(desk.report(KEY), from_draft=True)
    assert held(desk) == {UXO: 13}

    first.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))
    for offer in first.offers():
        first.write(KEY, first.edits_for(offer), why=offer.record.reason)
        first.admit_offered(KEY, "")

    assert first.sheet(KEY).values == {UXO: 13}
    assert receive(send(first, ap=7)) is Verdict.NEWER
    assert held(desk) == {UXO: 13, AP: 7}


def test_a_file_that_is_rebuilt_from_some_of_its_workbooks_continues_its_line(
    laptop: Open, desk: Store, receive: Receive
) -> None:
    office = laptop("office")
    records = [send(office, uxo=12), send(office, uxo=14, control=14), send(office, ap=3)]
    for record in records:
        receive(record)

    rebuilt = laptop("rebuilt")
    rebuilt.rebuild([records[0], records[2]])

    assert rebuilt.sheet(KEY).values == office.sheet(KEY).values
    assert rebuilt.standing(KEY).status is Status.SENT
    assert rebuilt.standing(KEY).revision == 3
    assert rebuilt.report(KEY).record == records[2]
    assert receive(send(rebuilt, uxo=15)) is Verdict.NEWER
    assert held(desk) == {UXO: 15, AP: 3}


def test_a_file_that_is_rebuilt_without_its_newest_workbook_is_told_by_cell(
    laptop: Open, desk: Store, receive: Receive
) -> None:
    office = laptop("office")
    records = [send(office, uxo=12), send(office, uxo=14)]
    for record in records:
        receive(record)

    rebuilt = laptop("rebuilt")
    rebuilt.rebuild(records[:1])

    assert receive(send(rebuilt, ap=3)) is Verdict.MERGED
    assert held(desk) == {UXO: 14, AP: 3}


def test_a_file_that_is_rebuilt_from_the_workbooks_of_two_laptops_joins_them(
    laptop: Open, desk: Store, receive: Receive
) -> None:
    records = [send(laptop("office"), uxo=12, ap=1), send(laptop("second"), uxo=13, ap=1)]
    for record in records:
        receive(record)
    rebuilt = laptop("rebuilt")
    rebuilt.rebuild(records)
    assert rebuilt.sheet(KEY).values == {AP: 1}

    assert receive(send(rebuilt, uxo=13)) is Verdict.NEWER
    assert held(desk) == {UXO: 13, AP: 1}
    assert [problem for problem in rebuilt.problems() if problem] == []


def test_headquarters_write_a_sheet_again_as_it_was_sent(laptop: Open, desk: Store, receive: Receive) -> None:
    record = send(laptop("office"), uxo=12)
    receive(record)

    assert desk.report(KEY).record == record
    assert receive(record) is Verdict.SAME
