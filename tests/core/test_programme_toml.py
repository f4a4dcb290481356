import hashlib
from datetime import date

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Organisation
from fieldapp.core.programme_toml import read_programme
from fieldapp.resources import programme_text
from tests.core.making import SMALL_PROGRAMME, refusal

SOURCE = "land.toml"
NORTH = 'names = { en = "North", az = "Şimal" }'


def test_a_programme_is_read_as_it_is_written() -> None:
    land = read_programme(SMALL_PROGRAMME, SOURCE)
    hill, lake = land.districts
    mines, area = land.indicators

    assert (land.key, land.version, land.languages) == ("land", "1", ("en", "az"))
    assert (hill.spellings, hill.code, hill.kind, hill.parts) == (("Hills",), "XX-HIL", "district", None)
    assert (hill.valid_from, hill.valid_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (lake.kind, lake.parts) == ("villages", {"en": ("Shore",), "az": ("Sahil",)})
    assert (lake.valid_from, lake.valid_to, lake.code, lake.spellings) == (None, None, None, ())
    assert (mines.unit, mines.is_on, mines.usual, mines.ceiling) == (Unit.COUNT, True, None, None)
    assert mines.counted == {
        "en": {"one": "{number} mine", "other": "{number} mines"},
        "az": {"other": "{number} mina"},
    }
    assert area.counted is None
    assert (area.unit, area.usual, area.ceiling) == (Unit.HECTARE, 984_000, 294_510_000)
    assert [office.regions for office in land.offices] == [("north",), ("north", "south")]
    assert land.orders == {"alphabet": ("hill", "lake"), "reverse": ("lake", "hill")}
    assert land.organisations == (Organisation("agency", {"en": "Agency", "az": "Agentlik"}),)


def test_an_organisation_keeps_the_key_that_it_is_given() -> None:
    text = SMALL_PROGRAMME.replace("[[organisation]]", '[[organisation]]\nkey = "own"')

    assert [item.key for item in read_programme(text, SOURCE).organisations] == ["own"]


def test_organisations_that_have_only_names_get_keys_of_their_own() -> None:
    text = SMALL_PROGRAMME + "".join(
        f'[[organisation]]\nnames = {{ en = "{name}", az = "Ad" }}\n'
        for name in ("Agency", "9 firms", "Ağır İş")
    )

    keys = [item.key for item in read_programme(text, SOURCE).organisations]
    assert keys == ["agency", "agency-2", "organisation-3", "agir-is"]


def test_the_key_of_two_organisations_is_told() -> None:
    with pytest.raises(FieldAppError) as error:
        read_programme(
            SMALL_PROGRAMME + '[[organisation]]\nkey = "agency"\nnames = { en = "B", az = "B" }\n', SOURCE
        )

    assert refusal(error)[1]["where"] == "organisation.agency"


def test_an_indicator_that_is_switched_off_is_no_column() -> None:
    land = read_programme(SMALL_PROGRAMME.replace("on = true", "on = false"), SOURCE)

    assert [indicator.key for indicator in land.active] == ["mines"]
    assert [indicator.key for indicator in land.indicators] == ["mines", "area"]


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        # the file as a whole
        ("[programme]", "[country]", "country", "unknown-key"),
        ('version = "1"\n', "", "programme.version", "missing"),
        ('version = "1"', "version = 1", "programme.version", "not-str"),
        ('version = "1"', 'version = "1\\u0007"', "programme.version", "control-character"),
        ('version = "1"', 'colour = "red"', "programme.colour", "unknown-key"),
        ('key = "land"', 'key = "Land"', "programme.key", "not-a-key"),
        ('key = "land"', 'key = "1land"', "programme.key", "not-a-key"),
        ('key = "land"', 'key = "ölkə"', "programme.key", "not-a-key"),
        ('languages = ["en", "az"]', "languages = []", "programme.languages", "empty"),
        ('languages = ["en", "az"]\n', "", "programme.languages", "empty"),
        ('languages = ["en", "az"]', 'languages = "en"', "programme.languages", "not-list"),
        ('languages = ["en", "az"]', 'languages = ["en", 7]', "programme.languages[2]", "not-str"),
        ('languages = ["en", "az"]', 'languages = ["en", "ru"]', "region[1].names.ru", "missing"),
        ('names = { en = "Land", az = "Ölkə" }', 'names = "Land"', "programme.names", "not-dict"),
        ('names = { en = "Land", az = "Ölkə" }', 'names = { en = "Land" }', "programme.names.az", "missing"),
        # regions
        (NORTH, 'names = { en = "North" }', "region[1].names.az", "missing"),
        (NORTH, 'names = { en = "North", az = 3 }', "region[1].names.az", "not-str"),
        (NORTH, f'{NORTH}\ncapital = "x"', "region[1].capital", "unknown-key"),
        ('key = "north"\n', "", "region[1].key", "missing"),
        ('[[region]]\nkey = "south"', '[[region]]\nkey = "north"', "region.north", "twice"),
        # districts
        ('region = "south"', 'region = "east"', "district[2].region", "unknown-name"),
        ('region = "south"\n', "", "district[2].region", "missing"),
        ('key = "hill"', 'key = "control"', "district[1].key", "reserved"),
        ('key = "hill"', 'key = "lake"', "district.lake", "twice"),
        ('spellings = ["Hills"]', 'spellings = ["göl"]', "district.lake.spellings (göl)", "twice"),
        ('spellings = ["Hills"]', 'spellings = ["LAKE"]', "district.lake.spellings (lake)", "twice"),
        ('spellings = ["Hills"]', 'spellings = "Hills"', "district[1].spellings", "not-list"),
        ('spellings = ["Hills"]', "spellings = [1]", "district[1].spellings[1]", "not-str"),
        ('code = "XX-HIL"', "code = 17", "district[1].code", "not-str"),
        ('kind = "villages"', "kind = true", "district[2].kind", "not-str"),
        ("valid_from = 2024-01-01", 'valid_from = "2024-01-01"', "district[1].valid_from", "not-date"),
        ("valid_from = 2024-01-01", "valid_from = 2024-01-01T08:00:00", "district[1].valid_from", "not-date"),
        ("valid_to = 2024-12-31", "valid_to = 2023-12-31", "district[1].valid_to", "before-valid-from"),
        ('parts.en = ["Shore"]', 'parts.en = "Shore"', "district[2].parts.en", "not-list"),
        ('parts.en = ["Shore"]\nparts.az = ["Sahil"]', "parts = 4", "district[2].parts", "not-dict"),
        # indicators
        ('unit = "count"', 'unit = "km2"', "indicator[1].unit", "unknown-name"),
        ('key = "mines"', 'key = "state"', "indicator[1].key", "reserved"),
        ('key = "mines"', 'key = "area"', "indicator.area", "twice"),
        ("on = true", 'on = "yes"', "indicator[2].on", "not-bool"),
        ('usual = "98.4"', "usual = 98.4", "indicator[2].usual", "not-str"),
        ('usual = "98.4"', 'usual = "98,4"', "indicator[2].usual", "not-a-number"),
        ('usual = "98.4"', 'usual = "-1"', "indicator[2].usual", "not-a-number"),
        ('usual = "98.4"', 'usual = "0.0"', "indicator[2].usual", "not-a-number"),
        ('usual = "98.4"', 'usual = "0.00001"', "indicator[2].usual", "not-a-number"),
        ('ceiling = "29451"', 'ceiling = "much"', "indicator[2].ceiling", "not-a-number"),
        ('short_names = { en = "M", az = "Mn" }\n', "", "indicator[1].short_names", "missing"),
        ('definitions = { en = "Mines found.",', "definitions = {", "indicator[1].definitions.en", "missing"),
        ("counted.az = {", "counted.de = {", "indicator[1].counted.de", "unknown-key"),
        ('counted.az = { other = "{number} mina" }\n', "", "indicator[1].counted.az", "missing"),
        ("counted.az = { other", "counted.az = { one", "indicator[1].counted.az.other", "missing"),
        ("counted.az = { other", "counted.az = { others", "indicator[1].counted.az.others", "unknown-key"),
        ('"{number} mina"', "7", "indicator[1].counted.az.other", "not-str"),
        ('"{number} mina"', '"mina"', "indicator[1].counted.az.other", "not-a-phrase"),
        ('"{number} mina"', '"{number} {number}"', "indicator[1].counted.az.other", "not-a-phrase"),
        ('"{number} mina"', '"{number} {mina}"', "indicator[1].counted.az.other", "not-a-phrase"),
        ('"{number} mina"', '"{number}}"', "indicator[1].counted.az.other", "not-a-phrase"),
        # sums, offices, orders, organisations
        ('of = ["mines"]', 'of = ["mines", "hopes"]', "sum[1].of", "unknown-name"),
        ('of = ["mines"]', "of = []", "sum[1].of", "empty"),
        ('of = ["mines"]\n', "", "sum[1].of", "empty"),
        ('key = "all"', 'key = "a l l"', "sum[1].key", "not-a-key"),
        ('regions = ["north"]', 'regions = ["east"]', "office[1].regions", "unknown-name"),
        ('regions = ["north"]', "regions = []", "office[1].regions", "empty"),
        ('regions = ["north"]', 'regions = ["north", "*"]', "office[1].regions", "unknown-name"),
        ('key = "north-office"', 'key = "hq"', "office.hq", "twice"),
        ('reverse = ["lake", "hill"]', 'reverse = ["lake"]', "orders.reverse", "not-all-districts-once"),
        (
            'reverse = ["lake", "hill"]',
            'reverse = ["lake", "lake"]',
            "orders.reverse",
            "not-all-districts-once",
        ),
        (
            'reverse = ["lake", "hill"]',
            'reverse = ["lake", "hill", "lake"]',
            "orders.reverse",
            "not-all-districts-once",
        ),
        ('reverse = ["lake", "hill"]', 'reverse = ["lake", 1]', "orders.reverse[2]", "not-str"),
        ('alphabet = ["hill", "lake"]\nreverse = ["lake", "hill"]\n', "", "orders", "empty"),
        ('[[organisation]]\nnames = { en = "Agency", az = "Agentlik" }', "", "organisation", "missing"),
        ('en = "Agency", ', "", "organisation[1].names.en", "missing"),
    ],
)
def test_what_is_wrong_is_told_with_its_key_and_its_reason(old: str, new: str, where: str, why: str) -> None:
    assert old in SMALL_PROGRAMME

    with pytest.raises(FieldAppError) as error:
        read_programme(SMALL_PROGRAMME.replace(old, new, 1), SOURCE)

    assert refusal(error) == ("programme-wrong", {"source": SOURCE, "where": where, "why": why})


