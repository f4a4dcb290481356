"""What is written for other systems is, to the byte, what was committed
(`python -m tests.exchange.interchange.golden` writes it anew)."""

import pytest

from tests.exchange.interchange.golden import FOLDER, committed, written

NAMES = sorted(written())


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    return written()


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_what_was_committed(now, name):
    assert now[name] == committed(name)


def test_every_golden_file_is_compared():
    assert sorted(file.name for file in FOLDER.iterdir()) == NAMES
