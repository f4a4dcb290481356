"""The way of an open sheet: draft, ready, sent; and what a second person says of it."""

from fieldapp.core.checks.finding import count_errors
from fieldapp.core.errors import FieldAppError
from fieldapp.core.report import Report, Status
from fieldapp.core.verify import Mismatch, Right
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.notice import Message


def mark_ready(document: Document) -> None:
    """Mark the sheet ready, or a draft again. Raises FieldAppError `errors-stand`, or as `confirm` does."""
    if document.standing.status is Status.READY:
        document.store.set_status(document.period, Status.DRAFT)
    else:
        _refuse_errors(document)
        document.store.set_status(document.period, Status.READY)
    document.read_standing()


def mark_sent(document: Document, report: Report) -> None:
    """Mark the sheet sent, as `report` says it. Raises FieldAppError `not-ready`, `errors-stand`, or
    `stale-edit` if it was changed in the meantime."""
    if document.standing.status is Status.DRAFT:
        raise FieldAppError("not-ready")
    _refuse_errors(document)
    document.store.send(report)
    document.read_standing()


def take_back_sending(document: Document, report: Report) -> None:
    """Its workbook could not be written: a sheet marked sent is ready again, one changed since stays."""
    if document.store.standing(report.period) == report.standing:
        document.store.set_status(report.period, Status.READY)
        document.read_standing()


def verify(document: Document, who: str) -> None:
    """Remember that a second person keyed the totals from the paper and found them right. Raises
    FieldAppError as `confirm` does."""
    document.confirm()
    document.store.verify(document.sheet, who)
    document.read_standing()


def settle_mismatch(document: Document, mismatch: Mismatch, right: Right, who: str) -> None:
    """Remember what a second person keyed instead, and who was right by the paper."""
    document.store.settle_mismatch(document.period, mismatch, right, who)


def _refuse_errors(document: Document) -> None:
    document.confirm()
    if errors := count_errors(document.findings):
        raise FieldAppError("errors-stand", n=errors)


def demonstration_message(document: Document) -> Message:
    """What a demonstration says of itself; with the record its totals are from, while that holds."""
    source = document.standing.source

    def say(texts: Texts) -> str:
        if source:
            return texts("window.demonstration-of", source=source)
        return texts("window.demonstration")

    return Message("info", say)
