"""A row of a sheet as it goes into its digest."""

import json

import pytest

from fieldapp.store.digests import line_of


@pytest.mark.parametrize(
    "row",
    [
        ("agdam", "uxo", 5),
        ("agdam", "uxo", -(10**25)),
        ('a"b\\c\n', "x\u2028\x07ə", 0),
        ("agdam", "uxo", True),
        ("agdam", "uxo", "1.5"),
        ("agdam", "uxo", None),
        ("agdam", "uxo", 1.5),
        (None, "uxo", 5),
        (7, "uxo", 5),
        ("\ud800", "uxo", 5),
        ("agdam",),
    ],
)
def test_a_row_goes_into_a_digest_as_json(row: tuple[object, ...]) -> None:
    """Files that were written before are held against it."""
    assert line_of("tally", row) == json.dumps(["tally", *row], ensure_ascii=False, separators=(",", ":"))
