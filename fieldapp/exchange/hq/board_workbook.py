"""The board as a workbook: offices by weeks, the same by district, and each square with all that is known."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.hq.board import Arrived, Square
from fieldapp.core.period import Period
from fieldapp.core.pictures.picture import BoardPicture
from fieldapp.exchange.placing import place_bytes
from fieldapp.exchange.xlsx.page import set_paper
from fieldapp.exchange.xlsx.saving import CountRows, count_no_rows, saved
from fieldapp.exchange.xlsx.style import DATES, CellContent, add_styles, fit, lines, put, set_height
from fieldapp.texts.board import rates_sentence, state_word
from fieldapp.texts.pictures import board_notes, picture_title
from fieldapp.texts.texts import Texts

_LOOKS: Mapping[Arrived, str] = {
    Arrived.MISSING: "error",
    Arrived.DISPUTED: "error",
    Arrived.LATE: "warning",
    Arrived.DRAFT: "note",
    Arrived.NOT_DUE: "note",
}
"""How a state looks that is not simply there."""
_HEADER = 5
_DAY, _STATE = 14.0, 13.0
_LIST = (
    *("head-office", "head-first", "head-last", "head-state", "head-due", "head-sent", "head-came"),
    *("head-revision", "head-answered", "head-expected"),
)
_MOMENT = 20.0

_StateOf = Callable[[Period], Arrived | None]


def write_board(
    picture: BoardPicture, path: Path, texts: Texts, now: datetime, count: CountRows = count_no_rows
) -> Path:
    """Write it, whole or not at all; the path it has. `now`: in the zone that moments are told in. Raises
    FieldAppError as `place_bytes` does, and as `count`."""
    book = Workbook()
    add_styles(book)
    board, names = picture.board, picture.programme
    offices = [
        (texts.names(names.office(office).names), _of_office(row))
        for office, row in board.squares.items()
        if row
    ]
    districts = [
        (texts.names(names.district(key).names), _of_district(row, key))
        for row in board.squares.values()
        for key in _keys_of(row, [district.key for district in names.districts])
    ]
    by_office = book.worksheets[0]
    by_office.title = texts("board.by-office")
    _fill(by_office, picture, offices, texts, now)
    _fill(book.create_sheet(texts("board.by-district")), picture, districts, texts, now)
    _list(book.create_sheet(texts("board.sheet-list")), picture, texts, now)
    book.properties.title = picture_title(picture, texts)
    book.properties.language = texts.language
    return place_bytes(path, saved(book, count))


def _of_office(row: Mapping[Period, Square]) -> _StateOf:
    return lambda week: row[week].state if week in row else None


def _of_district(row: Mapping[Period, Square], key: str) -> _StateOf:
    return lambda week: row[week].districts.get(key) if week in row else None


def _keys_of(row: Mapping[Period, Square], order: Sequence[str]) -> list[str]:
    named = {key for square in row.values() for key in square.districts}
    return [key for key in order if key in named]


def _head(ws: Worksheet, picture: BoardPicture, texts: Texts, now: datetime) -> str:
    put(ws, 1, 1, picture_title(picture, texts), "title")
    ws.row_dimensions[1].height = 28
    put(ws, 2, 1, rates_sentence(picture.board.rates, texts), "subtitle")
    for note in board_notes(picture, texts):
        put(ws, 3, 1, note, "subtitle")
    issued = texts("pictures.issued", day=now.date())
    put(ws, 4, 1, issued, "quiet")
    return issued


def _fill(
    ws: Worksheet,
    picture: BoardPicture,
    columns: Sequence[tuple[str, _StateOf]],
    texts: Texts,
    now: datetime,
) -> None:
    """A row for each week, a column for each that answers for it."""
    issued = _head(ws, picture, texts, now)
    heads = [texts("board.head-week"), texts("board.head-first"), texts("board.head-last")]
    words = {state: state_word(state, texts) for state in Arrived}
    widths = [10.0, _DAY, _DAY, *(max(_STATE, _widest(name)) for name, _ in columns)]
    for column, (head, width) in enumerate(
        zip([*heads, *(name for name, _ in columns)], widths, strict=True), start=1
    ):
        put(ws, _HEADER, column, head, "heading")
        fit(ws, column, (), width)
    told = zip(heads, widths, strict=False)
    set_height(
        ws,
        _HEADER,
        max(
            [*(lines(head, width - 2) for head, width in told), *(lines(name, _STATE) for name, _ in columns)]
        ),
    )
    weeks = picture.board.weeks
    for row, week in enumerate(weeks, start=_HEADER + 1):
        _put_days(ws, row, 2, week, texts)
        put(ws, row, 1, week.iso_weeks[0] if week.iso_weeks else "", "prose")
        found = [state_of(week) for _, state_of in columns]
        for column, state in enumerate(found, start=4):
            word = "" if state is None or state is Arrived.NOT_DUE else words[state]
            put(ws, row, column, word, _LOOKS.get(state, "prose") if state else "prose")
        longest = max([1, *(lines(words[state], _STATE) for state in found if state)])
        set_height(ws, row, longest)
    last = (_HEADER + len(weeks), len(widths))
    set_paper(ws, texts, last, (issued, ""), landscape=len(widths) > 8, header=_HEADER)


def _list(ws: Worksheet, picture: BoardPicture, texts: Texts, now: datetime) -> None:
    """A row for each square, to sort and to filter."""
    issued = _head(ws, picture, texts, now)
    programme = picture.programme
    found = [square for row in picture.board.squares.values() for square in row.values()]
    names = {one: texts.names(programme.office(one).names) for one in picture.board.squares}
    states = [state_word(state, texts) for state in Arrived]
    texts_of: dict[str, Sequence[str]] = {"head-office": [*names.values()], "head-state": states}
    for column, key in enumerate(_LIST, start=1):
        is_moment = key in ("head-due", "head-sent", "head-came")
        head = texts(f"board.{key}")
        put(ws, _HEADER, column, head, "heading-right" if column > 7 else "heading")
        fit(ws, column, [head, *texts_of.get(key, ())], _MOMENT if is_moment else _DAY)
    for row, square in enumerate(found, start=_HEADER + 1):
        put(ws, row, 1, names[square.office], "prose")
        _put_days(ws, row, 2, square.period, texts)
        put(ws, row, 4, state_word(square.state, texts), _LOOKS.get(square.state, "prose"))
        moments = (square.due, square.sealed_at, square.received_at)
        told: list[CellContent] = [_moment(at, now, texts) for at in moments]
        for column, word in enumerate(told, start=5):
            put(ws, row, column, word, "prose")
        counts = (square.revision, square.answered, square.expected)
        for column, count in enumerate(counts, start=8):
            put(ws, row, column, count, "value")
    last = (_HEADER + len(found), len(_LIST))
    set_paper(ws, texts, last, (issued, ""), landscape=True, header=_HEADER)
    ws.auto_filter.ref = f"A{_HEADER}:J{last[0]}"


def _put_days(ws: Worksheet, row: int, column: int, period: Period, texts: Texts) -> None:
    days: tuple[date, date] = (period.start, period.end)
    for place, day in enumerate(days, start=column):
        put(ws, row, place, day, "prose", DATES[texts.language])


def _moment(at: datetime | None, now: datetime, texts: Texts) -> str:
    if at is None:
        return ""
    local = at.astimezone(now.tzinfo)
    return f"{texts.date(local.date())}, {local:%H:%M}"


def _widest(name: str) -> float:
    return max(map(len, name.split())) * 1.15 + 5
