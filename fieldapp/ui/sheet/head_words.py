"""What the heads of rows and columns say, in one language."""

from collections.abc import Callable

from fieldapp.core.programme import ITEMS
from fieldapp.core.sheet import CONTROL
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.sheet.lines import Column, GridRow, RowKind


class HeadWords:
    """Asks the document. `speaks`: gives the texts of the moment."""

    def __init__(self, document: Document, speaks: Callable[[], Texts]) -> None:
        self._document, self._speaks = document, speaks

    @property
    def texts(self) -> Texts:
        """The language that is spoken."""
        return self._speaks()

    def row_name(self, row: GridRow) -> str:
        """The head of a row."""
        match row.kind:
            case RowKind.REGION:
                return self.texts.names(self._document.programme.region(row.key).names)
            case RowKind.DISTRICT | RowKind.CONTROL:
                return self.texts.district(row.key, self._document.programme)
            case RowKind.TOTAL | RowKind.DIFFERENCE:
                return self.texts(f"grid.{row.key}")

    def row_aside(self, row: GridRow) -> str:
        """What is said quietly beside it: that it is a city, or how many have answered."""
        if row.kind is RowKind.TOTAL:
            if self._document.damage is not None:
                return ""
            sheet = self._document.sheet
            return self.texts("grid.answered", answered=sheet.answered(), expected=len(sheet.districts))
        if row.kind is RowKind.DISTRICT:
            return self._optional(f"grid.kind-{self._document.programme.district(row.key).kind}")
        return ""

    def row_spoken(self, row: GridRow) -> str:
        """The head of a row for a screen reader."""
        return f"{self.row_name(row)} {self.row_aside(row)}".strip()

    def row_tip(self, row: GridRow) -> str:
        """What a footer row is for."""
        control = self.texts.district(CONTROL, self._document.programme)
        return wrapped(self._optional(f"grid.tip-{row.key}", control=control))

    def column_name(self, column: Column) -> str:
        """The head of a column."""
        if column.key == ITEMS:
            return self.texts("grid.items")
        if column.is_row_control:
            return self.texts(f"grid.{column.key}")
        return self.texts.names(self._document.programme.indicator(column.key).short_names)

    def column_spoken(self, column: Column) -> str:
        """Its full name, or what it sums."""
        programme = self._document.programme
        if column.is_row_control:
            return self.texts.column(column.key, programme)
        if column.is_typed:
            return self.texts.names(programme.indicator(column.key).names)
        parts = [self.texts.names(programme.indicator(key).short_names) for key in column.of]
        return f"{self.column_name(column)} = {' + '.join(parts)}"

    def column_tip(self, column: Column) -> str:
        """The full name and the definition."""
        if column.is_row_control:
            return wrapped(f"{self.column_spoken(column)}\n{self.texts(f'grid.tip-{column.key}')}")
        if not column.is_typed:
            return wrapped(self.column_spoken(column))
        definitions = self._document.programme.indicator(column.key).definitions
        return wrapped(f"{self.column_spoken(column)}\n{self.texts.names(definitions)}")

    def _optional(self, key: str, **values: str) -> str:
        return self.texts(key, **values) if key in self.texts.table else ""
