"""The phrases of the ready sentences are looked at when a programme is read."""

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme_toml import read_programme
from fieldapp.resources import programme_text

TEXT = programme_text("azerbaijan")
GOOD = 'counted.en = { one = "{number} anti-tank mine", other = "{number} anti-tank mines" }'


def test_a_programme_has_a_phrase_for_every_language_and_at_least_the_form_of_fractions(programme):
    for indicator in programme.active:
        assert set(indicator.counted) == set(programme.languages)
        assert all("other" in forms for forms in indicator.counted.values())


def test_a_column_may_stay_out_of_the_sentences():
    without = "\n".join(line for line in TEXT.splitlines() if not line.startswith("counted."))
    assert {item.counted for item in read_programme(without, "land.toml").active} == {None}


@pytest.mark.parametrize(
    ("phrases", "where", "why"),
    [
        ('{ one = "{number} mine" }', "counted.en.other", "missing"),
        ('{ other = "{number} mines", lots = "{number} mines" }', "counted.en.lots", "unknown-key"),
        ('{ other = "mines" }', "counted.en.other", "not-a-phrase"),
        ('{ other = "{number} of {number}" }', "counted.en.other", "not-a-phrase"),
        ('{ other = "{number} {place}" }', "counted.en.other", "not-a-phrase"),
        ("{ other = 3 }", "counted.en.other", "not-str"),
    ],
)
def test_a_wrong_phrase_is_refused_with_its_place(phrases, where, why):
    assert GOOD in TEXT
    with pytest.raises(FieldAppError) as error:
        read_programme(TEXT.replace(GOOD, f"counted.en = {phrases}"), "land.toml")
    assert error.value.details == {"source": "land.toml", "where": f"indicator[2].{where}", "why": why}
