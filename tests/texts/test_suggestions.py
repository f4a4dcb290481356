"""What may have happened is said whole, in every language."""

import pytest

from fieldapp.core.checks.finding import Replacement, Suggestion
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from fieldapp.texts.suggestions import suggestion_sentence
from fieldapp.texts.texts import Texts

KINDS = (
    *("digits-transposed", "digit-wrong", "digit-lost", "digit-doubled", "digit-extra", "tenfold"),
    *("hundredfold", "square-metres", "tenth", "sign", "left-out", "other-number", "ap-at-swapped"),
    *("pair-swapped", "row-left-out", "row-of-earlier-week", "columns-swapped", "rows-shifted"),
    "neighbours-swapped",
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sentence(kind: str, programme: Programme, any_texts: Texts) -> None:
    changes = (
        Replacement(Cell("agdam", "ap_mines"), None, "39"),
        Replacement(Cell("susa", "area_cleared_ha"), "12.5", "127.9"),
    )
    said = suggestion_sentence(Suggestion(kind, changes), programme, any_texts)
    assert "{" not in said
    assert said.endswith(".")


def test_the_cell_both_figures_and_what_follows_are_said(programme: Programme, texts: Texts) -> None:
    change = Replacement(Cell("agdam", "ap_mines"), "93", "39")
    said = suggestion_sentence(Suggestion("digits-transposed", (change,), ("ap_mines",)), programme, texts)
    assert said == "Aghdam, AP mines: 93 may be 39 with two digits exchanged; then the totals agree."
