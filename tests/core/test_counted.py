"""The phrases of the ready sentences are looked at when a programme is read."""

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import DATE_MANNERS, WORDINGS
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


def test_a_form_says_its_wording_and_how_a_language_dates_it(programme):
    assert {form.key: (form.wording, form.dates) for form in programme.forms} == {
        "wire": ("discovered", {"az": "words"}),
        "post": ("discovered", {"az": "numbers"}),
    }


def test_a_definition_made_before_there_were_wordings_reads_as_it_did():
    told = ("wording = ", "dates = ", "counted_discovered.")
    before = "\n".join(line for line in TEXT.splitlines() if not line.startswith(told))

    old = read_programme(before, "land.toml")

    assert [(form.wording, form.dates) for form in old.forms] == [("found", {}), ("found", {})]
    assert all(item.counted_discovered == {} for item in old.active)


@pytest.mark.parametrize(
    ("right", "wrong", "where", "why"),
    [
        ('wording = "discovered"', 'wording = "seen"', "form[1].wording", "unknown-name"),
        ('dates = { az = "words" }', 'dates = { az = "letters" }', "form[1].dates.az", "unknown-name"),
        ('dates = { az = "words" }', 'dates = { de = "words" }', "form[1].dates.de", "unknown-key"),
        ('dates = { az = "words" }', 'dates = "words"', "form[1].dates", "not-dict"),
        ("discovered.en = {", "discovered.de = {", "indicator[3].counted_discovered.de", "unknown-key"),
    ],
)
def test_a_wrong_wording_is_refused_with_its_place(right, wrong, where, why):
    assert right in TEXT
    with pytest.raises(FieldAppError) as error:
        read_programme(TEXT.replace(right, wrong, 1), "land.toml")
    assert error.value.details == {"source": "land.toml", "where": where, "why": why}


def test_the_wordings_are_those_that_the_texts_have(any_texts):
    for wording in WORDINGS:
        for kind in ("nothing", "kinds", "one-kind"):
            assert f"sentences.{kind}-{wording}" in any_texts.table
    assert any_texts("formats.dates") in DATE_MANNERS
