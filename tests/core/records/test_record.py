"""A record: text → value → text is the same, a changed character is noticed, order is free."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.records.lineage import lineage_of
from fieldapp.core.records.record import (
    Lineage,
    Record,
    RecordKind,
    Recut,
    WorkbookForm,
    read_record,
)
from fieldapp.core.records.seal import seal_of
from fieldapp.core.sheet import CONTROL, Cell, RowState
from tests.long import examples

A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)
WEEK = read_period("2025-W11")
RECORD = Record(
    kind=RecordKind.SHEET,
    programme="azerbaijan",
    version="2026.1",
    definition="9f2c41d07ab3e655",
    office="karabakh",
    period=WEEK,
    revision=2,
    is_sent=True,
    lineage=Lineage("0d3c7a52-2f9e-4b0e-9a0a-7d1f3c1f1e55", (A,), (B,)),
    sealed_at=datetime(2025, 3, 17, 5, 12, 44, tzinfo=UTC),
    by="Günel",
    verified_by="Rauf Məmmədov",
    reason="A digit was doubled.\nThe paper says 12.",
    rows=(
        ("agdam", "reported", {"ap_mines": 12, "area_cleared_ha": Decimal("120955.5")}),
        ("susa", "no_operations", {}),
    ),
    controls={Cell(CONTROL, "ap_mines"): 155, Cell("agdam", "items"): 237},
    organisations=("anama", "mod"),
    form=WorkbookForm("en", "north-south"),
    notes={Cell("agdam", "uxo"): "=two lines\nof «notes»"},
    answers=(
        WarningAnswer(
            "not-reported", (Cell("susa", "uxo"), Cell("susa", "ap_mines")), "cd" * 32, "=no \\ roads"
        ),
    ),
)
TEXT = """\
fieldapp record 2
kind sheet
programme azerbaijan 2026.1 9f2c41d07ab3e655
office karabakh
period 2025-03-10..2025-03-16
revision 2
status sent
file 0d3c7a52-2f9e-4b0e-9a0a-7d1f3c1f1e55
parent aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
before bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
sealed 2025-03-17T05:12:44Z
by Günel
verified Rauf Məmmədov
reason A digit was doubled.\\nThe paper says 12.
row agdam reported ap_mines=12 area_cleared_ha=120955.5
row susa no_operations
control ap_mines=155
control agdam items=237
organisation anama
organisation mod
form 3 en north-south
note agdam uxo =two lines\\nof «notes»
"""
ANSWER_LINE = f'answer not-reported [["susa","uxo","ap_mines"]] {"cd" * 32} =no \\\\ roads'


keys = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
ids = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
texts = st.text(max_size=40) | st.sampled_from(["\\n", "\n\u0301", "_x000D_", "e\u0301 ", "\\\u0338", " "])
numbers = st.integers(-(10**12), 10**12) | st.decimals(-(10**9), 10**9, places=4)
cells = st.builds(Cell, keys, keys)
periods = st.sampled_from(
    [WEEK, read_period("2025-10-27..2025-10-31"), read_period("2025-11-01..2025-11-02")]
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
records = st.builds(
    Record,
    kind=st.sampled_from(RecordKind),
    programme=keys,
    version=texts,
    definition=st.from_regex(r"([0-9a-f]{16})?", fullmatch=True),
    office=keys,
    period=periods,
    revision=st.integers(1, 99),
    is_sent=st.booleans(),
    lineage=st.builds(
        Lineage,
        keys | st.just(""),
        st.lists(ids, max_size=3).map(tuple),
        st.lists(ids, max_size=3).map(tuple),
        st.none() | st.builds(Recut, ids, st.lists(periods, min_size=1, max_size=3).map(tuple)),
        st.lists(ids, max_size=3).map(tuple),
    ),
    sealed_at=st.none() | moments,
    by=texts,
    verified_by=texts,
    reason=texts,
    rows=st.dictionaries(
        keys,
        st.tuples(
            st.sampled_from([state.value for state in RowState]),
            st.dictionaries(keys, st.none() | numbers, max_size=4),
        ),
        max_size=4,
    ).map(lambda rows: tuple((district, *row) for district, row in rows.items())),
    controls=st.dictionaries(cells | st.builds(Cell, st.just(CONTROL), keys), numbers, max_size=3),
    organisations=st.lists(keys, max_size=3).map(tuple),
    form=st.none() | st.builds(WorkbookForm, keys, st.none() | keys, st.integers(1, 9)),
    notes=st.dictionaries(cells, texts, max_size=3),
    answers=st.lists(
        st.builds(WarningAnswer, keys, st.lists(cells, max_size=3).map(tuple), ids, texts.filter(bool)),
        max_size=3,
        unique_by=lambda one: (one.rule, one.cells),
    ).map(tuple),
    unknown=st.lists(
        st.from_regex(r"x-[a-z]{3} [ -~əŞ]{1,9}", fullmatch=True), max_size=2, unique_by=lambda line: line
    ).map(tuple),
)


def numbered(lines: Iterable[str]) -> str:
    """A text of these lines with the id that is right for them."""
    text = "".join(f"{line}\n" for line in lines)
    return f"{text}id {hashlib.sha256(text.encode()).hexdigest()}\n"


def with_lines(*more: str, without: str = " ") -> str:
    """The record's text with more lines above `figures`, and without those that begin so."""
    *lines, figures, _ = RECORD.text.splitlines()
    return numbered([*(line for line in lines if not line.startswith(without)), *more, figures])


