"""The rows of a sheet as values: what is entered in it, how far it is, and who took part."""

from dataclasses import dataclass
from datetime import datetime

from fieldapp.core.numbers import Unread, explain
from fieldapp.core.programme import Programme
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet
from fieldapp.core.verify import fingerprint
from fieldapp.store.held import HeldRows, damage_of
from fieldapp.store.rows import number_of


@dataclass(frozen=True, slots=True)
class Entered:
    """What is entered, how far the sheet is, and the keys of those that took part in it."""

    sheet: Sheet
    standing: Standing
    organisations: frozenset[str]


class Entries:
    """Makes values of the rows of sheets. The cells and columns that all of them have are made once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._columns = tuple(programme.units)
        self._cells = {
            (district.key, key): Cell(district.key, key)
            for district in programme.districts
            for key in self._columns
        }

    def entered(self, held: HeldRows) -> Entered:
        """All three."""
        sheet = self.sheet(held)
        return Entered(sheet, self.standing(held, sheet), self.organisations(held))

    def sheet(self, held: HeldRows) -> Sheet:
        """What is entered. Raises FieldAppError `sheet-damaged` where a row holds no number."""
        values: dict[Cell, Content] = {}
        programme, cells = self._programme, self._cells
        try:
            for district, indicator, value in held.rows("tally"):
                cell = cells.get((district, indicator)) or Cell(district, indicator)
                values[cell] = value if type(value) is int else number_of(value)
            for district, indicator, value in held.rows("control_total"):
                values[Cell(district or CONTROL, indicator)] = number_of(value)
            for (district,) in held.rows("no_operations"):
                values[Cell(district, STATE)] = RowState.NO_OPERATIONS
            unread: dict[Cell, Unread] = {
                Cell(district, indicator): explain(text, programme.indicator(indicator).unit)
                for district, indicator, text in held.rows("unread")
            }
        except (ValueError, ArithmeticError) as error:
            raise damage_of(held.key) from error
        notes = {Cell(district, indicator): text for district, indicator, text in held.rows("note")}
        office, period = held.key.office, held.key.period
        rows = {district.key for district in programme.expected(office, period)}
        rows.update(row[0] for table in ("tally", "no_operations") for row in held.rows(table))
        districts = tuple(district.key for district in programme.districts if district.key in rows)
        return Sheet(period, districts, self._columns, values, notes, unread, office)

    def standing(self, held: HeldRows, sheet: Sheet) -> Standing:
        """How far a sheet is."""
        if held.row is None:
            return Standing()
        _, _, _, _, status, revision, sealed_at, source, reason, *_ = held.row
        at = datetime.fromisoformat(sealed_at) if sealed_at else None
        verified = [who for who, _, print_ in held.rows("verification") if print_ == fingerprint(sheet)]
        return Standing(Status(status), revision, at, source, reason, verified[0] if verified else "")

    def organisations(self, held: HeldRows) -> frozenset[str]:
        """The keys of those that took part, as was chosen; where nobody has chosen, the usual ones of its
        office."""
        if held.row is not None and held.row[-2]:
            return frozenset(name for (name,) in held.rows("organisation"))
        return frozenset(self._programme.usual_organisations(held.key.office))
