"""The arguments and options that the commands share."""

from pathlib import Path
from typing import Any

import click
from typing_extensions import override

from fieldapp.core.characters import storable
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.texts.texts import LANGUAGES


class _PeriodType(click.ParamType[Period]):
    """`START..END` or an ISO 8601 week; a wrong one is bad input (3), not wrong usage (2)."""

    name = "START..END"

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        return value if isinstance(value, Period) else read_period(value)


class _TextType(click.ParamType[str]):
    """Words that are kept; bytes that are no text in this system's encoding are replaced."""

    name = "TEXT"

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return storable(str(value))


class _PathType(click.Path):
    """A path; one that stands on a folder which is gone by now is refused before anything is done."""

    @override
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(value)
        if not path.is_absolute():
            try:
                Path.cwd()
            except OSError as error:
                raise FieldAppError("folder-gone", path=path) from error
        return super().convert(value, param, ctx)


PERIOD = _PeriodType()
PATH = _PathType(path_type=Path, readable=False)
FILE = click.argument("file", type=PATH)
TEXT = _TextType()
AT = click.option("--period", type=PERIOD, required=True, help="2025-03-10..2025-03-16 or 2025-W11")
OFFICE = click.option("--office", metavar="CODE", help="Whose sheet. Default: whose file it is.")
LANGUAGE = click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
OUT = click.option("--out", required=True, type=PATH, metavar="OUT.xlsx")
JSON = click.option("--json", "as_json", is_flag=True, help="For scripts.")
CONTROL_TOTAL = click.option(
    "--control",
    multiple=True,
    metavar="[DISTRICT:]COLUMN=TOTAL",
    help="A control total of a column, or of a row (items, or the area); may be repeated.",
)
