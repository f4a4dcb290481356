"""The command that writes a form for who has only Excel."""

from pathlib import Path

import click

from fieldapp.arguments import AT, FILE, LANGUAGE, OFFICE, OUT
from fieldapp.console import DONE, Surface, chosen, opened_store, require_xlsx
from fieldapp.core.hq.filled_form import record_of_form
from fieldapp.core.period import Period, require_sheet_length
from fieldapp.texts.texts import read_texts


@click.command("template")
@FILE
@AT
@OUT
@OFFICE
@LANGUAGE
@click.pass_obj
def template_(
    surface: Surface, /, file: Path, period: Period, out: Path, office: str | None, lang: str
) -> int:
    """Write a form for who has only Excel: filled in, it is received like any other workbook."""
    from fieldapp.exchange.form.writing import write_form

    require_xlsx(out)
    require_sheet_length(period)
    with opened_store(surface, file) as store:
        key = chosen(store, office, period)
        record = record_of_form(key, store.programme, lang, surface.now(), surface.who)
        practice = store.is_demonstration
        written = write_form(record, store.programme, out, read_texts(lang), is_demonstration=practice)
        whose = surface.texts.names(store.programme.office(key.office).names)
        click.echo(surface.texts("template.written", office=whose, period=period, path=written))
        return DONE
