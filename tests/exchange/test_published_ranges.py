"""Every published record with all four figures, as a report over its range: the totals, the sentence and
`report --json` say what was printed, and where print contradicts itself its mistake is known by name."""

import json
import re
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest

from fieldapp.core.apportion import apportion
from fieldapp.core.hq.board import weeks_in
from fieldapp.core.period import Period, year_of
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Cell, Content, Sheet
from fieldapp.core.spans.range_report import By, Covered, RangeReport, make_range_report
from fieldapp.exchange.hq.range_json import range_answer
from fieldapp.resources import programme_text, resources_folder
from fieldapp.texts.sentences import ready_sentence
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.making import INDICATORS, PROGRAMME, published_period, published_totals

FIGURES = ("ap_mines", "at_mines", "uxo", "hectares_read_as")
TENTH = 1000


def _published() -> list[dict[str, Any]]:
    text = (resources_folder() / "published" / "reports.json").read_text(encoding="utf-8")
    records: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)
    return records


RECORDS = _published()
COMPLETE = [record for record in RECORDS if all(record[name] is not None for name in FIGURES)]


def parts_of(period: Period) -> list[Period]:
    """The sheets in which a period is entered: weeks, cut at the ends of months and of the period."""
    weeks = weeks_in(Period(date(period.start.year - 1, 12, 1), period.end), split=True)
    return [
        Period(max(week.start, period.start), min(week.end, period.end))
        for week in weeks
        if week.overlaps(period)
    ]


def report_of(record: dict[str, Any], by: By = By.WEEK) -> RangeReport:
    """Its figures as weekly sheets over all districts, each share a whole number."""
    period = published_period(record)
    parts = parts_of(period)
    cells = [
        (place.key, part)
        for part in parts
        for place in PROGRAMME.expected("hq", part)
        if place.key != "qazax"
    ]
    values: dict[Period, dict[Cell, Content]] = {part: {} for part in parts}
    for indicator, total in zip(INDICATORS, published_totals(record), strict=True):
        shares = apportion(int(total), {str(number): 1 for number in range(len(cells))})
        for number, (place, part) in enumerate(cells):
            values[part][Cell(place, indicator)] = shares[str(number)]
    sheets = [
        (
            Sheet(part, tuple(dict.fromkeys(cell.district for cell in row)), INDICATORS, row, office="hq"),
            Standing(),
        )
        for part, row in values.items()
    ]
    return make_range_report(PROGRAMME, "hq", period, by, sheets)


def test_there_are_records_of_weeks_months_and_years() -> None:
    kinds = {record["kind"] for record in COMPLETE}

    assert (len(COMPLETE), kinds) == (94, {"weekly", "monthly", "annual", "mod"})


@pytest.mark.parametrize("record", COMPLETE, ids=[record["id"] for record in COMPLETE])
def test_report_sentence_and_json_say_what_was_printed(record: dict[str, Any]) -> None:
    report = report_of(record)
    printed = published_totals(record)

    assert tuple(report.total(key) for key in INDICATORS) == printed
    told = range_answer(report)
    ap, at, uxo = (record[name] for name in FIGURES[:3])
    area = told["totals"].pop("area_cleared_ha")
    assert told["totals"] == {
        "ap_mines": ap,
        "at_mines": at,
        "uxo": uxo,
        "mines": ap + at,
        "items": ap + at + uxo,
    }
    assert (Decimal(area), (told["start"], told["end"])) == (
        Decimal(record["hectares_read_as"]),
        (record["period_start"], record["period_end"]),
    )
    assert sum(Decimal(row["area_cleared_ha"] or 0) for row in told["rows"]) == Decimal(area)
    units = [item.unit for item in PROGRAMME.active]
    for language in LANGUAGES:
        texts = read_texts(language)
        for form in ("wire", "post"):
            sentence = ready_sentence(report.report, texts, form)
            shown = [
                texts.published(value, unit) for value, unit in zip(printed, units, strict=True) if value
            ]
            assert [figure for figure in shown if figure not in sentence] == []


ROUNDED = re.compile(r"about|nearly|approximately|some|thousand")
MORE = re.compile(r"over|more than", re.IGNORECASE)
BOTH = re.compile(r"mines and (UXO|unexploded|munitions)")


