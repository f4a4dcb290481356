"""Who took part is kept with each sheet, and is part of what is published."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import ORGANISATIONS, HistoryKind
from fieldapp.core.numbers import explain
from fieldapp.core.period import month_of
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.store.store import Store
from tests.core.making import WEEK, days, refusal
from tests.data_files import empty_file
from tests.store.conftest import NOON

UXO = Cell("agdam", "uxo")
ALL = (
    *("anama", "ministry-of-defence", "ministry-of-emergency-situations"),
    *("state-border-service", "four-private-companies"),
)
FILES = Path(__file__).parent / "files"

OldFile = Callable[[str], Store]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Store]:
    """The data file of an office in a region."""
    path = empty_file(tmp_path / "karabakh.fieldapp", "karabakh")
    store = Store(path, "Leyla", lambda: NOON)
    yield store
    store.close()


@pytest.fixture
def old_file(tmp_path: Path) -> Iterator[OldFile]:
    """Opens a file that an earlier version of the app has written."""
    opened: list[Store] = []

    def open_it(name: str) -> Store:
        path = tmp_path / f"{name}.fieldapp"
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript((FILES / f"{name}.sql").read_text(encoding="utf-8"))
        opened.append(Store(path, "Leyla", lambda: NOON + timedelta(days=1)))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


def enter(store: Store, value: int, week: str = "2025-W11", source: str = "") -> None:
    store.write(days(week), make_edits(store.sheet(days(week)), {UXO: value}), source=source)


def test_headquarters_name_all_until_somebody_chooses_and_an_office_names_nobody(
    store: Store, office: Store
) -> None:
    for file in (store, office):
        assert file.organisations(WEEK) == file.programme.usual_organisations(file.office)
        enter(file, 5)

    assert store.report(WEEK).organisations == ALL
    assert office.report(WEEK).organisations == ()


def test_what_was_chosen_is_there_after_closing_and_opening_in_the_programmes_order(office: Store) -> None:
    enter(office, 5)
    office.choose_organisations(WEEK, ["state-border-service", "anama", "anama"])
    office.close()

    again = Store(office.path, "Leyla")
    try:
        assert again.report(WEEK).organisations == ("anama", "state-border-service")
        assert again.report(days("2025-W12")).organisations == ()
    finally:
        again.close()


def test_nobody_can_be_chosen_too(store: Store) -> None:
    enter(store, 5)
    store.choose_organisations(WEEK, [])

    assert store.report(WEEK).organisations == ()
    assert store.report(days("2025-W12")).organisations == ALL


def test_each_choice_has_its_row_in_the_history(store: Store) -> None:
    store.choose_organisations(WEEK, ["anama"])
    store.choose_organisations(WEEK, [])

    rows = store.history(WEEK, ORGANISATIONS)
    assert [(row.kind, row.before, row.after) for row in rows] == [
        (HistoryKind.ORGANISATIONS, " ".join(ALL), "anama"),
        (HistoryKind.ORGANISATIONS, "anama", ""),
    ]
    assert [(row.who, row.at) for row in rows] == [("Leyla", NOON)] * 2


def test_the_same_ones_again_change_nothing(store: Store) -> None:
    enter(store, 5)
    store.set_status(WEEK, Status.READY)
    store.choose_organisations(WEEK, [*ALL])

    assert store.standing(WEEK).status is Status.READY
    assert store.history(WEEK, ORGANISATIONS) == []


def test_a_ready_sheet_is_a_draft_again(store: Store) -> None:
    enter(store, 5)
    store.set_status(WEEK, Status.READY)
    store.choose_organisations(WEEK, ["anama"])

    assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.DRAFT, 1)


def test_a_sent_sheet_begins_its_next_revision_with_the_reason(store: Store) -> None:
    enter(store, 5)
    store.send(store.report(WEEK))
    store.choose_organisations(WEEK, ["anama"], why="the border service was not there")

    standing = store.standing(WEEK)
    assert (standing.status, standing.revision) == (Status.DRAFT, 2)
    assert standing.reason == store.history(WEEK, ORGANISATIONS)[-1].why == "the border service was not there"


def test_the_seal_is_over_figures_only(store: Store) -> None:
    enter(store, 5)
    before = store.report(WEEK)
    store.choose_organisations(WEEK, ["anama"])
    after = store.report(WEEK)

    assert after.organisations != before.organisations
    assert (after.sealed_bytes, after.seal) == (before.sealed_bytes, before.seal)


def test_figures_that_were_verified_or_taken_from_a_record_stay_so(store: Store) -> None:
    enter(store, 5, source="R084")
    store.verify(store.sheet(WEEK), "Orxan")
    store.choose_organisations(WEEK, ["anama"])

    assert (store.standing(WEEK).source, store.standing(WEEK).verified_by) == ("R084", "Orxan")


def test_a_sheet_whose_organisations_were_chosen_otherwise_in_between_is_not_marked_sent(
    store: Store,
) -> None:
    enter(store, 5)
    report = store.report(WEEK)
    store.choose_organisations(WEEK, ["anama"])

    with pytest.raises(FieldAppError) as error:
        store.send(report)

    assert refusal(error)[0] == "stale-edit"
    assert store.standing(WEEK).status is Status.DRAFT


def test_a_choice_made_of_a_sheet_that_stands_otherwise_by_now_is_refused(store: Store) -> None:
    enter(store, 5)
    seen = store.standing(WEEK)
    store.set_status(WEEK, Status.READY)

    with pytest.raises(FieldAppError) as error:
        store.choose_organisations(WEEK, ["anama"], seen=seen)

    assert refusal(error)[0] == "stale-edit"
    assert store.standing(WEEK).status is Status.READY
    assert store.organisations(WEEK) == ALL


def test_only_what_the_programme_knows_can_be_chosen(store: Store) -> None:
    with pytest.raises(FieldAppError) as error:
        store.choose_organisations(WEEK, ["anama", "halo"])

    assert refusal(error) == ("unknown-organisation", {"text": "halo", "known": ", ".join(ALL)})
    assert store.history(WEEK) == []


def test_a_month_names_whoever_took_part_in_one_of_its_weeks(office: Store) -> None:
    for week, keys in (("2025-W10", ["state-border-service"]), ("2025-W11", ["anama"]), ("2025-W12", [])):
        enter(office, 5, week)
        office.choose_organisations(days(week), keys)
    office.choose_organisations(days("2025-W13"), ["four-private-companies"])  # nothing is entered in it

    assert office.report(month_of(WEEK.start)).organisations == ("anama", "state-border-service")


def test_a_file_of_version_1_takes_part_in_it(old_file: OldFile) -> None:
    store = old_file("version_1")

    assert [item.key for item in store.programme.organisations] == list(ALL)  # they have no keys in its text
    assert store.report(WEEK).organisations == ()
    store.choose_organisations(WEEK, ["anama"])
    assert store.report(WEEK).organisations == ("anama",)


def test_a_file_of_version_2_opens_with_everything_in_it(old_file: OldFile) -> None:
    store = old_file("version_2")
    next_week = days("2025-W12")
    sheet, other = store.sheet(WEEK), store.sheet(next_week)
    standing = store.standing(WEEK)

    assert [sheet.value("agdam", key) for key in sheet.indicators] == [155, 49, 606, 16_511_000]
    assert sheet.notes == {UXO: "found in one cache"}
    assert other.unread == {
        Cell("agdam", "ap_mines"): explain("four", store.programme.indicator("ap_mines").unit)
    }
    assert (standing.status, standing.revision, standing.verified_by) == (Status.SENT, 1, "Orxan")
    assert store.report(WEEK).seal.check_code == "W11-HQHG"
    assert [row.kind for row in store.history(next_week)] == [HistoryKind.VALUE, HistoryKind.UNREAD]


def test_what_was_sent_by_an_older_app_goes_on_to_name_whom_it_named(old_file: OldFile) -> None:
    """Its workbook names all of the programme; written again as the same revision it must not say less."""
    store = old_file("version_2")

    assert store.report(WEEK).organisations == ALL
    assert store.report(days("2025-W12")).organisations == ()
    enter(store, 607)
    assert store.standing(WEEK).revision == 2
    assert store.report(WEEK).organisations == ALL


def test_who_took_part_is_a_part_of_what_was_sent(store: Store) -> None:
    enter(store, 5)
    store.set_status(WEEK, Status.READY)
    store.send(store.report(WEEK))
    store.choose_organisations(WEEK, ["anama"], why="only they were there")
    enter(store, 6)
    enter(store, 5)
    assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.DRAFT, 2)

    store.choose_organisations(WEEK, ALL)

    assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.SENT, 1)
