"""What was worked out for a sheet is what would be worked out anew, whatever was asked for before."""

import random
from datetime import timedelta

import pytest

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.memory import memory_of
from fieldapp.core.checks.recent import MOST_KEPT, Recent
from fieldapp.core.checks.rules import check
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet, numbers_by_cell
from tests.core.making import WEEK, Row, days, sheet_of

TODAY = WEEK.end + timedelta(days=1)
WEEKS = [days(f"2025-W{number:02d}") for number in range(1, 12)]


def a_row(chance: random.Random) -> Row:
    return (*(chance.choice((0, 1, 7, 250, None)) for _ in range(3)), chance.choice((0, 40_000)))


def some_sheets(programme: Programme, chance: random.Random) -> list[Sheet]:
    places = ("agdam", "fuzuli", "lacin")
    return [sheet_of(programme, {place: a_row(chance) for place in places}, week) for week in WEEKS]


def test_a_sheet_is_found_what_it_would_be_anew(programme: Programme) -> None:
    chance, recent = random.Random(7), Recent(programme)
    versions = [some_sheets(programme, chance) for _ in range(3)]
    for _ in range(60):
        sheets = chance.choice(versions)
        place = chance.randrange(4, len(sheets))
        latest, periods = sheets[:place], tuple(WEEKS[: place + 1])
        past, shown = latest[-3:], chance.choice(versions)[place]

        around = recent.surroundings(latest, past, Surroundings(TODAY, periods))

        memory = memory_of(latest, programme.units)
        assert around == Surroundings(TODAY, periods, numbers_by_cell(past), memory)
        assert recent.check(shown, around) == check(shown, programme, around)


def test_what_is_kept_does_not_grow_with_the_weeks_that_were_open(programme: Programme) -> None:
    recent = Recent(programme)
    for number in range(3 * MOST_KEPT):
        sheet = sheet_of(programme, {"agdam": (number, 0, 0, 0)}, WEEK)
        around = recent.surroundings([sheet], [], Surroundings(TODAY))
        recent.check(sheet, around)

    assert len(recent._found.pairs) == len(recent._around.pairs) == MOST_KEPT


def test_a_step_back_works_nothing_out_again(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    recent, asked = Recent(programme), list[Sheet]()

    def note(sheet: Sheet, *_: object) -> tuple[Finding, ...]:
        asked.append(sheet)
        return ()

    monkeypatch.setattr("fieldapp.core.checks.recent.check", note)
    one, other = (sheet_of(programme, {"agdam": (number, 0, 0, 0)}, WEEK) for number in (1, 2))
    for sheet in (one, other, one, other):
        recent.check(sheet, recent.surroundings([], [], Surroundings(TODAY)))

    assert asked == [one, other]
