"""The one door to the commands with files of their own: such a file is read when its command is called."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import click
from typing_extensions import override


class RoomGroup(click.Group):
    """A group to which each command of `ROOMS` belongs, made or not; what is asked for as a whole is made."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ROOMS})

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or self._made(cmd_name)

    def knows(self, name: str) -> bool:
        """Whether a word is a command; none is made for that."""
        return name in self.commands or name in ROOMS

    def all_commands(self) -> Iterator[click.Command]:
        """Every command, made."""
        context = click.Context(self)
        for name in self.list_commands(context):
            command = self.get_command(context, name)
            if command is not None:
                yield command

    def _made(self, name: str) -> click.Command | None:
        for command in ROOMS[name]() if name in ROOMS else ():
            self.commands.setdefault(str(command.name), command)
        return self.commands.get(name)


def _backup() -> Iterable[click.Command]:
    from fieldapp.commands.backup import BACKUP_COMMANDS

    return BACKUP_COMMANDS


def _headquarters() -> Iterable[click.Command]:
    from fieldapp.commands.headquarters import HQ_COMMANDS

    return HQ_COMMANDS


def _press() -> Iterable[click.Command]:
    from fieldapp.commands.press import PRESS_COMMANDS

    return PRESS_COMMANDS


def _reconcile() -> Iterable[click.Command]:
    from fieldapp.commands.reconcile import RECONCILE_COMMANDS

    return RECONCILE_COMMANDS


def _warnings() -> Iterable[click.Command]:
    from fieldapp.commands.warnings import WARNING_COMMANDS

    return WARNING_COMMANDS


def _report() -> Iterable[click.Command]:
    from fieldapp.commands.report import REPORT_COMMANDS

    return REPORT_COMMANDS


def _alone(name: str) -> Iterable[click.Command]:
    match name:
        case "cut":
            from fieldapp.commands.cut import cut_ as command
        case "demo":
            from fieldapp.commands.demo import demo_ as command
        case "export":
            from fieldapp.commands.export import export as command
        case "mirror":
            from fieldapp.commands.mirror import mirror_ as command
        case "rules":
            from fieldapp.commands.rules import rules_ as command
        case _:
            from fieldapp.commands.template import template_ as command
    return (command,)


ROOMS: dict[str, Callable[[], Iterable[click.Command]]] = {
    **dict.fromkeys(("backup", "restore"), _backup),
    **dict.fromkeys(("receive", "answer", "board"), _headquarters),
    **dict.fromkeys(("publish", "published"), _press),
    **dict.fromkeys(("read-report", "reconcile", "casualties"), _reconcile),
    **dict.fromkeys(("answer-warning", "follow-up"), _warnings),
    **dict.fromkeys(("report", "opening"), _report),
    **{name: partial(_alone, name) for name in ("cut", "demo", "export", "mirror", "rules", "template")},
}
"""Which file has a command, by its name; tests compare it with what is in the files."""
