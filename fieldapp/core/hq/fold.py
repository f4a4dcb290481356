"""What the records of one sheet say together, cell by cell: nothing wins by date or by number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fieldapp.core.characters import shortened
from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.checks.totals import control_recorded
from fieldapp.core.edits import LONGEST_NOTE
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import STATE, Cell, Content, RowState


@dataclass(frozen=True, slots=True)
class Claim:
    """What a record says of a cell; None: that nothing is reported there."""

    id: str
    content: Content | None


@dataclass(frozen=True)
class Folded:
    """The figures of a sheet by its records. `heads`: the records from which no other one comes, sorted;
    `claims`: for each cell that anybody wrote, what those say who wrote it last. One content among them
    counts; several are in dispute, and count nowhere."""

    records: Mapping[str, Record]
    heads: tuple[str, ...]
    claims: Mapping[Cell, tuple[Claim, ...]] = field(default_factory=dict)

    @cached_property
    def values(self) -> dict[Cell, Content]:
        """What counts."""
        agreed = ((cell, claims[0].content) for cell, claims in sorted(self.claims.items()))
        return {
            cell: content for cell, content in agreed if content is not None and cell not in self.disputed
        }

    @cached_property
    def disputed(self) -> dict[Cell, tuple[Claim, ...]]:
        """The cells about which records disagree, in order; where one says that there were no operations and
        another has numbers, all the numbers of the row and its mark."""
        found = {
            cell: claims
            for cell, claims in self.claims.items()
            if len({claim.content for claim in claims}) > 1
        }
        held = {
            cell: claims
            for cell, claims in self.claims.items()
            if any(claim.content is not None for claim in claims)
        }
        marked = {cell.district for cell in held if cell.indicator == STATE}
        numbered = {cell.district for cell in held if cell.indicator != STATE}
        found |= {cell: held[cell] for cell in held if cell.district in marked & numbered}
        return dict(sorted(found.items()))

    @property
    def newest(self) -> Record:
        """The head of the greatest revision; shown, never used to decide."""
        return max((self.records[one] for one in self.heads), key=lambda record: (record.revision, record.id))

    def notes(self) -> dict[Cell, str]:
        """The remarks of all heads, each text once, as far as a note has room for them."""
        told: dict[Cell, list[str]] = {}
        for one in self.heads:
            for cell, note in self.records[one].notes.items():
                if note not in told.setdefault(cell, []):
                    told[cell].append(note)
        return {cell: shortened(" / ".join(texts), LONGEST_NOTE) for cell, texts in sorted(told.items())}

    def answers(self) -> tuple[WarningAnswer, ...]:
        """Why warnings are right, by all heads; one for each rule and its cells."""
        told = {(one.rule, one.cells): one for head in self.heads for one in self.records[head].answers}
        return tuple(told.values())

    def controls(self) -> Mapping[Cell, Content]:
        """The control totals: they are of the record that holds them, so of one head alone."""
        held = self.records[self.heads[0]].controls if len(self.heads) == 1 else {}
        return {control_recorded(cell): value for cell, value in held.items()}

    def organisations(self) -> tuple[str, ...]:
        """Who took part, by any head."""
        return tuple(sorted({key for one in self.heads for key in self.records[one].organisations}))


def contents_in(record: Record) -> dict[Cell, Content]:
    """What a record says, by cell; cells of which it says nothing are left out."""
    contents: dict[Cell, Content] = {}
    for district, state, values in record.rows:
        if state == RowState.NO_OPERATIONS:
            contents[Cell(district, STATE)] = RowState.NO_OPERATIONS
        contents |= {Cell(district, key): value for key, value in values.items() if value is not None}
    return contents


def fold_records(records: Mapping[str, Record]) -> Folded:
    """What records of one sheet say together.

    A record writes a cell if it comes from none that is known and says something there, or if it says
    something else than one of those that it comes from most nearly, but never one that it leaves open. Of
    those who wrote it, those count from whom no other one of them comes.
    """
    if len(records) == 1:
        return _alone(*records.values())
    before = {one: record.ancestors & records.keys() for one, record in records.items()}
    said = {one: contents_in(record) for one, record in records.items()}
    near = {one: _nearest(before[one], before) for one in records}
    writers: dict[Cell, list[str]] = {}
    for one in sorted(records):
        for cell in _cells_of([said[one], *(said[other] for other in near[one])]):
            is_open = cell in records[one].lineage.left_open
            if not is_open and _writes(cell, said[one], [said[other] for other in near[one]]):
                writers.setdefault(cell, []).append(one)
    claims = {
        cell: tuple(
            Claim(one, said[one].get(cell))
            for one in ones
            if not any(one in before[other] for other in ones if other != one)
        )
        for cell, ones in writers.items()
    }
    return Folded(records, heads_among(records), claims)


def _alone(record: Record) -> Folded:
    """The same of one record, which most sheets have: it writes all that it says, and nobody else does."""
    left_open = frozenset(record.lineage.left_open)
    said = contents_in(record).items()
    claims = {cell: (Claim(record.id, content),) for cell, content in said if cell not in left_open}
    return Folded({record.id: record}, (record.id,), claims)


def heads_among(records: Mapping[str, Record]) -> tuple[str, ...]:
    """The ids of the records from which no other one comes, sorted."""
    before = {one for record in records.values() for one in record.ancestors}
    return tuple(sorted(records.keys() - before))


def _nearest(ancestors: Collection[str], before: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Those ancestors from which no other of them comes."""
    return tuple(one for one in ancestors if not any(one in before[other] for other in ancestors))


def _cells_of(contents: Collection[Mapping[Cell, Content]]) -> set[Cell]:
    return {cell for some in contents for cell in some}


def _writes(cell: Cell, own: Mapping[Cell, Content], near: Collection[Mapping[Cell, Content]]) -> bool:
    if not near:
        return cell in own
    return any(other.get(cell) != own.get(cell) for other in near)
