"""The commands that put a data file aside and go back to what was put aside."""

from datetime import datetime
from pathlib import Path

import click

from fieldapp.arguments import FILE, PATH
from fieldapp.console import DONE, Surface
from fieldapp.core.backups import BackupReason, Prospect
from fieldapp.store.backup import back_up, backup_folder, carry
from fieldapp.store.restore import foresee, restore
from fieldapp.store.writer_lock import WriterLock
from fieldapp.texts.backups import beyond_words, moment_words, sheet_words, who_words
from fieldapp.texts.texts import Texts


@click.command("backup")
@FILE
@click.option("--to", "folder", type=PATH, metavar="FOLDER", help="Such as a stick. Default: beside FILE.")
@click.pass_obj
def backup_(surface: Surface, /, file: Path, folder: Path | None) -> int:
    """Put a data file aside, whole; what is on a stick is read there again and compared."""
    now, file = surface.now().replace(tzinfo=None), file.absolute()
    if folder is None:
        made = back_up(file, backup_folder(file), now, BackupReason.ASKED)
        click.echo(surface.texts("backups.made", path=made))
    else:
        made = carry(file, folder, now)
        click.echo(surface.texts("backups.made", path=made))
        click.echo(surface.texts("backups.safe", path=folder))
    return DONE


@click.command("restore")
@FILE
@click.argument("backup", type=PATH)
@click.pass_obj
def restore_(surface: Surface, /, file: Path, backup: Path) -> int:
    """Go back to a backup. What is there now is put aside first."""
    texts, now, file = surface.texts, surface.now(), file.absolute()
    with WriterLock(file, surface.who, surface.now) as lock:
        lock.require()
        told = foresee(file, backup)
        kept = restore(file, backup, backup_folder(file), now.replace(tzinfo=None))
    for line in _told(told, texts, now):
        click.echo(line)
    click.echo(texts("backups.restored", path=file))
    if kept is not None:
        click.echo(texts("backups.kept", path=kept))
    return DONE


BACKUP_COMMANDS = (backup_, restore_)


def _told(told: Prospect, texts: Texts, now: datetime) -> list[str]:
    """What the backup holds, and what was lost with it, sheet by sheet."""
    held = texts("backups.holds", n=len(told.held))
    if told.newest is not None:
        when = moment_words(told.newest.at.astimezone(now.tzinfo), texts)
        held = f"{held} {texts('backups.newest', when=when, who=who_words([told.newest], texts))}"
    if not told.is_present_known:
        return [held, texts("backups.was-unknown")]
    lost = [
        texts(
            "backups.lost-of",
            period=sheet_words(sheet, texts),
            n=len(sheet.lost),
            who=who_words(sheet.lost, texts),
        )
        for sheet in told.sheets
        if sheet.lost
    ]
    beyond = [texts("backups.was-beyond", what=beyond_words(told, texts))] if told.beyond else []
    if not lost and not beyond:
        return [held, texts("backups.lost-nothing")]
    return [held, *([texts("backups.was-lost", n=len(told.lost))] if lost else []), *lost, *beyond]
