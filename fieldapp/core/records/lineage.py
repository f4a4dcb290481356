"""Where a record that a data file makes comes from."""

from collections.abc import Iterable, Mapping

from fieldapp.core.records.record import Lineage, Record, Recut


def lineage_of(
    known: Mapping[str, Record], parents: Iterable[str], file: str, recut: Recut | None = None
) -> Lineage:
    """The lineage of a record that a data file makes from others. A parent from which another one comes is no
    parent any more but stands before."""
    given = frozenset(parents)
    before = frozenset(one for parent in given if parent in known for one in known[parent].ancestors)
    return Lineage(file, tuple(sorted(given - before)), tuple(sorted(before)), recut)
