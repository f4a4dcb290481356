"""What files are called."""

from datetime import date

from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Status
from fieldapp.core.sheet import SheetKey

WORKBOOK = ".xlsx"


def workbook_name(report: Report) -> str:
    """A name that sorts by period and cannot be taken for another revision's.

    Of a sent sheet `azerbaijan-hq-2025-03-10_2025-03-16-r1.xlsx`; of an unsent one, whose figures may still
    change, it ends in `-draft`; a summary has neither.
    """
    stem = f"{report.programme.key}-{report.office}-{report.period.start}_{report.period.end}"
    if report.is_summary:
        return f"{stem}{WORKBOOK}"
    sent = report.standing.status is Status.SENT
    return f"{stem}-r{report.standing.revision}{WORKBOOK}" if sent else f"{stem}-draft{WORKBOOK}"


def form_name(programme: Programme, key: SheetKey) -> str:
    """`azerbaijan-karabakh-2025-03-10_2025-03-16-form.xlsx`."""
    return f"{programme.key}-{key.office}-{key.period.start}_{key.period.end}-form{WORKBOOK}"


def answer_name(office: str, day: date) -> str:
    """`fieldapp-answer-karabakh-2025-03-17.xlsx`."""
    return f"fieldapp-answer-{office}-{day}{WORKBOOK}"