def refused(text: str) -> Any:
    with pytest.raises(FieldAppError) as error:
        read_record(text)
    return error.value


def test_a_record_is_these_lines_and_their_digest() -> None:
    *lines, figures, last = RECORD.text.splitlines()

    assert lines == [*TEXT.splitlines(), ANSWER_LINE]
    assert figures == f"figures {RECORD.figures}"
    assert (
        last == "id " + hashlib.sha256("".join(f"{one}\n" for one in (*lines, figures)).encode()).hexdigest()
    )


@given(records)
def test_text_value_text_is_the_same_for_any_record(record: Record) -> None:
    read = read_record(record.text)

    assert read == record
    assert read.text == record.text
    assert read.id == record.id
    assert unicodedata.is_normalized("NFC", record.text)
    assert {char for char in record.text if unicodedata.category(char) in ("Cc", "Cs")} == {"\n"}


@given(records, st.randoms(use_true_random=False))
def test_the_order_of_facts_is_free(record: Record, chance: Any) -> None:
    def mixed(some: Any) -> Any:
        items = list(some.items() if isinstance(some, dict) else some)
        chance.shuffle(items)
        return dict(items) if isinstance(some, dict) else tuple(items)

    line = record.lineage
    again = replace(
        record,
        rows=mixed(record.rows),
        controls=mixed(record.controls),
        notes=mixed(record.notes),
        answers=mixed(record.answers),
        organisations=mixed(record.organisations),
        lineage=replace(
            line, parents=mixed(line.parents), before=mixed(line.before), parts=mixed(line.parts)
        ),
    )

    assert again.text == record.text


@settings(max_examples=examples(100), deadline=None)
@given(st.data())
def test_any_single_changed_character_is_noticed(data: st.DataObject) -> None:
    text = RECORD.text.removesuffix("\n")
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"], exclude_characters=text[place]) | st.just(""))

    changed = text[:place] + other + text[place + 1 :]

    if unicodedata.normalize("NFC", changed) != text:
        assert refused(changed).code == "record-altered"


def test_a_record_holds_what_the_check_code_is_made_of() -> None:
    """The check code stays as it is: its digest is over the bytes that were always sealed."""
    canonical = (
        b"fieldapp seal 1\nazerbaijan\nkarabakh\n2025-03-10..2025-03-16\n2\n"
        b"agdam reported ap_mines=12 area_cleared_ha=120955.5\nsusa no_operations\n"
    )

    assert RECORD.figures == seal_of(canonical, WEEK).digest


