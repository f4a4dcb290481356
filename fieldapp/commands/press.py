"""The commands of the press: to publish a text, and to see what is something else since."""

from datetime import date
from pathlib import Path

import click

from fieldapp.arguments import AT, FILE, JSON, LANGUAGE, PATH, TEXT
from fieldapp.commands.answer import DAY_TYPE
from fieldapp.console import DONE, ERRORS_STAND, Surface, opened_store, print_json, require_order
from fieldapp.core.characters import storable
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.publishing import PRESS_FORMS, PressOrder, draft_texts, publish
from fieldapp.texts.press import after_lines, published_line
from fieldapp.texts.reconciling import print_lines
from fieldapp.texts.summary import origin_lines

LONGEST_WORDING = 100_000
"""Bytes of a file with an edited text; the longest text that is made has some thousands."""


@click.command("publish")
@FILE
@AT
@LANGUAGE
@click.option("--form", type=click.Choice(PRESS_FORMS), default="wire", show_default=True)
@click.option("--order", metavar="north-south|post|apa", help="Default: the usual one of the form.")
@click.option("--organisation", "organisations", multiple=True, metavar="KEY", help="Named; may be repeated.")
@click.option("--since", type=DAY_TYPE, metavar="DATE", help="Tell the total since a day too.")
@click.option("--wording", type=PATH, metavar="TEXT.txt", help="The text in other words, with these figures.")
@click.option("--why", default="", type=TEXT, metavar="TEXT", help="Why, though errors or disputes stand.")
@click.pass_obj
def publish_(
    surface: Surface,
    /,
    file: Path,
    period: Period,
    lang: str,
    form: str,
    order: str | None,
    organisations: tuple[str, ...],
    since: date | None,
    wording: Path | None,
    why: str,
) -> int:
    """Print the text for the press, and freeze it with the figures that it is made from."""
    texts = surface.texts
    with opened_store(surface, file, writes=True) as store:
        require_order(store, order)
        asked = PressOrder(period, form, order, organisations or None, since)
        draft = draft_texts(store, asked, [lang], surface.now().date())[lang]
        if wording is not None:
            draft = draft.edited(_read_wording(wording))
        publication, is_new = publish(store, draft, why)
        click.echo(publication.text)
        click.echo(published_line(publication, surface.now(), texts, is_new=is_new), err=True)
        for line in origin_lines(draft.report, texts):
            click.echo(line, err=True)
        if draft.errors:
            click.echo(texts("cli.errors-stand"), err=True)
        if draft.disputed:
            click.echo(texts("press.disputed", n=draft.disputed), err=True)
        return ERRORS_STAND if draft.errors or draft.disputed else DONE


@click.command("published")
@FILE
@click.option("--since", type=DAY_TYPE, metavar="DATE", help="Tell the effect on the total since a day too.")
@JSON
@click.pass_obj
def published_(surface: Surface, /, file: Path, since: date | None, as_json: bool) -> int:
    """Show what was published, and what is something else since; 1 where anything is."""
    from fieldapp.exchange.hq.published_answer import published_answer
    from fieldapp.exchange.hq.reading_json import print_answer

    with opened_store(surface, file) as store:
        found, printed = store.after_publications(since), store.after_prints()
        if as_json:
            answer = published_answer(found, store.programme)
            print_json({**answer, "printed": [print_answer(one) for one in printed]})
        else:
            for after in found:
                click.echo(published_line(after.publication, surface.now(), surface.texts))
                for line in after_lines(after, store.programme, surface.texts):
                    click.echo(f"  {line}")
            for one in printed:
                click.echo("\n".join(print_lines(one, store.programme, surface.texts)))
            if not found and not printed:
                click.echo(surface.texts("press.nothing"))
        return (
            ERRORS_STAND
            if any(after.is_due for after in found) or any(one.changes for one in printed)
            else DONE
        )


PRESS_COMMANDS = (publish_, published_)


def _read_wording(path: Path) -> str:
    """The text in a file. Raises FieldAppError `not-found`, `wording-unreadable`."""
    from fieldapp.exchange.files import require_plain_file

    try:
        require_plain_file(path)
        with path.open("rb") as file:
            held = file.read(LONGEST_WORDING + 1)
        if len(held) > LONGEST_WORDING:
            raise FieldAppError("wording-unreadable", path=path)
        return storable(held.decode("utf-8-sig").replace("\r\n", "\n")).strip()
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except (OSError, UnicodeError) as error:
        raise FieldAppError("wording-unreadable", path=path) from error
