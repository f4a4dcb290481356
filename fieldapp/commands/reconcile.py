"""The commands that read a press text, and set it against the data."""

from datetime import date
from pathlib import Path

import click

from fieldapp.arguments import FILE, JSON, PATH, PERIOD, TEXT
from fieldapp.commands.answer import DAY_TYPE
from fieldapp.console import DONE, ERRORS_STAND, Surface, opened_store, print_json, programme_definition
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import MOST_DIGITS
from fieldapp.core.period import Period
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.published.against_itself import self_contradictions
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.published.read import read_press
from fieldapp.publishing import keep_print, reconcile
from fieldapp.resources import BUILT_IN
from fieldapp.texts.press_words import read_press_words
from fieldapp.texts.reconciling import casualty_line, fault_lines, kept_words, reading_lines

_PUBLISHED = click.option(
    "--published", type=DAY_TYPE, metavar="DATE", help="The day it appeared, for a year that is not printed."
)


@click.command("read-report")
@click.argument("press", type=PATH, metavar="PRESS.txt")
@_PUBLISHED
@JSON
@click.pass_obj
def read_report_(surface: Surface, /, press: Path, published: date | None, as_json: bool) -> int:
    """Read a press text, and tell where it contradicts itself; 1 where it does."""
    from fieldapp.exchange.hq.reading_json import reading_answer
    from fieldapp.exchange.press_text import read_press_file

    programme, texts = read_programme(programme_definition(None), BUILT_IN), surface.texts
    reading = read_press(read_press_file(press), read_press_words(), programme, published)
    found = self_contradictions(reading)
    if as_json:
        print_json(reading_answer(reading, found, (), programme, texts))
    else:
        lines = reading_lines(reading, programme, texts) + fault_lines(found, programme, texts)
        lines += [texts("reconcile.consistent")] if reading.found and not found else []
        click.echo("\n".join(lines))
    return ERRORS_STAND if found else DONE


@click.command("reconcile")
@FILE
@click.option("--text", "press", type=PATH, required=True, metavar="PRESS.txt", help="txt or html.")
@click.option("--period", type=PERIOD, help="Default: the one that the text prints.")
@click.option("--keep", type=TEXT, metavar="SOURCE", help="Keep the text's figures, under who printed them.")
@_PUBLISHED
@JSON
@click.pass_obj
def reconcile_(
    surface: Surface,
    /,
    file: Path,
    press: Path,
    period: Period | None,
    keep: str | None,
    published: date | None,
    as_json: bool,
) -> int:
    """Set a press text against the data; 1 where it differs or contradicts itself."""
    from fieldapp.exchange.hq.reading_json import reading_answer
    from fieldapp.exchange.press_text import read_press_file

    texts = surface.texts
    with opened_store(surface, file, writes=keep is not None) as store:
        found = reconcile(store, read_press_file(press), period, published)
        reading, programme = found.reading, store.programme
        if as_json:
            answer = reading_answer(reading, found.contradictions, found.differences, programme, texts)
            print_json(answer)
        else:
            lines = reading_lines(reading, programme, texts)
            lines += fault_lines([*found.contradictions, *found.differences], programme, texts)
            if reading.found and all(one.kind == "places-left-out" for one in found.differences):
                lines.append(texts("reconcile.agrees" if found.period else "reconcile.needs-period"))
            click.echo("\n".join(lines))
        if keep is not None and reading.found:
            click.echo(kept_words(*keep_print(store, found, keep), programme, texts), err=True)
        return DONE if found.is_right else ERRORS_STAND


@click.command("casualties")
@FILE
@click.argument("counts", nargs=-1, metavar="[FIGURE=COUNT]...")
@click.option("--as-of", type=DAY_TYPE, metavar="DATE", help="The day that the counts are of.")
@click.option("--since", type=DAY_TYPE, metavar="DATE", help="The day from which they are counted.")
@click.option("--source", type=TEXT, default="", metavar="TEXT", help="Who says so.")
@click.option("--remove", is_flag=True, help="Take the count of these days away.")
@JSON
@click.pass_obj
def casualties_(
    surface: Surface,
    /,
    file: Path,
    counts: tuple[str, ...],
    as_of: date | None,
    since: date | None,
    source: str,
    remove: bool,
    as_json: bool,
) -> int:
    """Keep counts of casualties (total, killed, injured, children, women), or list them."""
    from fieldapp.exchange.hq.reading_json import casualty_answer

    if remove and (counts or source or not (as_of and since)):
        raise click.UsageError("--remove takes the days alone: --as-of and --since.")
    if not remove and bool(counts) != bool(as_of and since and source):
        raise click.UsageError("Give counts with --as-of, --since and --source, or none of them.")
    with opened_store(surface, file, writes=bool(counts) or remove) as store:
        if as_of and since and remove and not store.remove_casualties(CasualtyCount(as_of, since, "", {})):
            raise FieldAppError("no-such-casualties", as_of=as_of, since=since)
        if as_of and since and counts:
            store.put_casualties(CasualtyCount(as_of, since, source, _read_counts(counts)))
        known = store.casualties()
        if as_json:
            print_json({"casualties": [casualty_answer(one) for one in known]})
        else:
            lines = [casualty_line(one, surface.texts) for one in known]
            click.echo("\n".join(lines or [surface.texts("reconcile.no-casualties")]))
        return DONE


RECONCILE_COMMANDS = (read_report_, reconcile_, casualties_)


def _read_counts(texts: tuple[str, ...]) -> dict[str, int]:
    """`killed=70`, each once; an unknown name is told by the core."""
    counts: dict[str, int] = {}
    for text in texts:
        name, mark, count = text.partition("=")
        is_count = count.isascii() and count.isdigit() and len(count) < MOST_DIGITS
        if not mark or name in counts or not is_count:
            raise click.UsageError(f"“{text}” should be FIGURE=COUNT, once for each figure.")
        counts[name] = int(count)
    return counts
