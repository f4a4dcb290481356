"""What `board --json` prints. Headquarters' scripts read it: keys are only ever added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fieldapp.core.hq.board import Board, Square


def board_answer(board: Board, codes: Mapping[str, str], errors: Mapping[str, int]) -> dict[str, Any]:
    """Each office with its weeks. `codes`: the ledger code of each office; `errors`: how many errors stand in
    the sheets of a square, by `OFFICE PERIOD`."""
    rates = board.rates
    return {
        "offices": [
            {
                "office": office,
                "ledger_code": codes[office],
                "weeks": [_week(square, errors) for _, square in sorted(row.items())],
            }
            for office, row in board.squares.items()
        ],
        "rates": {"expected": rates.expected, "received": rates.received, "in_time": rates.in_time},
    }


def _week(square: Square, errors: Mapping[str, int]) -> dict[str, Any]:
    return {
        "period": str(square.period),
        "due": _moment(square.due),
        "received_at": _moment(square.received_at),
        "sealed_at": _moment(square.sealed_at),
        "state": square.state.value,
        "revision": square.revision,
        "errors": errors.get(f"{square.office} {square.period}", 0),
        "after_publication": square.is_after_publication,
        "districts": {"expected": square.expected, "answered": square.answered},
        "twice": [*square.twice],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
