"""Where the control totals of rows stand in a block: right of the figures, where the grid has them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fieldapp.core.sheet import CONTROL, ROW_CONTROLS
from fieldapp.core.table.columns import Laying
from fieldapp.core.table.placed import LeftOut, Spread


def without_row_controls(columns: Sequence[str]) -> tuple[str, ...]:
    """The columns that hold figures."""
    return tuple(key for key in columns if key not in ROW_CONTROLS)


def with_row_controls(laying: Laying, first: int, n: int, target: Sequence[str]) -> Laying:
    """The columns beyond the `n` figures from `first` on are the control totals that the target has; but
    where a sum seems to stand among the figures, none of it is certain."""
    controls = [key for key in target if key in ROW_CONTROLS]
    beyond = range(first + n, len(laying.keeping))
    is_inside = any(column < first + n for column in laying.dropped)
    if is_inside or not 0 < len(beyond) <= len(controls) or any(laying.keeping[one] for one in beyond):
        return laying
    keys = (*laying.keeping[: first + n], *controls[: len(beyond)])
    return Laying(keys, keys)


def without_crossing(spread: Spread) -> Spread:
    """Nothing is kept where control totals of columns and of rows cross."""
    row = spread.rows.get(CONTROL, {})
    crossing = [text for key, text in row.items() if key in ROW_CONTROLS and text.strip()]
    rows: Mapping[str, Mapping[str, str]] = spread.rows
    if any(key in ROW_CONTROLS for key in row):
        rows = {**rows, CONTROL: {key: row[key] for key in without_row_controls(tuple(row))}}
    left = (LeftOut("outside", crossing[0].strip(), len(crossing)),) if crossing else ()
    total = {key: spread.total[key] for key in without_row_controls(tuple(spread.total))}
    return replace(spread, rows=rows, left_out=tuple(sorted((*spread.left_out, *left))), total=total)
