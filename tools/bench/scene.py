"""Data files of a size that no office has yet, made as people make them: by the store, week after week."""

import contextlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, week_of
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import Cell
from fieldapp.store.store import Store, create_store

SCENES = Path(__file__).resolve().parents[2] / "build" / "bench"
"""Where what is measured is made, and kept for the next time."""

DISTRICTS, INDICATORS, WEEKS = 100, 6, 520
"""100 districts over ten years: 312,000 values."""

FIRST = date(2015, 1, 5)

_HEAD = """[programme]
key = "large"
version = "1"
languages = ["en", "az", "ru"]
names = { en = "Large", az = "Large", ru = "Large" }

[[region]]
key = "region"
names = { en = "Region", az = "Region", ru = "Region" }

[[office]]
key = "hq"
regions = ["*"]
names = { en = "Headquarters", az = "Headquarters", ru = "Headquarters" }

[[organisation]]
key = "agency"
names = { en = "Agency", az = "Agency", ru = "Agency" }

[[sum]]
key = "sum"
of = ["indicator_0", "indicator_1"]
names = { en = "Sum", az = "Sum", ru = "Sum" }
"""
_DISTRICT = """
[[district]]
key = "district-{number:03d}"
region = "region"
names = {{ en = "District {number}", az = "District {number}", ru = "District {number}" }}
"""
_INDICATOR = """
[[indicator]]
key = "indicator_{number}"
unit = "count"
names = {{ en = "Indicator {number}", az = "Indicator {number}", ru = "Indicator {number}" }}
short_names = {{ en = "I{number}", az = "I{number}", ru = "I{number}" }}
definitions = {{ en = "Counted.", az = "Counted.", ru = "Counted." }}
counted.en = {{ one = "{{number}} piece", other = "{{number}} pieces" }}
counted.az = {{ other = "{{number}} piece" }}
counted.ru = {{ one = "{{number}}", few = "{{number}}", many = "{{number}}", other = "{{number}}" }}
"""
_FORM = """
[[form]]
key = "wire"
leading = ["indicator_0", "indicator_1"]
order = "plain"
wording = "found"
dates = { en = "numbers", az = "numbers", ru = "numbers" }
"""


def programme_of(districts: int = DISTRICTS, indicators: int = INDICATORS) -> str:
    """The definition of a country with so many districts and columns."""
    rows = "".join(_DISTRICT.format(number=number) for number in range(districts))
    columns = "".join(_INDICATOR.format(number=number) for number in range(indicators))
    order = ", ".join(f'"district-{number:03d}"' for number in range(districts))
    return f"{_HEAD}{rows}{columns}{_FORM}\n[orders]\nplain = [{order}]\n"


def weeks(count: int) -> Iterator[Period]:
    """So many weeks, one after the other."""
    return (week_of(FIRST + timedelta(weeks=number)) for number in range(count))


def make_file(path: Path, count: int, definition: str) -> None:
    """A data file in which every cell of so many weeks holds a number."""
    create_store(path, definition, HQ)
    now = datetime.fromisoformat("2026-01-05T09:00:00+00:00")
    with contextlib.closing(Store(path, "Leyla", lambda: now)) as store:
        for number, week in enumerate(weeks(count)):
            sheet = store.blank(week)
            cells = (Cell(place, column) for place in sheet.districts for column in sheet.indicators)
            store.write(week, make_edits(sheet, {cell: at * number % 97 for at, cell in enumerate(cells)}))
