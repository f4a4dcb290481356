"""What a second person has keyed of a sheet and decided so far: kept while the file is open."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fieldapp.core.numbers import Value
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, Sheet
from fieldapp.core.verify import Keyed, Mismatch, Right, is_complete, mismatches, places_to_key

Settle = Callable[[Mismatch, Right, str], None]


@dataclass
class Round:
    """One person's keying of one sheet. `keyed` ends up as what the paper says. `is_correcting`: the paper
    bore the second person out somewhere, and the sheet is being corrected. `again`: what was keyed first
    where neither number was right."""

    who: str
    keyed: dict[Cell, Value] = field(default_factory=dict)
    decided: dict[Mismatch, Right] = field(default_factory=dict)
    again: dict[Cell, Value] = field(default_factory=dict)
    is_correcting: bool = False
    _settled: set[Mismatch] = field(default_factory=set)

    def progress(self, sheet: Sheet) -> tuple[int, int]:
        """How many totals are keyed, of how many."""
        places = places_to_key(sheet)
        return sum(cell in self.keyed for cell in places), len(places)

    def is_complete(self, sheet: Sheet) -> bool:
        """Whether every total is keyed."""
        return is_complete(sheet, Keyed(self.keyed))

    def differing(self, sheet: Sheet, programme: Programme) -> tuple[Mismatch, ...]:
        """Where the sheet says something else."""
        return mismatches(sheet, programme, Keyed(self.keyed))

    def key_again(self, cell: Cell) -> None:
        """Have a place keyed anew."""
        self.again[cell] = self.keyed.pop(cell)

    @property
    def settled(self) -> tuple[tuple[Mismatch, Right], ...]:
        """The differences that were met, and who was right by the paper."""
        return tuple((one, right) for one, right in self.decided.items() if one in self._settled)

    def record(self, found: tuple[Mismatch, ...], settle: Settle) -> tuple[Mismatch, ...]:
        """Settle each difference once, as it was decided; returns those in which the sheet is wrong. Where
        the entry was right, the slip is taken back."""
        for mismatch in found:
            right = self.decided[mismatch]
            if mismatch not in self._settled:
                settle(mismatch, right, self.who)
                self._settled.add(mismatch)
            if right is Right.ENTERED:
                self.keyed[mismatch.cell] = mismatch.entered
        wrong = tuple(mismatch for mismatch in found if self.decided[mismatch] is Right.KEYED)
        self.is_correcting = bool(wrong)
        return wrong
