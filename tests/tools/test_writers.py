"""Three programs that want to write: each is told who has the file and tries again, and nothing is lost."""

from pathlib import Path

from tools.writers import run_writers


def test_three_programs_that_want_to_write_lose_nothing(tmp_path: Path) -> None:
    tally = run_writers(tmp_path / "week.fieldapp", programs=3, entries=30)

    assert tally.acknowledged == 90
    assert tally.lost == 0
    assert tally.told.keys() <= {"writer 1", "writer 2", "writer 3"}
    assert sum(tally.told.values()) > 0
    assert [file.name for file in tmp_path.iterdir()] == ["week.fieldapp"]
