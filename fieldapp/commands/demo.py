"""The command that makes the demonstrations, all or nothing."""

import contextlib
from pathlib import Path

import click

from fieldapp.arguments import LANGUAGE, PATH
from fieldapp.console import Surface, tell, tell_written
from fieldapp.demo import WEEK, demo_in_making, make_folder, require_free
from fieldapp.demo_headquarters import forget_headquarters, make_headquarters_demo
from fieldapp.litter import clear_litter
from fieldapp.passage import pack, write_aside
from fieldapp.texts.summary import origin_lines
from fieldapp.texts.texts import read_texts


@click.command("demo")
@click.argument("folder", type=PATH, metavar="DIR")
@LANGUAGE
@click.pass_obj
def demo_(surface: Surface, /, folder: Path, lang: str) -> int:
    """Make data files of published weeks, with workbooks: an office's, and a year of headquarters'."""
    make_folder(folder)
    out, texts = folder / f"demo-{WEEK.iso_weeks[0]}.xlsx", read_texts(lang)
    require_free(folder, out)
    clear_litter(out)
    with contextlib.ExitStack() as undoing:
        with demo_in_making(folder, surface.who, surface.now()) as demo:
            store = demo.store
            desk = make_headquarters_demo(folder, surface.who, texts)
            undoing.callback(forget_headquarters, desk)
            parcel = pack(store, WEEK, out, texts, None, surface.now())
            demo.workbook = write_aside(parcel)
        undoing.pop_all()
    click.echo(surface.texts("cli.demo-file", path=demo.path))
    tell_written(surface, demo.written or out, out)
    click.echo("\n".join(origin_lines(parcel.report, surface.texts)))
    status = tell(surface, store, parcel.findings)
    click.echo(surface.texts("cli.demo-headquarters", path=desk.file))
    for step in ("board", "receive", "dispute", "report"):
        click.echo(f"  {surface.texts(f'cli.demo-next-{step}', path=desk.inbox)}")
    return status
