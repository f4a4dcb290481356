"""What files are called."""

from fieldapp.core.report import Report, Status

WORKBOOK = ".xlsx"


def workbook_name(report: Report) -> str:
    """A name that sorts by period and cannot be taken for another revision:
    `azerbaijan-hq-2025-03-10_2025-03-16-r1.xlsx`."""
    days = f"{report.period.start}_{report.period.end}"
    name = f"{report.programme.key}-{report.office}-{days}-r{report.standing.revision}"
    draft = "-draft" if report.standing.status is Status.DRAFT else ""
    return f"{name}{draft}{WORKBOOK}"