def contradicts(record: dict[str, Any]) -> bool:
    """Whether the headline says another thing than the sum of the figures below it."""
    headline = record["headline_total_as_printed"]
    number = headline and re.search(r"\d[\d ,]*\d|\d", headline.split("(")[0])
    if not number:
        return False
    said = int(re.sub(r"[ ,]", "", number[0])) * (1000 if "thousand" in headline else 1)
    ap, at, uxo = (record[name] for name in FIGURES[:3])
    sums = {ap + at + uxo} if BOTH.search(headline) else {ap + at, ap + at + uxo}
    if MORE.search(headline):
        return not any(said < one for one in sums if abs(one - said) < 0.1 * one)
    return said not in sums and not ROUNDED.search(headline)


@pytest.mark.parametrize(
    "record",
    [record for record in COMPLETE if contradicts(record)],
    ids=[record["id"] for record in COMPLETE if contradicts(record)],
)
def test_a_headline_that_is_not_the_sum_is_a_known_mistake(record: dict[str, Any]) -> None:
    assert record["inconsistencies"] != []


def test_the_headlines_that_contradict_their_figures_are_these() -> None:
    assert [record["id"] for record in COMPLETE if contradicts(record)] == ["R061", "R084", "R101"]


def test_two_outlets_with_two_numbers_for_one_period_are_known() -> None:
    silent = []
    for one, other in combinations(COMPLETE, 2):
        is_same = all(one[key] == other[key] for key in ("kind", "period_start", "period_end"))
        if is_same and published_totals(one) != published_totals(other):
            areas = {int(record["hectares_read_as"]) for record in (one, other)}
            is_rounding = [one[key] for key in FIGURES[:3]] == [other[key] for key in FIGURES[:3]] and len(
                areas
            ) == 1
            if not is_rounding and not one["inconsistencies"] and not other["inconsistencies"]:
                silent.append((one["id"], other["id"]))

    assert silent == []


# R248 and R249: organisations


ORGANISATIONS = {
    "ANAMA": "anama",
    "Ministry of Defense": "ministry-of-defence",
    "Ministry of Emergency Situations": "ministry-of-emergency-situations",
    "State Border Service": "state-border-service",
    "local companies": "four-private-companies",
}


def test_the_organisations_of_r249_come_out_of_a_year_of_their_weeks() -> None:
    """53,081.8 ha as R249 prints it. The items are rounded in print: R248 says 31,600 for 31,547."""
    r248, r249 = (next(one for one in RECORDS if one["id"] == name) for name in ("R248", "R249"))
    more = "".join(
        f'\n[[office]]\nkey = "{key}"\nregions = ["*"]\norganisation = "{key}"\n'
        f'names = {{ en = "{name}", az = "{name}", ru = "{name}" }}\n'
        for name, key in ORGANISATIONS.items()
        if key != "anama"
    )
    programme = read_programme(programme_text("azerbaijan") + more, "organisations.toml")
    sheets = []
    for name, key in ORGANISATIONS.items():
        office = "karabakh" if key == "anama" else key
        weeks = weeks_in(year_of(date(2023, 1, 1)), split=True)
        numbers = {str(week): week.days for week in weeks}
        area = apportion(int(r248["extra"]["by_organisation_ha"][name] * 10), numbers)
        items = apportion(r248["extra"]["by_organisation_items"][name], numbers)
        for week in weeks:
            values: dict[Cell, Content] = {
                **{Cell("agdam", column): 0 for column in INDICATORS},
                Cell("agdam", "area_cleared_ha"): area[str(week)] * TENTH,
                Cell("agdam", "uxo"): items[str(week)],
            }
            sheets.append((Sheet(week, ("agdam",), INDICATORS, values, office=office), Standing()))
    report = make_range_report(programme, "hq", year_of(date(2023, 1, 1)), By.ORGANISATION, sheets)

    rows = {row["key"]: row for row in range_answer(report)["rows"]}
    for name, key in ORGANISATIONS.items():
        assert Decimal(rows[key]["area_cleared_ha"]) == r248["extra"]["by_organisation_ha"][name]
        assert rows[key]["uxo"] == r248["extra"]["by_organisation_items"][name]
    assert range_answer(report)["totals"]["area_cleared_ha"] == str(r249["hectares_read_as"])
    assert report.total("uxo") == 31_547
    assert "31,547 vs 31,600 printed" in " ".join(r248["inconsistencies"])
    assert report.organisations == Covered(5, 5)