def test_lines_of_a_newer_app_are_kept_under_the_id_and_told() -> None:
    text = with_lines("casualties 2 1", "published R251 2026-01-01")

    record = read_record(text)

    assert record.unknown == ("casualties 2 1", "published R251 2026-01-01")
    assert record.text == text
    assert replace(record, unknown=()) == RECORD


def test_a_record_of_a_later_version_is_told_from_a_damaged_one() -> None:
    lines = RECORD.text.splitlines()[:-1]

    assert refused(numbered(["fieldapp record 3", *lines[1:]])).code == "record-newer"
    assert refused("\n".join(["fieldapp record 3", *lines[1:]])).code == "record-altered"


@pytest.mark.parametrize(
    "line",
    [
        "office hq",
        "row agdam no_operations",
        "control ap_mines=154",
        "control agdam items=238",
        "note agdam uxo another",
        f'answer not-reported [["susa","uxo","ap_mines"]] {D} another',
        "organisation anama",
        f"parent {A}",
        "figures 0",
    ],
)
def test_what_is_said_twice_is_refused_with_the_line(line: str) -> None:
    error = refused(with_lines(line))

    assert error.code == "record-doubled"
    assert error.details["line"].split(" ")[0] == line.split(" ")[0]


@pytest.mark.parametrize(
    ("without", "line"),
    [
        ("row susa", "row susa away"),
        ("row susa", "row susa reported uxo=two"),
        ("row susa", "row susa reported uxo=2.50"),
        ("row susa", "row susa reported uxo"),
        ("row susa", "row susa"),
        ("control ap_mines=155", "control ap_mines=1e3"),
        ("control ap_mines=155", "control ap_mines"),
        ("kind", "kind letter"),
        ("period", "period 2025-W11"),
        ("period", "period 2025-03-16..2025-03-10"),
        ("revision", "revision two"),
        ("status", "status ready"),
        ("parent", f"parent {A[1:]}"),
        ("sealed", "sealed 2025-03-17"),
        ("form", "form 3 en"),
        ("programme", "programme azerbaijan"),
        ("office", "x-office karabakh"),
        ("note", "note agdam uxo"),
        ("answer", f"answer period-gap [] {C}"),
        ("answer", f"answer period-gap {{}} {C} so it is"),
        ("answer", "answer period-gap [] cc so it is"),
        ("answer", f"answer period-gap [ ] {C} so it is"),
        ("answer", f'answer period-gap [["susa"]] {C} so it is'),
        ("answer", f'answer period-gap [["susa",1]] {C} so it is'),
        ("answer", f"answer period-gap {'[' * 100_000} {C} so it is"),
        ("answer", f"answer period-gap [] {C} "),
        ("by", "by Günel\\q"),
        ("reason", "reason \\u00e9"),
        ("file", f"recut {A[1:]} {WEEK}"),
    ],
)
def test_a_line_that_the_app_cannot_have_written_is_refused(without: str, line: str) -> None:
    assert (
        refused(with_lines(line, without=without if "=" in without else f"{without} ")).code == "record-wrong"
    )


