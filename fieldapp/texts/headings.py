"""What people and our own tables write over columns and in front of rows, in every language at once: a paper
may be in another one than the window."""

from functools import cache

from fieldapp.core.sheet import ROW_CONTROLS
from fieldapp.core.table.headings import Headings
from fieldapp.texts.texts import LANGUAGES, read_texts

_ASIDES = ("grid.items", "grid.difference", "workbook.state")
"""What our own tables say beside the tallies, as keys of the texts."""


@cache
def all_headings() -> Headings:
    """The names in all languages."""
    spoken = [read_texts(language) for language in LANGUAGES]
    control, totals, kinds, row_numbers, areas, units = (
        [name for texts in spoken for name in texts(f"paste.{key}").split(";")]
        for key in ("control-names", "total-names", "kind-words", "number-names", "area-words", "unit-words")
    )
    asides = [*totals, *row_numbers, *(texts(key) for texts in spoken for key in _ASIDES)]
    row_controls = [(texts(f"grid.{key}"), key) for texts in spoken for key in ROW_CONTROLS]
    return Headings.of(control, asides, kinds, totals, areas, units, row_controls)
