"""Figures to draw: a year of weeks, a board on which every state is, and what has nothing yet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from fieldapp.core.hq.board import Arrived, Board, Square
from fieldapp.core.period import Period, week_of
from fieldapp.core.pictures.album import make_album
from fieldapp.core.pictures.picture import Album, BoardPicture
from fieldapp.core.programme import Programme
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Sheet
from fieldapp.core.spans.range_report import By, RangeReport, make_range_report
from tests.core.making import Row, sheet_of

FIRST = date(2023, 1, 2)
DISTRICTS = ("agdam", "susa", "fuzuli", "cebrayil", "lacin")


def sheet(programme: Programme, week: Period, rows: Mapping[str, Row]) -> tuple[Sheet, Standing]:
    return replace(sheet_of(programme, rows, week), office="hq"), Standing()


def weeks_of_years(programme: Programme, weeks: int, first: date = FIRST) -> list[tuple[Sheet, Standing]]:
    """One sheet after the other, each with figures of its own."""
    made = []
    for number in range(weeks):
        rows: dict[str, Row] = {
            key: (number % 7 + place, number % 5 * place, 3 * place + number % 11, 10_000 * (number + place))
            for place, key in enumerate(DISTRICTS)
        }
        made.append(sheet(programme, week_of(first + timedelta(weeks=number)), rows))
    return made


def reports(programme: Programme, sheets: list[tuple[Sheet, Standing]]):
    """What makes a report of any range of them."""

    def report_of(span: Period, by: By) -> RangeReport:
        return make_range_report(programme, "hq", span, by, sheets)

    return report_of


def album(programme: Programme, span: Period, weeks: int = 130) -> Album:
    report_of = reports(programme, weeks_of_years(programme, weeks))
    return make_album(report_of(span, By.DISTRICT), report_of)


def board(programme: Programme, weeks: int = 52) -> BoardPicture:
    """Every state, one after the other."""
    periods = tuple(week_of(date(2025, 1, 6) + timedelta(weeks=number)) for number in range(weeks))
    states = [*Arrived]
    squares = {
        office: {
            week: Square(office, week, states[(number + place) % len(states)], None, None, None, None, 1, 1)
            for number, week in enumerate(periods)
            if (number, office) != (0, "karabakh")
        }
        for place, office in enumerate(("karabakh", "east-zangezur"))
    }
    return BoardPicture(programme, Board(periods, squares))
