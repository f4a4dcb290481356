"""The tests with PostgreSQL ask for it where it is missing, and for nothing where it is there."""

import subprocess
import sys
from pathlib import Path

import pytest

from dev import SetupError
from tools import try_mirror


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is asked for, and the commands that are run."""
    told: list[object] = []

    class Ended:
        returncode = 5

    def run(words: list[str]) -> Ended:
        told.append(words[1:])
        return Ended()

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(try_mirror, "prepare_linux", told.append)
    monkeypatch.setattr(subprocess, "run", run)
    return told


def test_a_server_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch, asked: list[object]) -> None:
    monkeypatch.setattr(try_mirror, "programs", lambda: Path("/bin"))

    assert try_mirror.main(["-x"]) == 5
    assert asked == [["-m", "pytest", "-m", "mirror", "-x"]]


def test_a_server_that_is_missing_is_installed_or_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: list[object]
) -> None:
    monkeypatch.setattr(try_mirror, "programs", lambda: None)

    with pytest.raises(SetupError, match="please install PostgreSQL"):
        try_mirror.main([])
    assert asked == ["mirror"]