def with_other(line: str, other: str) -> str:
    """The record's text with another line in the place of one, and the figures and the id that fit it."""
    lines = [other if one == line else one for one in RECORD.text.splitlines()[:-2]]
    facts = [one.partition(" ") for one in lines]
    said = {word: rest for word, _, rest in facts}
    about = (said["programme"].split(" ")[0], said["office"], said["period"], said["revision"])
    rows = [rest for word, _, rest in facts if word == "row"]
    content = "".join(f"{one}\n" for one in ("fieldapp seal 1", *about, *rows))
    return numbered([*lines, f"figures {hashlib.sha256(content.encode()).hexdigest()}"])


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("revision 2", "revision 3"),
        ("row susa no_operations", "row susa reported uxo=0.0000000000000001"),
        ("row susa no_operations", "row susa reported uxo=999999999999"),
        ("sealed 2025-03-17T05:12:44Z", "sealed 1980-01-01T00:00:00Z"),
        ("period 2025-03-10..2025-03-16", "period 2025-03-01..2025-03-31"),
    ],
)
def test_a_record_of_another_sheet_is_read_where_all_of_it_fits(line: str, other: str) -> None:
    assert other in read_record(with_other(line, other)).text


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("revision 2", "revision 1000000000000000000000000"),
        ("revision 2", "revision -1"),
        ("row susa no_operations", "row susa reported uxo=NaN"),
        ("row susa no_operations", "row susa reported uxo=sNaN"),
        ("row susa no_operations", "row susa reported uxo=Infinity"),
        ("row susa no_operations", f"row susa reported uxo={'9' * 19}"),
        ("row susa no_operations", f"row susa reported uxo=0.{'0' * 30}1"),
        ("row susa no_operations", "row control reported uxo=2"),
        ("control ap_mines=155", "control ap_mines=NaN"),
        ("sealed 2025-03-17T05:12:44Z", "sealed 9999-12-31T23:59:59Z"),
        ("sealed 2025-03-17T05:12:44Z", "sealed 0001-01-01T00:00:00Z"),
        ("period 2025-03-10..2025-03-16", "period 1950-01-01..2199-12-31"),
        ("by Günel", "by G\\ud800nel"),
        ("note agdam uxo =two lines\\nof «notes»", "note agdam uxo \\udcff"),
        ("period 2025-03-10..2025-03-16", "period 2025-03-01..2025-04-01"),
    ],
)
def test_what_no_sheet_can_hold_is_refused_however_well_the_id_fits(line: str, other: str) -> None:
    assert refused(with_other(line, other)).code == "record-wrong"


def test_a_record_that_comes_from_more_records_than_a_sheet_can_have_is_refused() -> None:
    ids = sorted(hashlib.sha256(str(number).encode()).hexdigest() for number in range(1_001))
    before = "\n".join(f"before {one}" for one in ids)

    assert read_record(with_other(f"before {B}", before[:-72])).ancestors == {A, *ids[:-1]}
    assert refused(with_other(f"before {B}", before)).code == "record-wrong"


@pytest.mark.parametrize("text", ["", "\n", "id", "fieldapp record 2", f"id {A}", numbered([])])
def test_what_is_no_record_is_refused(text: str) -> None:
    assert refused(text).code == "record-altered"


def test_figures_that_are_not_those_of_the_rows_are_refused() -> None:
    *lines, _, _ = RECORD.text.splitlines()

    assert refused(numbered([*lines, f"figures {A}"])).code == "record-wrong"


def test_lines_in_another_order_are_no_record_of_ours() -> None:
    head, *lines = RECORD.text.splitlines()[:-1]

    assert refused(numbered([head, *lines[::-1]])).code == "record-wrong"


def of(*parents: str, before: tuple[str, ...] = ()) -> Record:
    return replace(RECORD, lineage=Lineage("", parents, before))


def test_a_record_comes_from_its_parents_and_from_all_that_they_come_from() -> None:
    known = {C: of(A, before=(B,))}

    assert lineage_of(known, [C], "file") == Lineage("file", (C,), (A, B))


def test_a_parent_from_which_another_one_comes_stands_before() -> None:
    known = {C: of(A), A: of()}

    assert lineage_of(known, [A, C], "file") == Lineage("file", (C,), (A,))
    assert lineage_of(known, [], "file") == Lineage("file")


def test_two_lines_that_meet_have_both_as_parents_and_an_unknown_parent_does_no_harm() -> None:
    recut = Recut(D, (WEEK,))

    assert lineage_of({C: of(A)}, [D, C], "file", recut) == Lineage("file", (C, D), (A,), recut)
