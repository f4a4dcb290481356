"""A program is measured by the processor's time that it took, and one that fails is no figure."""

import subprocess

import pytest

from tools.bench.starting import seconds_of


def test_a_program_that_works_takes_longer_than_one_that_does_nothing(tmp_path):
    home = str(tmp_path)

    assert seconds_of(("-c", "sum(range(20_000_000))"), home) > seconds_of(("-c", ""), home) > 0


@pytest.mark.parametrize("words", [("-c", "import nowhere"), ("-c", "raise SystemExit(3)")])
def test_a_program_that_fails_is_no_figure(tmp_path, words):
    with pytest.raises(subprocess.CalledProcessError):
        seconds_of(words, str(tmp_path))
