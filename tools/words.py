"""The words that follow `python3 dev.py`.

Only syntax of Python 3.8, as in dev.py, which reads this.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from tools.steps import TOOLS


def one_of(work: Callable[[str, argparse.Namespace], int], name: str, told: str) -> partial[int]:
    """The command of a list in tools/steps.py, with what it does."""
    command = partial(work, name)
    command.__doc__ = told
    return command


def read_words(words: Sequence[str], commands: Mapping[str, str]) -> argparse.Namespace:
    """The command, its options, and in `rest` whatever stands after `--`, `installer` or a tool. `commands`:
    what each of them does."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Each command does the set-up it needs.")
    parsers_of = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    parsers = {name: parsers_of.add_parser(name, help=told) for name, told in commands.items()}
    parsers["demo"].add_argument("--no-window", action="store_true", help="save a picture instead")
    parsers["pictures"].add_argument("--all", action="store_true", help="contact sheets of every window")
    parsers["lock"].add_argument("--upgrade", action="store_true", help="take the newest versions")
    has_own = words[:1] in (*([name] for name in TOOLS), ["installer"])
    cut = 1 if has_own else words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:cut])
    options.rest = list(words[cut:] if has_own else words[cut + 1 :])
    return options


def module_of(command: str) -> str:
    """The module of `tools/` that a command runs."""
    return command.replace("test-", "try_").replace("-", "_")
