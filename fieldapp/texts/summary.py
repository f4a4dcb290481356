"""The summary of a period as lines for a terminal."""

from fieldapp.core.numbers import Unit
from fieldapp.core.report import Report
from fieldapp.texts.texts import Texts


def summary_lines(report: Report, texts: Texts) -> list[str]:
    """Title, totals with aligned figures, what they stand on, revision and check code."""
    programme = report.programme
    figures = [
        (texts.names(item.names), texts.figure(report.total(item.key), item.unit))
        for item in programme.active
    ]
    figures += [
        (texts.names(item.names), texts.figure(report.sum(item.key), Unit.COUNT)) for item in programme.sums
    ]
    names = max(len(name) for name, _ in figures)
    width = max(len(figure) for _, figure in figures)
    office = texts.names(programme.office(report.office).names)
    return [
        f"{office}, {texts.period_label(report.period)}",
        *(f"  {name:<{names}}  {figure:>{width}}" for name, figure in figures),
        districts_told(report, texts),
        texts("report.revision", revision=report.standing.revision, check_code=report.seal.check_code),
        *(texts("report.straddling", period=period) for period in report.straddling),
        *(texts("report.uncovered", period=period) for period in report.uncovered),
        *dispute_line(report, texts),
        *origin_lines(report, texts),
    ]


def districts_told(report: Report, texts: Texts) -> str:
    """Of how many districts anything is in the figures; and of how many all, where these are fewer."""
    expected = report.expected
    said = texts("report.districts-of", reported=report.told, expected=expected, n=expected)
    if report.reported == report.told:
        return said
    key = "report.districts-whole" if len(report.sheets) > 1 else "report.districts-full"
    return texts(key, districts=said, whole=report.reported)


def dispute_line(report: Report, texts: Texts) -> list[str]:
    """That cells are in dispute, for whatever shows the figures; nothing where none is."""
    return [texts("report.disputed", n=report.disputed)] if report.disputed else []


def origin_lines(report: Report, texts: Texts) -> list[str]:
    """Where the figures come from, for whatever shows them: the published record, a made-up split."""
    source = report.standing.source
    return [
        *([texts("report.made-up")] if report.is_demonstration else []),
        *([texts("report.as-published", source=source)] if source else []),
    ]
