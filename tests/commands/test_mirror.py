"""`fieldapp mirror` where no server is asked; with one, see the tests that bear the mark `mirror`."""

import sys
from pathlib import Path

import pytest

from fieldapp.console import FAILED
from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.mirror.postgres import connect_postgres
from tests.test_cli import Run, file, run

__all__ = ["file", "run"]

USAGE = 2


def test_whoever_was_given_no_way_out_of_the_machine_is_told_what_to_install(run: Run, file: Path) -> None:
    status, told, said = run("mirror", file, "postgresql://nowhere/x")

    assert (status, told) == (FAILED, "")
    assert "fieldapp[mirror]" in said


def test_a_machine_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(FieldAppError) as refusal:
        connect_postgres("postgresql://nowhere/x")

    assert refusal.value.code == "mirror-not-installed"


@pytest.mark.parametrize("address", ["", "x", "http://server/x", "file.fieldapp", "dbname=x"])
def test_only_an_address_of_postgresql_is_one(address: str) -> None:
    with pytest.raises(FieldAppError) as refusal:
        connect_postgres(address)

    assert refusal.value.code == "mirror-address"


def test_the_file_and_the_address_are_both_asked_for(run: Run, file: Path) -> None:
    assert run("mirror", file)[0] == USAGE
