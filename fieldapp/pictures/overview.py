"""The board as a picture: offices by weeks, each state a mark of its own, whatever its colour."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt

from fieldapp.core.hq.board import Arrived, Square
from fieldapp.core.period import Period
from fieldapp.core.pictures.picture import BoardPicture
from fieldapp.pictures.canvas import Canvas, Stretch
from fieldapp.pictures.legend import BODY, FROM_LEFT, MINOR, Meaning, legend
from fieldapp.texts.board import rates_sentence, state_word
from fieldapp.texts.texts import Texts

_LEAST, _MOST = 8.6, 15.0
"""The side of a square, in points."""


def board_blocks(canvas: Canvas, picture: BoardPicture, texts: Texts) -> list[Stretch]:
    """What the marks mean, the rates, and the weeks in as many lots as have room."""
    present = {square.state for row in picture.board.squares.values() for square in row.values()}
    meanings = [
        Meaning(state_word(state, texts), _drawing(canvas, state)) for state in Arrived if state in present
    ]
    blocks = [
        canvas.prose(rates_sentence(picture.board.rates, texts), BODY),
        legend(canvas, meanings),
        canvas.gap(4),
    ]
    names = {
        office: texts.names(picture.programme.office(office).names)
        for office, row in picture.board.squares.items()
        if row
    }
    longest = max((canvas.length(name, BODY) for name in names.values()), default=0)
    aside = min(longest + 8 * canvas.scale, canvas.width * 0.4)
    weeks = picture.board.weeks
    lots = max(1, -(-len(weeks) * _LEAST * min(canvas.scale, 1.4) // (canvas.width - aside)))
    in_a_lot = -(-len(weeks) // int(lots))
    side = min(_MOST * canvas.scale, (canvas.width - aside) / in_a_lot)
    for start in range(0, len(weeks), in_a_lot):
        lot = weeks[start : start + in_a_lot]
        blocks.append(_heads(canvas, lot, aside, side, texts))
        blocks += [
            _row(canvas, name, [picture.board.squares[office].get(week) for week in lot], aside, side)
            for office, name in names.items()
        ]
        blocks.append(canvas.gap(8))
    return blocks


def _heads(canvas: Canvas, weeks: Sequence[Period], aside: float, side: float, texts: Texts) -> Stretch:
    """The months above the weeks that begin in them, and the numbers of weeks, every so many as have room."""
    unit, months = canvas.scale, texts("formats.months-alone").split()
    begins = [
        place for place, week in enumerate(weeks) if place == 0 or _month(week) != _month(weeks[place - 1])
    ]
    first = f"{months[weeks[0].start.month - 1]} {weeks[0].start.year}" if weeks else ""
    if len(begins) > 1 and begins[1] * side < canvas.length(first, MINOR) + 4 * unit:
        del begins[0]
    step = max(1, -(-(canvas.length("53", MINOR) + 3 * unit) // side))

    def draw(y: float) -> None:
        free = 0.0
        for place in begins:
            x, start = aside + place * side, weeks[place].start
            words = months[start.month - 1]
            words = f"{words} {start.year}" if place == begins[0] or start.month == 1 else words
            wide = canvas.length(words, MINOR) + 1
            if x >= free and x + wide <= canvas.width + 1:
                canvas.text(QRectF(x, y, wide, 10 * unit), words, MINOR, FROM_LEFT)
                free = x + wide + 4 * unit
        before = 0
        for place, week in enumerate(weeks):
            number = week.start.isocalendar().week
            if number != before and number % step == 0:
                box = QRectF(aside + place * side - unit, y + 10 * unit, side + 2 * unit, 10 * unit)
                canvas.text(box, str(number), MINOR, Qt.AlignmentFlag.AlignCenter, canvas.palette.quiet)
            before = number

    return Stretch(22 * unit, draw)


def _month(week: Period) -> tuple[int, int]:
    return week.start.year, week.start.month


def _row(canvas: Canvas, name: str, squares: Sequence[Square | None], aside: float, side: float) -> Stretch:
    high = max(side, 12 * canvas.scale)

    def draw(y: float) -> None:
        canvas.text(QRectF(0, y, aside - 6 * canvas.scale, high), name, BODY, FROM_LEFT)
        for place, square in enumerate(squares):
            box = QRectF(aside + place * side, y + (high - side) / 2, side, side)
            canvas.rim(box, canvas.palette.rule, 0.5)
            state = square.state if square is not None else None
            if state is not None:
                _mark(canvas, state, box)

    return Stretch(high + 1, draw)


def _drawing(canvas: Canvas, state: Arrived) -> Callable[[QRectF], None]:
    def draw(box: QRectF) -> None:
        side = box.height() + 2
        square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        canvas.rim(square, canvas.palette.rule, 0.5)
        _mark(canvas, state, square)

    return draw


def _mark(canvas: Canvas, state: Arrived, box: QRectF) -> None:
    inner = box.adjusted(*(edge * box.width() * 0.18 for edge in (1, 1, -1, -1)))
    _MARKS[state](canvas, box, inner)


def _received(canvas: Canvas, box: QRectF, inner: QRectF) -> None:
    canvas.fill(box.adjusted(0.5, 0.5, -0.5, -0.5), canvas.palette.main.fill)
    _tick(canvas, inner, canvas.palette.main.on)


def _in_time(canvas: Canvas, box: QRectF, inner: QRectF) -> None:
    _tick(canvas, inner, canvas.palette.main.fill if canvas.palette.name != "print" else canvas.palette.text)


def _late(canvas: Canvas, box: QRectF, inner: QRectF) -> None:
    """A triangle with its tip up."""
    canvas.fill(box.adjusted(0.5, 0.5, -0.5, -0.5), canvas.palette.band)
    top, left, right = QPointF(inner.center().x(), inner.top()), inner.bottomLeft(), inner.bottomRight()
    canvas.path([left, top, right, left], canvas.palette.mark, 1.1)


def _missing(canvas: Canvas, box: QRectF, inner: QRectF) -> None:
    for start, end in ((inner.topLeft(), inner.bottomRight()), (inner.bottomLeft(), inner.topRight())):
        canvas.line(start, end, canvas.palette.text, 1.2)


def _draft(canvas: Canvas, box: QRectF, inner: QRectF) -> None:
    canvas.dot(inner.center(), inner.width() / 2 * 0.85, canvas.palette.quiet, hollow=True)


def _disputed(canvas: Canvas, box: QRectF, inner: QRectF) -> None:
    """Two that are not equal."""
    third = inner.height() / 3
    for y in (inner.top() + third, inner.bottom() - third):
        canvas.line(QPointF(inner.left(), y), QPointF(inner.right(), y), canvas.palette.mark, 1.0)
    canvas.line(inner.bottomLeft(), inner.topRight(), canvas.palette.mark, 1.0)


def _not_due(canvas: Canvas, box: QRectF, inner: QRectF) -> None:
    canvas.dot(inner.center(), 0.5, canvas.palette.quiet)


def _tick(canvas: Canvas, box: QRectF, colour: str) -> None:
    middle = QPointF(box.left() + box.width() * 0.38, box.bottom() - box.height() * 0.1)
    canvas.path([QPointF(box.left(), box.center().y()), middle, box.topRight()], colour, 1.2)


_MARKS: Mapping[Arrived, Callable[[Canvas, QRectF, QRectF], None]] = {
    Arrived.RECEIVED: _received,
    Arrived.LATE: _late,
    Arrived.SENT_IN_TIME: _in_time,
    Arrived.MISSING: _missing,
    Arrived.DRAFT: _draft,
    Arrived.DISPUTED: _disputed,
    Arrived.NOT_DUE: _not_due,
}
