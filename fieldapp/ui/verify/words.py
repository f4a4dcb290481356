"""The words of the second person's dialog: what each place is called, and its figures."""

from fieldapp.core.numbers import Unit, Value
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.texts.texts import Texts


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
