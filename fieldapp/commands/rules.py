"""The command that tells by which rules a sheet is checked."""

from pathlib import Path

import click

from fieldapp.arguments import JSON, LANGUAGE, PATH
from fieldapp.console import DONE, Surface, print_json, programme_definition
from fieldapp.core.checks.rules import RULES
from fieldapp.core.programme_toml import read_programme
from fieldapp.resources import BUILT_IN
from fieldapp.texts.texts import read_texts


@click.command("rules")
@click.option("--programme", type=PATH, metavar="TOML", help="As this programme wants them.")
@LANGUAGE
@JSON
@click.pass_obj
def rules_(_: Surface, /, programme: Path | None, lang: str, as_json: bool) -> int:
    """Print the rules by which sheets are checked: what each asks, by which formula, from which limit on."""
    wanted = read_programme(programme_definition(programme), str(programme or BUILT_IN))
    texts = read_texts(lang)
    if as_json:
        from fieldapp.exchange.rules_json import rules_answer

        print_json(rules_answer(wanted, texts))
        return DONE
    for rule in RULES:
        severity, layer = texts(f"cli.{rule.severity.value}"), texts(f"rules.{rule.layer.value}")
        off = f" ({texts('rules.off')})" if rule.code in wanted.checking.off else ""
        click.echo(f"{rule.code}: {severity}, {layer}{off}")
        click.echo(f"  {texts(f'rules.{rule.code}')}")
        limits = [
            texts("rules.limit", name=name, value=str(wanted.checking.limit(name))) for name in rule.limits
        ]
        click.echo(f"  {'; '.join([rule.formula, *limits])}")
    return DONE
