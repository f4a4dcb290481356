"""What is written for other systems, to be compared with the committed files in `golden/`.

After a wanted change, write them anew and read the difference before committing it:

    python -m tests.exchange.interchange.golden
"""

import re
from pathlib import Path

from fieldapp.core.interchange.fixed import fixed_figures
from fieldapp.exchange.interchange.adx import adx
from fieldapp.exchange.interchange.data_package import DESCRIPTION, data_package
from fieldapp.exchange.interchange.dhis2 import dhis2_completeness, dhis2_values
from fieldapp.exchange.interchange.dhis2_metadata import dhis2_metadata
from fieldapp.exchange.interchange.long_csv import long_csv
from fieldapp.texts.texts import read_texts
from tests.exchange.interchange.making import march
from tests.exchange.making import PROGRAMME

FOLDER = Path(__file__).resolve().parent / "golden"
DIGESTS = re.compile(r"\b[0-9a-f]{64}\b")
"""They change with the definition of the programme, which has tests of its own."""


def written() -> dict[str, str]:
    """The golden files by name."""
    texts, extract = read_texts("en"), march()
    figures = fixed_figures(extract)
    package = {name: content.decode() for name, content in data_package(extract, texts).items()}
    files = {
        "values.json": dhis2_values(figures, extract, texts),
        "complete.json": dhis2_completeness(figures, extract, texts),
        "metadata_az.json": dhis2_metadata(PROGRAMME, read_texts("az")),
        "march.adx": adx(figures, extract, texts),
        "long.csv": long_csv(extract, texts),
        "tallies.csv": package["tallies.csv"],
        "districts.csv": package["districts.csv"],
        "revisions.csv": package["revisions.csv"],
        DESCRIPTION: package[DESCRIPTION],
    }
    return {name: DIGESTS.sub("#", text) for name, text in files.items()}


def committed(name: str) -> str:
    """A committed file, its line ends as they are."""
    return (FOLDER / name).read_bytes().decode()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in written().items():
        (FOLDER / name).write_bytes(text.encode())
