"""What headquarters look at: the board of a year, and the answer to an office."""

from datetime import datetime

from fieldapp.core.hq.answer import Answer, make_answer
from fieldapp.core.hq.beside import given_by_sheet
from fieldapp.core.hq.board import Board, make_board
from fieldapp.core.period import Period
from fieldapp.store.hq.adopting import Adopting


def answer_to(store: Adopting, office: str, now: datetime, who: str) -> Answer:
    """All that headquarters have of an office. Raises FieldAppError `records-damaged`."""
    received = {one: receipt.at for one, receipt in store.receipts().items()}
    held = store.holdings()
    return make_answer(
        held, store.counted(), received, office, store.programme, file=store.file, at=now, by=who
    )


def board_of(store: Adopting, span: Period, now: datetime) -> Board:
    """Who has sent what of the weeks that begin in a span. Raises FieldAppError `records-damaged`."""
    received = {one: receipt.at for one, receipt in store.receipts().items()}
    counted, published = store.counted(), store.published_at()
    given = given_by_sheet(counted, store.typed_own([span]))
    return make_board(store.holdings(), counted, received, published, store.programme, span, now, given)
