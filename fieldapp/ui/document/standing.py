"""The way of an open sheet: draft, ready, sent; and what a second person says of it."""

import contextlib
from collections.abc import Iterator

from fieldapp.core.errors import FieldAppError
from fieldapp.core.report import Status
from fieldapp.core.sending import next_step
from fieldapp.core.verify import Mismatch, Right
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.notice import Message


def mark_ready(document: Document) -> None:
    """Mark a draft ready. Raises FieldAppError `nothing-entered`, `errors-stand`, or as `confirm` does."""
    document.confirm()
    if document.standing.status is Status.DRAFT:
        next_step(document.sheet, document.standing.status, document.findings).require(document.period)
        with _seen_afterwards(document):
            document.store.set_status(
                document.key, Status.READY, sheet=document.sheet, seen=document.standing
            )


def take_back(document: Document) -> None:
    """A sheet that is ready is a draft again."""
    document.read_standing()
    if document.standing.status is Status.READY:
        with _seen_afterwards(document):
            document.store.set_status(document.key, Status.DRAFT, seen=document.standing)


def verify(document: Document, who: str) -> None:
    """Remember that a second person keyed the totals from the paper and found them right. Raises
    FieldAppError as `confirm` does."""
    document.confirm()
    with _seen_afterwards(document):
        document.store.verify(document.sheet, who)


@contextlib.contextmanager
def _seen_afterwards(document: Document) -> Iterator[None]:
    """Whatever became of it, what the disk says now is shown: one that failed late may have taken it."""
    try:
        yield
    except FieldAppError:
        with contextlib.suppress(FieldAppError):
            document.read_standing()
        raise
    document.read_standing()


def settle_mismatch(document: Document, mismatch: Mismatch, right: Right, who: str) -> None:
    """Remember what a second person keyed instead, and who was right by the paper."""
    document.store.settle_mismatch(document.key, mismatch, right, who)


def demonstration_message(document: Document) -> Message:
    """What a demonstration says of itself; with the record its totals are from, while that holds."""
    source = document.standing.source

    def say(texts: Texts) -> str:
        if source:
            return texts("window.demonstration-of", source=source)
        return texts("window.demonstration")

    return Message("info", say)
