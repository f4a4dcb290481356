"""Every line of the table by which headquarters decide: what a file is, what becomes of it, the way back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival, ArrivalKind, kind_of_record
from fieldapp.core.hq.choice import Decisions, Take, decide, settle
from fieldapp.core.hq.correction import record_rows
from fieldapp.core.hq.counting import SheetPlace, count
from fieldapp.core.hq.findings import findings_of
from fieldapp.core.hq.plan import Planned, Verdict, make_plan
from fieldapp.core.hq.state import Holdings, is_known_to
from fieldapp.core.period import Period, read_period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Lineage, Record, RecordKind, Recut
from fieldapp.core.sheet import Cell, Content, SheetKey
from tests.core.hq.histories import HQ_FILE, OFFICE, PARTS, WEEK, arrival_of, edited
from tests.core.hq.test_choice import MAKER

UXO, AP = Cell("agdam", "uxo"), Cell("agdam", "ap_mines")
KEY = SheetKey(OFFICE, WEEK)
NOW = datetime(2025, 11, 5, 9, tzinfo=UTC)
Values = Mapping[Cell, Content]


class Desk:
    """Headquarters, and what they hold by now."""

    def __init__(self, programme: Programme) -> None:
        self.programme, self.held = programme, Holdings()

    def sent(
        self,
        values: Values,
        *before: Record,
        file: str = "file-1",
        office: str = OFFICE,
        period: Period = WEEK,
        recut: Recut | None = None,
    ) -> Record:
        """A record that comes from others."""
        ancestors = {one.id for one in before} | {id_ for one in before for id_ in one.ancestors}
        parents = {one.id for one in before} - {id_ for one in before for id_ in one.ancestors}
        lineage = Lineage(file, tuple(sorted(parents)), tuple(sorted(ancestors - parents)), recut)
        key, programme = SheetKey(office, period), self.programme
        return Record(
            kind=RecordKind.SHEET,
            programme=programme.key,
            version=programme.version,
            definition=programme.digest,
            office=office,
            period=period,
            revision=len(ancestors) + 1,
            is_sent=True,
            lineage=lineage,
            sealed_at=NOW - timedelta(days=1),
            rows=record_rows(values, key, programme),
        )

    def look(self, came: Record | Arrival) -> Planned:
        """What a file is, before it is received."""
        arrival = came if isinstance(came, Arrival) else arrival_of(came, self.programme)
        (file,) = make_plan(self.held, [arrival], self.programme, {HQ_FILE}).files
        return file

    def receive(self, *came: Record | Arrival) -> list[Verdict]:
        """Take files, one after the other; what each was."""
        return [self._received(one) for one in came]

    def set_aside(self, record: Record) -> None:
        self.held = self.held.ruled(record.id, is_admitted=False)

    def take(self, name: str, cell: Cell | None = None, *files: Arrival) -> None:
        decisions = decide(self.held, files, [Take(name, cell)], [], self.programme, MAKER)
        self.held = decisions.applied(self.held)

    def counts(self, *keys: SheetKey) -> dict[Cell, Content]:
        counted = count(self.held, self.programme)
        return {
            cell: content
            for key in keys or (KEY,)
            if key in counted
            for cell, content in counted[key].values.items()
        }

    def counting(self) -> set[Period]:
        counted = count(self.held, self.programme)
        return {key.period for key, one in counted.items() if one.place is SheetPlace.COUNTS}

    def _received(self, came: Record | Arrival) -> Verdict:
        file = self.look(came)
        self.held = make_plan(self.held, [file.arrival], self.programme, {HQ_FILE}).after
        return file.verdict


@pytest.fixture
def desk(programme: Programme) -> Desk:
    return Desk(programme)


def found(desk: Desk, file: Planned) -> set[str]:
    return {one.code for one in findings_of(file, desk.programme, NOW)}


def test_1_same(desk: Desk) -> None:
    one = desk.sent({UXO: 1})
    desk.receive(one)
    before = desk.held.digest

    assert (desk.look(one).verdict, desk.look(one).counted) == (Verdict.SAME, True)
    desk.receive(one)
    assert desk.held.digest == before


def test_2_new_counts_until_it_is_set_aside(desk: Desk) -> None:
    one = desk.sent({UXO: 1})

    assert desk.receive(one) == [Verdict.NEW]
    assert desk.counts() == {UXO: 1}
    desk.set_aside(one)
    assert desk.counts() == {}


def test_3_newer_replaces_what_it_comes_from_until_it_is_set_aside(desk: Desk) -> None:
    one = desk.sent({UXO: 1, AP: 5})
    two = desk.sent({UXO: 2}, one)

    assert desk.receive(one, two) == [Verdict.NEW, Verdict.NEWER]
    assert desk.counts() == {UXO: 2}
    desk.set_aside(two)
    assert desk.counts() == {UXO: 1, AP: 5}


def test_4_older_is_kept_and_changes_nothing(desk: Desk) -> None:
    one = desk.sent({UXO: 1})
    two = desk.sent({UXO: 2}, one)

    assert desk.receive(two, one) == [Verdict.NEW, Verdict.OLDER]
    assert desk.counts() == {UXO: 2}
    assert one.id in desk.held.records


def test_5_agrees_counts_once_and_the_lines_meet_when_the_office_adopts(desk: Desk) -> None:
    one, other = desk.sent({UXO: 1}), desk.sent({UXO: 1}, file="file-2")

    assert desk.receive(one, other) == [Verdict.NEW, Verdict.AGREES]
    assert desk.counts() == {UXO: 1}
    assert desk.receive(desk.sent({UXO: 3}, one, other)) == [Verdict.NEWER]
    assert desk.counts() == {UXO: 3}


def test_6_merged_counts_both_until_one_is_chosen(desk: Desk) -> None:
    one, other = desk.sent({UXO: 1}), desk.sent({AP: 5}, file="file-2")

    assert desk.receive(one, other) == [Verdict.NEW, Verdict.MERGED]
    assert desk.counts() == {UXO: 1, AP: 5}
    desk.set_aside(other)
    assert desk.counts() == {UXO: 1}


def test_7_fork_disputes_its_cells_alone_until_one_is_chosen_and_that_can_be_set_aside(desk: Desk) -> None:
    one, other = desk.sent({UXO: 1, AP: 5}), desk.sent({UXO: 2, AP: 5}, file="file-2")

    assert desk.receive(one, other) == [Verdict.NEW, Verdict.FORK]
    assert desk.counts() == {AP: 5}
    known = {*desk.held.records}
    desk.take(other.id, UXO)
    assert desk.counts() == {UXO: 2, AP: 5}
    (chosen,) = (record for id_, record in desk.held.records.items() if id_ not in known)
    desk.set_aside(chosen)
    assert desk.counts() == {AP: 5}


@pytest.mark.parametrize(
    ("theirs", "counts"), [({UXO: 1, AP: 6}, {UXO: 9, AP: 6}), ({UXO: 2, AP: 5}, {AP: 5})]
)
def test_8_conflict_is_as_merged_or_fork_beside_a_correction_made_here(
    desk: Desk, theirs: Values, counts: Values
) -> None:
    one = desk.sent({UXO: 1, AP: 5})
    correction = desk.sent({UXO: 9, AP: 5}, one, file=HQ_FILE)

    assert desk.receive(one, correction, desk.sent(theirs, one))[-1] is Verdict.CONFLICT
    assert desk.counts() == counts


def test_9_edited_does_not_count_until_its_cells_are_taken(desk: Desk) -> None:
    one = desk.sent({UXO: 1, AP: 5})
    file = edited(arrival_of(one, desk.programme), {UXO: 7})
    planned = desk.look(file)

    assert (planned.verdict, planned.counted) == (Verdict.EDITED, False)
    assert [(beside.cell, beside.sealed, beside.theirs) for beside in planned.cells] == [(UXO, 1, 7)]
    desk.receive(file)
    assert desk.counts() == {}
    desk.take(file.sha256, None, file)
    assert desk.counts() == {UXO: 7, AP: 5}
    (made,) = (record for record in desk.held.records.values() if record.lineage.file == MAKER.file)
    assert one.id in made.ancestors
    desk.set_aside(made)
    assert desk.counts() == {UXO: 1, AP: 5}


def test_9_edited_counts_when_it_comes_again_once_all_its_cells_were_taken_and_not_before(desk: Desk) -> None:
    one = desk.sent({UXO: 1, AP: 1})
    file = edited(arrival_of(one, desk.programme), {UXO: 7, AP: 8})
    desk.held = desk.held.with_records([desk.sent({UXO: 7, AP: 8}, file="file-2")])
    assert not desk.look(file).counted  # its own record is not here: nobody has looked at it

    desk.held = Holdings().with_records([one])
    for cell, is_counted in ((UXO, False), (AP, True)):
        decisions = decide(desk.held, [file], [Take(file.sha256, cell)], [], desk.programme, MAKER)
        desk.held = decisions.applied(desk.held)
        assert (desk.look(file).verdict, desk.look(file).counted) == (Verdict.EDITED, is_counted)


def test_an_edited_copy_of_a_known_record_is_edited_and_not_the_same(desk: Desk) -> None:
    one = desk.sent({UXO: 1})
    desk.receive(one)

    assert desk.look(edited(arrival_of(one, desk.programme), {UXO: 7})).verdict is Verdict.EDITED


def test_10_unsealed_does_not_count_until_it_is_taken_and_is_checked_by_all_rules(desk: Desk) -> None:
    plain = arrival_of(desk.sent({UXO: -3, AP: 5}), desk.programme)
    file = replace(plain, kind=ArrivalKind.UNSEALED, record=None, sha256="ab" * 32)
    planned = desk.look(file)

    assert (planned.verdict, planned.counted) == (Verdict.UNSEALED, False)
    assert {"negative", "row-half-filled"} <= found(desk, planned)
    desk.receive(file)
    assert desk.counts() == {}
    desk.take(file.sha256, AP, file)
    assert desk.counts() == {AP: 5}
    (made,) = desk.held.records.values()
    assert made.reason == MAKER.entered


def test_only_figures_without_a_record_say_that_headquarters_entered_them(desk: Desk) -> None:
    other = read_period("2025-10-13..2025-10-19")
    one = edited(arrival_of(desk.sent({UXO: 1}, period=other), desk.programme), {UXO: 7})
    plain = arrival_of(desk.sent({UXO: 3}), desk.programme)
    bare = replace(plain, kind=ArrivalKind.UNSEALED, record=None, sha256="ab" * 32)
    plan = make_plan(desk.held, [one, bare], desk.programme, ())

    takes = [Take(one.sha256), Take(bare.sha256)]
    for why, reasons in (
        ("", {other: "", WEEK: "entered here"}),
        ("by phone", {other: "by phone", WEEK: "by phone"}),
    ):
        maker = replace(MAKER, why=why, entered="entered here")
        decisions = decide(plan.after, [one, bare], takes, [], desk.programme, maker)
        made = {
            record.period: record.reason for record in decisions.made if record.lineage.file == MAKER.file
        }
        assert made == reasons


def test_11_a_draft_does_not_count_until_it_is_admitted_and_gives_way_to_what_is_sent(desk: Desk) -> None:
    sent = desk.sent({UXO: 2})
    draft = replace(desk.sent({UXO: 1}), is_sent=False)

    assert desk.receive(draft) == [Verdict.DRAFT]
    assert desk.counts() == {}
    desk.take(draft.id)
    assert desk.counts() == {UXO: 1}
    desk.receive(sent)
    assert desk.counts() == {UXO: 2}


def test_12_a_summary_never_counts_and_is_compared_with_our_own_sum(desk: Desk) -> None:
    parts = [read_period("2025-10-06..2025-10-12"), read_period("2025-10-13..2025-10-19")]
    month = read_period("2025-10-01..2025-10-31")
    desk.receive(*(desk.sent({UXO: n, AP: 1}, period=part) for n, part in enumerate(parts, start=3)))
    summary = replace(desk.sent({UXO: 9, AP: 2}, period=month), kind=RecordKind.SUMMARY)
    planned = desk.look(summary)

    assert (planned.verdict, planned.counted) == (Verdict.SUMMARY, False)
    assert [(beside.cell, beside.ours, beside.theirs) for beside in planned.cells] == [(UXO, 7, 9)]
    desk.receive(summary)
    assert desk.counts(SheetKey(OFFICE, month)) == {}
    with pytest.raises(FieldAppError, match="cannot-take"):
        desk.take(summary.id)


def cut_in_two(desk: Desk, first: Values, second: Values) -> tuple[Record, Record, Record]:
    whole = desk.sent({UXO: 5})
    recut = Recut(whole.id, PARTS)
    one, two = (
        desk.sent(v, period=part, recut=recut) for part, v in zip(PARTS, (first, second), strict=True)
    )
    return whole, one, two


def test_13_a_part_waits_for_the_others_or_until_headquarters_set_the_whole_aside(desk: Desk) -> None:
    whole, one, _ = cut_in_two(desk, {UXO: 2}, {UXO: 3})

    assert desk.receive(whole, one) == [Verdict.NEW, Verdict.WAITING]
    assert desk.counting() == {WEEK}
    desk.set_aside(whole)
    assert desk.counting() == {PARTS[0]}


def test_14_all_parts_count_and_a_difference_is_a_finding_until_one_is_set_aside(desk: Desk) -> None:
    whole, one, two = cut_in_two(desk, {UXO: 2}, {UXO: 4})
    desk.receive(whole, one)
    planned = make_plan(desk.held, [arrival_of(two, desk.programme)], desk.programme, ())
    (file,) = planned.files

    assert (file.verdict, file.counted) == (Verdict.RECUT, True)
    whole_place = planned.counted[KEY]
    assert (whole_place.place, [item.cell for item in whole_place.misfits]) == (SheetPlace.RETIRED, [UXO])
    assert "parts-differ" in found(desk, file)
    desk.receive(two)
    assert desk.counting() == {*PARTS}
    desk.set_aside(two)
    assert desk.counting() == {WEEK}


def test_15_of_two_that_share_a_day_the_longer_counts_until_it_is_set_aside(desk: Desk) -> None:
    longer, shorter = desk.sent({UXO: 5}), desk.sent({UXO: 2}, period=PARTS[0])

    assert desk.receive(longer, shorter) == [Verdict.NEW, Verdict.OVERLAP]
    assert desk.counting() == {WEEK}
    desk.set_aside(longer)
    assert desk.counting() == {PARTS[0]}


def test_15_a_longer_one_that_comes_later_names_the_sheets_that_count_no_more(desk: Desk) -> None:
    longer, shorter = desk.sent({UXO: 5}), desk.sent({UXO: 2}, period=PARTS[0])
    desk.receive(shorter)
    (file,) = make_plan(desk.held, [arrival_of(longer, desk.programme)], desk.programme, ()).files

    assert (file.verdict, file.counted) == (Verdict.OVERLAP, True)
    assert [key.period for key in file.overlapped] == [PARTS[0]]
    desk.receive(longer)
    assert desk.counting() == {WEEK}
    desk.set_aside(longer)
    assert desk.counting() == {PARTS[0]}


def test_15_the_last_of_parts_that_make_a_sheet_up_exactly_and_that_sheet_after_them_are_told_as_cut(
    desk: Desk,
) -> None:
    whole = desk.sent({UXO: 5})
    parts = [desk.sent({UXO: figure}, period=part) for figure, part in zip((2, 3), PARTS, strict=True)]
    assert desk.receive(whole, parts[0]) == [Verdict.NEW, Verdict.OVERLAP]
    assert desk.receive(parts[1]) == [Verdict.RECUT]
    assert desk.counting() == {*PARTS}

    other = Desk(desk.programme)
    other.receive(*parts)
    (file,) = make_plan(other.held, [arrival_of(whole, other.programme)], other.programme, ()).files
    assert (file.verdict, file.counted) == (Verdict.RECUT, False)


@pytest.mark.parametrize(("second", "counting"), [(3, {*PARTS}), (4, {WEEK})])
def test_15_parts_that_make_it_up_exactly_go_before_it(
    desk: Desk, second: int, counting: set[Period]
) -> None:
    desk.receive(desk.sent({UXO: 5}), desk.sent({UXO: 2}, period=PARTS[0]))
    desk.receive(desk.sent({UXO: second}, period=PARTS[1]))

    assert desk.counting() == counting


@pytest.mark.parametrize("theirs", [3, 4])
def test_16_twice_counts_once_where_it_is_equal_and_nowhere_where_it_is_not(desk: Desk, theirs: int) -> None:
    other = SheetKey("east-zangezur", WEEK)
    desk.receive(desk.sent({UXO: 3}))
    record = desk.sent({UXO: theirs}, office=other.office)

    assert desk.receive(record) == [Verdict.TWICE]
    assert [*desk.counts(KEY, other).values()] == ([3] if theirs == 3 else [])
    desk.set_aside(record)
    assert desk.counts(KEY, other) == {UXO: 3}


def test_17_another_version_with_all_keys_known_counts_with_a_note(desk: Desk) -> None:
    older = replace(desk.sent({UXO: 1}), version="2020.1", definition="0" * 16)
    planned = desk.look(older)

    assert (planned.verdict, planned.counted) == (Verdict.NEW, True)
    assert "other-version" in found(desk, planned)


def test_18_a_key_that_is_not_known_waits_and_counts_by_itself_once_it_is(desk: Desk) -> None:
    newer = desk.programme
    known = replace(newer, districts=tuple(one for one in newer.districts if one.key != "agdam"))
    record = desk.sent({UXO: 1})
    desk.programme = known
    assert not is_known_to(record, known)
    file = replace(arrival_of(record, newer), kind=ArrivalKind.VERSION)

    assert desk.receive(file) == [Verdict.VERSION]
    assert desk.counts() == {}
    desk.programme = newer
    assert desk.counts() == {UXO: 1}


def test_19_foreign_does_not_count_and_cannot_be_taken(desk: Desk) -> None:
    answer = replace(desk.sent({UXO: 1}), kind=RecordKind.ANSWER)
    assert kind_of_record(answer) is ArrivalKind.FOREIGN
    file = replace(arrival_of(answer, desk.programme), kind=ArrivalKind.FOREIGN, sha256="cd" * 32)

    assert desk.receive(file) == [Verdict.FOREIGN]
    assert desk.counts() == {}
    with pytest.raises(FieldAppError, match="cannot-take"):
        desk.take(file.sha256, None, file)


def test_20_a_clock_that_is_ahead_is_a_finding_and_never_reorders(desk: Desk) -> None:
    early = replace(desk.sent({UXO: 1}), sealed_at=NOW + timedelta(days=400))
    later = desk.sent({UXO: 2}, early)

    assert "clock" in found(desk, desk.look(early))
    assert desk.receive(early, later) == [Verdict.NEW, Verdict.NEWER]
    assert "clock" not in found(desk, desk.look(later))
    assert desk.counts() == {UXO: 2}


def test_21_what_cannot_be_read_is_named_and_does_not_count(desk: Desk) -> None:
    error = FieldAppError("workbook-wrong", path=Path("x.xlsx"), where="Data!I14", text="many")
    file = Arrival(Path("x.xlsx"), "ef" * 32, ArrivalKind.UNREADABLE, error=error)
    planned = desk.look(file)

    assert (planned.verdict, planned.counted) == (Verdict.UNREADABLE, False)
    told = findings_of(planned, desk.programme, NOW)
    assert [(one.code, one.sheet, one.address) for one in told] == [("workbook-wrong", "Data", "I14")]
    desk.receive(file)
    assert desk.held.records == {}
    assert desk.held.others == {file.sha256}


def test_what_is_set_aside_in_a_plan_counts_no_more_once_it_is_accepted(desk: Desk) -> None:
    one = desk.sent({UXO: 1})
    plan = make_plan(desk.held, [arrival_of(one, desk.programme)], desk.programme, ())
    (file,) = settle(plan, Decisions(rulings={one.id: False}), desk.programme).files

    assert (file.verdict, file.counted) == (Verdict.NEW, False)
