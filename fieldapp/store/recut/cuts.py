"""Sheets that are cut where months end, and made whole again while nothing stands on their parts."""

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace

from fieldapp.core.edits import Edits, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import require_sheet_length
from fieldapp.core.records.recut import entering, require_fit
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.store.digests import StoredRow
from fieldapp.store.held import HeldRows
from fieldapp.store.ledger import SheetChange, SheetRow
from fieldapp.store.records import forget_recut, heads_of, put_recut, records_of
from fieldapp.store.sendings import Sendings


@dataclass(frozen=True)
class CutSheet:
    """One of the sheets of a cut: the edits that were made of it, what was said of it before, and what it
    holds since."""

    edits: Edits
    said: SheetRow
    after: HeldRows


@dataclass(frozen=True)
class Cut:
    """A cut that was made, with all that takes it back. `of`, `into`: the whole as it was, and its parts;
    `record`: that of the whole, if it was sent; `remembered`: the numbers of the sheets that were not its
    parts before."""

    of: Sheet
    into: tuple[Sheet, ...]
    whole: CutSheet
    parts: tuple[CutSheet, ...]
    record: str = ""
    remembered: tuple[int, ...] = ()

    @property
    def sheets(self) -> tuple[CutSheet, ...]:
        """All that were written, the whole last."""
        return (*self.parts, self.whole)


class Cuts(Sendings, ABC):
    """Changes that concern several sheets at once, all of them in one transaction."""

    @abstractmethod
    def _write_in(self, change: SheetChange, edits: Edits, why: str, source: str = "") -> None:
        """Make edits of a sheet that is being changed."""

    def cut(self, whole: Sheet, parts: Sequence[Sheet], why: str) -> Cut:
        """Enter the parts of a sheet and empty the whole; what `join` takes. Where the whole was sent, its
        parts remember its record; those for which nobody has chosen organisations name those of the whole.

        Raises FieldAppError `parts-not-whole`, `part-there` where any of these days are in another sheet,
        `stale-edit` where the disk holds something else than the whole, and as `write` does.
        """
        key, cut = whole.key, None
        require_fit(whole, parts)
        try:
            with self._transaction():
                for other in self.periods(key.office):
                    if other != key.period and other.overlaps(key.period):
                        raise FieldAppError("part-there", period=other)
                if self.sheet(key) != whole:
                    raise FieldAppError("stale-edit")
                cut = self._made(whole, parts, why)
        except FieldAppError:
            if cut is None or not self._is_as(cut.sheets, [sheet.after for sheet in cut.sheets]):
                raise
        return cut

    def join(self, cut: Cut, why: str) -> None:
        """Take a cut back: the whole is as it was before, and its parts hold nothing.

        Raises FieldAppError `part-sent`, `part-verified` or `part-changed` where something stands on a part,
        or was entered into the whole, since.
        """
        joined: list[HeldRows] = []
        try:
            with self._transaction():
                for sheet in cut.sheets:
                    self._require_untouched(sheet)
                for sheet in cut.sheets:
                    named = self.organisations(sheet.after.key)
                    with self._turning(sheet.after.key) as change:
                        self._write_in(change, sheet.edits.inverse(), why)
                        if change.row.has_chosen and not sheet.said.has_chosen:
                            usual = self.programme.usual_organisations(change.key.office)
                            change.choose(named, usual, why)
                            change.remove("organisation")
                        _say_again(change, sheet.said)
                if cut.remembered:
                    forget_recut(self._db, cut.record, cut.remembered)
                joined = [self._held(sheet.after.key) for sheet in cut.sheets]
        except FieldAppError:
            if not joined or not self._is_as(cut.sheets, joined):
                raise

    def _made(self, whole: Sheet, parts: Sequence[Sheet], why: str) -> Cut:
        key = whole.key
        heads = heads_of(records_of(self._db, key))[-1:]
        row = self._held(key).row
        named = self.organisations(key) if row is not None and row[-2] else None
        cut_parts: list[CutSheet] = []
        for part in parts:
            of = SheetKey(key.office, require_sheet_length(part.period))
            cut_parts.append(self._cut_sheet(of, entering(part), why, named))
        emptied = make_edits(whole, dict.fromkeys(whole.values))
        cut_whole = self._cut_sheet(key, emptied, why)
        numbers = [_number_in(part.after) for part in cut_parts]
        new = put_recut(self._db, heads[0], numbers) if heads else ()
        return Cut(whole, tuple(parts), cut_whole, tuple(cut_parts), "".join(heads), new)

    def _is_as(self, sheets: Sequence[CutSheet], expected: Sequence[HeldRows]) -> bool:
        """Whether a disk that failed late has taken a change of several sheets."""
        with contextlib.suppress(FieldAppError):
            now = [self._held(sheet.after.key).tables for sheet in sheets]
            return now == [held.tables for held in expected]
        return False

    def _cut_sheet(
        self, key: SheetKey, edits: Edits, why: str, named: Collection[str] | None = None
    ) -> CutSheet:
        """`named`: the organisations of a sheet for which nobody has chosen any."""
        before = self.organisations(key)
        with self._turning(key) as change:
            said = replace(change.row)
            self._write_in(change, edits, why)
            if named is not None and not said.has_chosen:
                change.choose(before, named, why)
        return CutSheet(edits, said, self._held(key))

    def _require_untouched(self, sheet: CutSheet) -> None:
        after = sheet.after
        now, period = self._held(after.key), after.key.period
        if now.rows("seal") != after.rows("seal"):
            raise FieldAppError("part-sent", period=period)
        if now.rows("verification") != after.rows("verification"):
            raise FieldAppError("part-verified", period=period)
        if self._sheet(now) != self._sheet(after) or _organisations(now) != _organisations(after):
            raise FieldAppError("part-changed", period=period)


def _say_again(change: SheetChange, said: SheetRow) -> None:
    """What was said of a sheet; the history tells of it where it is how far the sheet is."""
    if change.row.status is not said.status:
        change.set_status(said.status)
    for item in fields(SheetRow):
        setattr(change.row, item.name, getattr(said, item.name))


def _number_in(held: HeldRows) -> int:
    row = held.row
    assert row is not None, "asked of a sheet that was just written"
    return int(row[0])


def _organisations(held: HeldRows) -> tuple[StoredRow, ...]:
    """Which ones were chosen, and whether that was done at all."""
    return (held.row[-2:-1] if held.row else (), *sorted(held.rows("organisation")))
