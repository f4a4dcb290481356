"""A country larger than any that has reported yet: a thousand offices of ten organisations that share five
hundred districts, by turns."""

ORGANISATIONS, REGIONS, DISTRICTS_EACH, INDICATORS = 10, 100, 5, 6
"""An office of each organisation in each region, and six columns."""

_HEAD = """[programme]
key = "vast"
version = "1"
languages = ["en", "az", "ru"]
names = { en = "Vast", az = "Vast", ru = "Vast" }

[[office]]
key = "hq"
regions = ["*"]
names = { en = "Headquarters", az = "Headquarters", ru = "Headquarters" }

[[sum]]
key = "items"
of = ["indicator_0", "indicator_1", "indicator_2"]
names = { en = "Items", az = "Items", ru = "Items" }

[[form]]
key = "wire"
leading = ["indicator_0", "indicator_1"]
order = "plain"
wording = "found"
dates = { en = "numbers", az = "numbers", ru = "numbers" }
"""


def vast_programme() -> str:
    """Its definition."""
    parts = [_HEAD]
    parts += [_item("organisation", f"organisation-{number}") for number in range(ORGANISATIONS)]
    for region in range(REGIONS):
        parts.append(_item("region", f"region-{region:03d}"))
        parts += [
            _item("district", district, f'region = "region-{region:03d}"')
            for district in districts_of(region)
        ]
        parts += [
            _item(
                "office",
                office_of(number, region),
                f'regions = ["region-{region:03d}"]\norganisation = "organisation-{number}"\n'
                'due = { weekday = "monday", time = "12:00" }',
            )
            for number in range(ORGANISATIONS)
        ]
    for number in range(INDICATORS):
        key = f"indicator_{number}"
        unit = "ha" if number == INDICATORS - 1 else "count"
        short = f'{{ en = "I{number}", az = "I{number}", ru = "I{number}" }}'
        told = '{ en = "Told.", az = "Told.", ru = "Told." }'
        parts.append(_item("indicator", key, f'unit = "{unit}"\nshort_names = {short}\ndefinitions = {told}'))
    order = ", ".join(f'"{key}"' for region in range(REGIONS) for key in districts_of(region))
    return "\n".join([*parts, f"[orders]\nplain = [{order}]\n"])


def districts_of(region: int) -> tuple[str, ...]:
    """The keys of the districts of a region."""
    return tuple(f"district-{region * DISTRICTS_EACH + number:03d}" for number in range(DISTRICTS_EACH))


def office_of(organisation: int, region: int) -> str:
    """The key of the office of an organisation in a region."""
    return f"office-{organisation}-{region:03d}"


def _item(table: str, key: str, more: str = "") -> str:
    return f'[[{table}]]\nkey = "{key}"\nnames = {{ en = "{key}", az = "{key}", ru = "{key}" }}\n{more}\n'
