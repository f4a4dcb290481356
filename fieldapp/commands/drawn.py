"""What the commands write that can be drawn: as a workbook, as PDF, or as one picture."""

from pathlib import Path
from typing import IO

import click

from fieldapp.console import Surface
from fieldapp.core.errors import FieldAppError
from fieldapp.core.pictures.drawing import DRAWN, LOOKS, AnyDrawing
from fieldapp.exchange.names import WORKBOOK
from fieldapp.exchange.placing import place
from fieldapp.texts.texts import Texts

LOOK = click.option(
    "--look", type=click.Choice(LOOKS), help=f"Colours of what is drawn. Default: {LOOKS[0]}."
)


def require_kind(out: Path | None, which: str | None, look: str | None) -> str:
    """The kind of file that is asked for, empty where none is; an option that it has no use for is refused.

    Raises FieldAppError `out-not-report`, click.UsageError.
    """
    kind = out.suffix.casefold() if out is not None else ""
    if out is not None and kind not in (WORKBOOK, *DRAWN):
        raise FieldAppError("out-not-report", path=out)
    if which is not None and kind not in DRAWN[1:]:
        raise click.UsageError("--picture goes with --out X.svg or X.png.")
    if look is not None and kind not in DRAWN:
        raise click.UsageError("--look goes with --out X.pdf, X.svg or X.png.")
    return kind


def put_drawn(surface: Surface, drawing: AnyDrawing, out: Path, texts: Texts) -> Path:
    """Draw it into its file; where that is. Raises FieldAppError `no-drawing` and as `place` does."""
    content = surface.draw(drawing, texts)

    def write(file: IO[bytes]) -> None:
        file.write(content)

    return place(out, write)


def tell_drawn(surface: Surface, written: Path, wanted: Path, *, as_json: bool) -> None:
    """Say where it is; beside an answer as JSON, elsewhere."""
    told = "cli.written" if written == wanted else "cli.written-elsewhere"
    click.echo(surface.texts(told, path=written, wanted=wanted), err=as_json)
