"""A command costs what it needs itself: what other commands need is not read for it."""

import json
import os
import subprocess
import sys

import click

from fieldapp.cli import commands
from fieldapp.commands.rooms import ROOMS
from tests.data_files import empty_file

LOADED = """
import json, sys
from fieldapp.__main__ import main
try:
    main()
except SystemExit:
    pass
print(json.dumps([name for name in sys.modules]), file=sys.stderr)
"""
TOO_MUCH = ("openpyxl", "PySide6", "email", "pip", "ctypes", "dateutil.parser._parser", "defusedxml")


def loaded_by(*words: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words], capture_output=True, text=True, env={**os.environ}, check=True
    )
    return json.loads(done.stderr.splitlines()[-1])


def test_each_name_leads_to_a_command_of_that_name_and_none_is_left_out():
    led = {name: {command.name for command in made()} for name, made in ROOMS.items()}

    assert [name for name, names in led.items() if name not in names] == []
    assert set().union(*led.values()) == {*ROOMS}


def test_help_shows_every_command():
    context = click.Context(commands)

    assert {command.name for command in commands.all_commands()} == {*commands.list_commands(context)}
    assert all(commands.knows(name) for name in commands.list_commands(context))
    assert not commands.knows("nothing")


def test_a_summary_reads_no_other_command_and_nothing_that_it_does_not_need(tmp_path):
    loaded = loaded_by("summary", str(tmp_path / "none.fieldapp"), "--period", "2025-W11")

    assert "fieldapp.store.store" in loaded
    assert [name for name in loaded if name.startswith(TOO_MUCH)] == []
    assert [name for name in loaded if name.startswith("fieldapp.commands.")] == ["fieldapp.commands.rooms"]


LATER = ("sqlite_utils", "fieldapp.core.published", "fieldapp.store.recut", "fieldapp.exchange.answers_json")


def test_a_summary_opens_a_file_without_what_writes_and_what_is_only_done_at_headquarters(tmp_path):
    file = empty_file(tmp_path / "a.fieldapp")
    loaded = loaded_by("summary", str(file), "--period", "2025-W11")

    assert [name for name in loaded if name.startswith(LATER)] == []
    assert "fieldapp.store.hq.receiving" not in loaded
