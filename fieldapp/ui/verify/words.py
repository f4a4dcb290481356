"""The words of the second person's dialog: what each place is called, and its figures."""

from fieldapp.core.numbers import Unit, Value
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell, Sheet
from fieldapp.core.verify import Mismatch, Right, places_to_key
from fieldapp.texts.texts import Texts
from fieldapp.ui.verify.round import Round

MOST_DIFFERENCES = 6


def unit_of(cell: Cell, programme: Programme) -> Unit:
    """What a place is keyed in."""
    return programme.indicator(cell.indicator).unit if cell.district == CONTROL else Unit.COUNT


def place_name(cell: Cell, programme: Programme, texts: Texts) -> str:
    """A place inside a sentence: `Aghdam: items`, `UXO: total`."""
    if cell.district == CONTROL:
        short = texts.names(programme.indicator(cell.indicator).short_names)
        return texts("verify.place-column", indicator=short)
    return texts("verify.place-row", district=texts.district(cell.district, programme))


def place_label(cell: Cell, programme: Programme, texts: Texts) -> str:
    """A place beside its field: the district, or the column with its unit."""
    if cell.district != CONTROL:
        return texts.district(cell.district, programme)
    return texts.names(programme.indicator(cell.indicator).short_names)


def summed(programme: Programme, texts: Texts) -> str:
    """What a row's items are: `AP mines + AT mines + UXO`."""
    return " + ".join(texts.names(item.short_names) for item in programme.items)


def keyed_figure(cell: Cell, value: Value, programme: Programme, texts: Texts) -> str:
    """A place's number as it is read here."""
    return texts.figure(value, unit_of(cell, programme))


def outcome(ended: Round, sheet: Sheet, programme: Programme, texts: Texts) -> list[str]:
    """What a finished round has found, line by line: how many totals agreed, and each that did not at
    first."""
    places = places_to_key(sheet)
    settled = [(one.cell, _difference(one, right, programme, texts)) for one, right in ended.settled]
    slips = [
        (cell, _slip(cell, first, ended.keyed[cell], programme, texts))
        for cell, first in ended.again.items()
        if cell in ended.keyed and cell not in dict(settled)
    ]
    differed = [(cell, line) for cell, line in settled + slips if cell in places]
    if not differed:
        return [texts("verify.agreed", n=len(places))]
    lines = [line for _, line in differed]
    left = lines[MOST_DIFFERENCES:]
    more = [texts("verify.more-differed", n=len(left))] if left else []
    agreed = texts("verify.agreed-others", n=len(places) - len({cell for cell, _ in differed}))
    return [agreed, *lines[:MOST_DIFFERENCES], *more]


def _difference(one: Mismatch, right: Right, programme: Programme, texts: Texts) -> str:
    return texts(
        f"verify.was-{right}",
        place=place_label(one.cell, programme, texts),
        keyed=keyed_figure(one.cell, one.keyed, programme, texts),
        entered=keyed_figure(one.cell, one.entered, programme, texts),
    )


def _slip(cell: Cell, first: Value, then: Value, programme: Programme, texts: Texts) -> str:
    return texts(
        "verify.was-keyed-again",
        place=place_label(cell, programme, texts),
        first=keyed_figure(cell, first, programme, texts),
        then=keyed_figure(cell, then, programme, texts),
    )
