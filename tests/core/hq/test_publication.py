"""What a publication is made from, in words and back, and which sums a change is in."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.publication import (
    Basis,
    Publication,
    SpanKind,
    changed_since,
    publications_replaced,
    read_basis,
)
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period, month_of, year_of
from fieldapp.core.sheet import SheetKey
from tests.core.making import WEEK

SINCE = date(2020, 11, 10)
COLUMNS = ("uxo", "area_cleared_ha")

Row = dict[str, Value | None]


def sums(uxo: int) -> dict[str, Value]:
    return {"uxo": uxo, "area_cleared_ha": Decimal("1.5")}


def basis(uxo: int = 12, since: date | None = None, total: int = 100) -> Basis:
    values: Row = {"uxo": uxo, "area_cleared_ha": Decimal("0.5"), "ap_mines": None}
    row, totals = ("agdam", "reported", values), sums(total) if since else {}
    return Basis(frozenset({"b", "a"}), {SheetKey("karabakh", WEEK): "digest"}, (row,), since, totals)


def publication(of: Basis, period: Period = WEEK, at: int = 1, language: str = "en") -> Publication:
    when = datetime(2025, 3, at, tzinfo=UTC)
    return Publication(f"id {at} {language}", period, language, "wire", "text", of, when, "Leyla")


@pytest.mark.parametrize("since", [None, SINCE])
def test_a_set_is_read_back_from_its_facts_in_any_order(since: date | None) -> None:
    whole = basis(since=since)
    read = read_basis(dict(reversed(whole.facts.items())))

    assert read.digest == whole.digest
    assert (read.records, read.sheets, read.since) == (whole.records, whole.sheets, whole.since)
    assert read.since_totals == whole.since_totals


def test_every_fact_is_in_the_digest() -> None:
    whole = basis(since=SINCE)

    for name in whole.facts:
        facts = dict(whole.facts)
        del facts[name]
        assert read_basis(facts).digest != whole.digest
    assert basis(uxo=13, since=SINCE).digest != whole.digest


@pytest.mark.parametrize("name", ["", "record", "sheet x", "row", "note a"])
def test_what_is_no_fact_is_refused(name: str) -> None:
    with pytest.raises((ValueError, FieldAppError)):
        read_basis({name: ""})


def test_a_week_is_in_its_month_its_year_and_the_time_since() -> None:
    month, year = month_of(WEEK.start), year_of(WEEK.start)
    longer = Period(SINCE, WEEK.end)
    totals = {span: {"uxo": 50, "area_cleared_ha": 7} for span in (WEEK, month, year, longer)}

    after = changed_since(publication(basis()), basis(uxo=10), totals, COLUMNS)

    kinds = [after.kind_of(effect) for effect in after.effects]
    assert kinds == [SpanKind.PERIOD, SpanKind.MONTH, SpanKind.YEAR, SpanKind.SINCE]
    assert {(effect.old, effect.new) for effect in after.effects} == {(52, 50)}


def test_a_total_that_was_told_is_compared_by_itself() -> None:
    longer = Period(SINCE, WEEK.end)
    totals = {longer: sums(90)}

    after = changed_since(publication(basis(since=SINCE)), basis(since=SINCE, total=90), totals, COLUMNS)

    assert [(effect.span, effect.indicator, effect.old, effect.new) for effect in after.effects] == [
        (longer, "uxo", 100, 90)
    ]
    assert after.is_due


def test_only_a_later_text_of_the_same_days_language_and_form_takes_the_place() -> None:
    first, later = publication(basis()), publication(basis(), at=2)
    other, week = publication(basis(), language="az"), publication(basis(), month_of(WEEK.start), at=3)

    assert publications_replaced([later, other, week, first]) == {first.id}
