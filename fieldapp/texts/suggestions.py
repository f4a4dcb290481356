"""Sentences of what may have happened to figures, and of what would then be right."""

from fieldapp.core.checks.finding import Replacement, Suggestion
from fieldapp.core.numbers import Amount, parse
from fieldapp.core.programme import Programme
from fieldapp.texts.texts import Texts


def suggestion_sentence(suggestion: Suggestion, programme: Programme, texts: Texts) -> str:
    """`Aghdam, AP mines: 93 may be 39 with two digits exchanged; then the totals agree.`"""
    first, cells = suggestion.cells[0], [change.cell for change in suggestion.cells]
    districts = [texts.district(key, programme) for key in dict.fromkeys(cell.district for cell in cells)]
    columns = [texts.column(key, programme) for key in dict.fromkeys(cell.indicator for cell in cells)]
    figures = [_figure(change, programme, texts) for change in suggestion.cells]
    said = texts(
        f"suggestions.{suggestion.kind}",
        district=districts[0],
        districts=texts.listed(districts),
        indicator=columns[0],
        indicators=texts.listed(columns),
        figures=", ".join(figures),
        before=_shown(first, first.before, programme, texts),
        after=_shown(first, first.after, programme, texts),
    )
    return texts("suggestions.agree" if suggestion.agrees else "suggestions.plain", said=said)


def _figure(change: Replacement, programme: Programme, texts: Texts) -> str:
    column = texts.column(change.cell.indicator, programme)
    return texts("suggestions.figure", indicator=column, after=_shown(change, change.after, programme, texts))


def _shown(change: Replacement, text: str | None, programme: Programme, texts: Texts) -> str:
    if text is None:
        return texts("suggestions.nothing")
    unit = programme.indicator(change.cell.indicator).unit
    return texts.amount(Amount(parse(text, unit, decimal_mark="."), unit))
