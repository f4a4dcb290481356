"""What a correction changes, against what was sent before."""

from fieldapp.core.changes import Change, changes_between, effects_of
from fieldapp.core.period import month_of, read_period
from fieldapp.core.records.seal import canonical_bytes, read_canonical
from fieldapp.core.sheet import STATE, RowState

WEEK = read_period("2025-W11")
SENT = read_canonical(
    canonical_bytes(
        "azerbaijan",
        "hq",
        WEEK,
        1,
        [
            ("agdam", "reported", {"uxo": 606, "area_cleared_ha": 16_511_000}),
            ("susa", "no_operations", {"uxo": None, "area_cleared_ha": None}),
        ],
    )
)


def test_the_same_rows_are_no_change() -> None:
    assert changes_between(SENT, SENT.rows) == ()


def test_each_cell_that_differs_is_named_once() -> None:
    now = [
        ("agdam", "reported", {"uxo": 660, "area_cleared_ha": 16_511_000}),
        ("susa", "reported", {"uxo": 0, "area_cleared_ha": 5_000}),
    ]

    assert changes_between(SENT, now) == (
        Change("agdam", "uxo", 606, 660),
        Change("susa", "area_cleared_ha", None, 5_000),
        Change("susa", STATE, RowState.NO_OPERATIONS, None),
        Change("susa", "uxo", None, 0),
    )


def test_the_sums_are_told_as_they_were_and_as_they_are() -> None:
    changes = (Change("agdam", "uxo", 606, 660), Change("susa", "uxo", None, 1))
    month = month_of(WEEK.start)

    effects = effects_of(
        changes,
        {WEEK: {"uxo": 661, "ap_mines": 5}, month: {"uxo": 2_000, "ap_mines": 9}},
        ("uxo", "ap_mines"),
    )

    assert [(effect.span, effect.indicator, effect.old, effect.new) for effect in effects] == [
        (WEEK, "uxo", 606, 661),
        (month, "uxo", 1_945, 2_000),
    ]
