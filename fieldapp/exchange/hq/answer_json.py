"""What `receive --json` prints of an answer in an office. Scripts read it: keys are only ever added."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fieldapp.core.hq.answer import Answer, CorrectedCell
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import SheetKey
from fieldapp.exchange.hq.receive_json import exact_figure

AdoptedOffer = tuple[SheetKey, Record, Iterable[CorrectedCell], bool]


def taken_answer(
    taken: Sequence[Answer],
    heard: Sequence[int],
    codes: Mapping[int, tuple[str, str]],
    offers: Iterable[AdoptedOffer],
    beyond: Iterable[tuple[SheetKey, tuple[str, ...]]],
    programme: Programme,
) -> dict[str, Any]:
    """The newest answer, the ledger codes of each year here and there, and what headquarters say otherwise;
    the last of each offer is whether it was adopted. `taken`: at least one, the oldest first; `heard`: by how
    many records of this office headquarters had then."""
    *earlier, newest = [{"office": one.office, "at": one.at.isoformat(), "by": one.by} for one in taken]
    return {
        "answer": newest,
        "received": heard[-1],
        "earlier": [{**one, "received": n} for one, n in zip(earlier, heard[:-1], strict=True)],
        "codes": [
            {"year": year, "here": here, "headquarters": there, "equal": here == there}
            for year, (here, there) in sorted(codes.items())
        ],
        "offers": [
            {
                "id": record.id,
                "period": str(key.period),
                "by": record.by,
                "why": record.reason,
                "cells": [
                    {
                        "district": one.cell.district,
                        "indicator": one.cell.indicator,
                        "before": exact_figure(one.cell, one.before, programme),
                        "after": exact_figure(one.cell, one.after, programme),
                    }
                    for one in cells
                ],
                "adopted": is_adopted,
            }
            for key, record, cells, is_adopted in offers
        ],
        "beyond": [{"period": str(key.period), "keys": list(keys)} for key, keys in beyond],
    }
