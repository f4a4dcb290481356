"""What headquarters look at: the board of a year, and the answer to an office."""

from collections.abc import Callable
from datetime import datetime

from fieldapp.core.hq.answer import Answer, make_answer
from fieldapp.core.hq.beside import given_by_sheet
from fieldapp.core.hq.board import Board, make_board, weeks_in
from fieldapp.core.hq.counting import count
from fieldapp.core.hq.state import let_go
from fieldapp.core.period import Period
from fieldapp.store.hq.adopting import Adopting

_Tell = Callable[[float], None]
"""Hears how much is done, 0 to 1; may raise to have it left."""


def answer_to(
    store: Adopting, office: str, now: datetime, who: str, tell: _Tell = lambda share: None
) -> Answer:
    """All that headquarters have of an office. Raises FieldAppError `records-damaged`, or as `tell`."""
    tell(0.0)
    received = {one: receipt.at for one, receipt in store.receipts().items()}
    held = store.holdings()
    tell(0.6)
    counted = count(held, store.programme)
    tell(0.8)
    answer = make_answer(held, counted, received, office, store.programme, file=store.file, at=now, by=who)
    let_go(held.records, counted)
    return answer


def board_of(store: Adopting, span: Period, now: datetime, tell: _Tell = lambda share: None) -> Board:
    """Who has sent what of the weeks that begin in a span. Raises FieldAppError `records-damaged`, or as
    `tell`."""
    tell(0.0)
    received = {one: receipt.at for one, receipt in store.receipts().items()}
    weeks = weeks_in(span, split=store.programme.split_at_month_end)
    near = Period(span.start, max(span.end, weeks[-1].end)) if weeks else span
    held = store.holdings_near(near)
    tell(0.5)
    counted, published = count(held, store.programme), store.published_at()
    given = given_by_sheet(counted, store.typed_own([near]))
    tell(0.7)
    board = make_board(held, counted, received, published, store.programme, span, now, given)
    let_go(held.records, counted)
    return board