@pytest.mark.parametrize(
    ("beginning", "where", "why"),
    [
        ("region = []", "region", "empty"),
        ("region = 7", "region", "not-list"),
        ("region = [7]", "region[1]", "not-dict"),
        ('region = ["north"]', "region[1]", "not-dict"),
        ("[region]", "region", "not-list"),
    ],
)
def test_a_list_of_tables_must_be_one(beginning: str, where: str, why: str) -> None:
    head, _, rest = SMALL_PROGRAMME.partition("[[region]]")
    _, _, rest = rest.partition("[[district]]")
    text = f"{beginning}\n{head}[[district]]{rest}"

    with pytest.raises(FieldAppError) as error:
        read_programme(text, SOURCE)

    assert refusal(error) == ("programme-wrong", {"source": SOURCE, "where": where, "why": why})


def test_a_programme_needs_a_column() -> None:
    head, _, rest = SMALL_PROGRAMME.replace("on = true", "on = false").partition('unit = "count"')

    with pytest.raises(FieldAppError) as error:
        read_programme(f'{head}unit = "count"\non = false{rest}', SOURCE)

    assert refusal(error)[1] == {"source": SOURCE, "where": "indicator", "why": "empty"}


def test_an_empty_file_lacks_its_head() -> None:
    with pytest.raises(FieldAppError) as error:
        read_programme("", SOURCE)

    assert refusal(error) == ("programme-wrong", {"source": SOURCE, "where": "programme", "why": "missing"})


def test_a_syntax_error_names_its_line() -> None:
    lines = programme_text("azerbaijan").splitlines()
    lines[41] = "names = {"

    with pytest.raises(FieldAppError) as error:
        read_programme("\n".join(lines), SOURCE)

    code, details = refusal(error)
    assert (code, details["source"]) == ("programme-syntax", SOURCE)
    assert "line 42" in details["where"]


def test_a_key_that_is_there_twice_is_a_syntax_error_with_its_line() -> None:
    with pytest.raises(FieldAppError) as error:
        read_programme(SMALL_PROGRAMME.replace('version = "1"', 'version = "1"\nversion = "2"'), SOURCE)

    assert refusal(error)[0] == "programme-syntax"
    assert "line 5" in refusal(error)[1]["where"]


def test_a_programme_knows_the_digest_of_its_definition_whatever_ends_its_lines() -> None:
    text = programme_text("azerbaijan")
    digest = hashlib.sha256(text.encode()).hexdigest()

    assert read_programme(text, "a.toml").digest == digest
    assert read_programme(text.replace("\n", "\r\n"), "a.toml").digest == digest
    assert read_programme(f"{text}# more\n", "a.toml").digest != digest
