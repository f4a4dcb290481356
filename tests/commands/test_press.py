"""`fieldapp publish` and `published`: what they print and leave on the disk, and their exit status."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import Run, enter, file, run

__all__ = ["file", "run"]

WEEK = "2025-W11"
WHOLE = ("agdam,,155,49,606,1651.1",)
WITHOUT_WORK = (
    *("agdere", "cebrayil", "fuzuli", "kelbecer", "lacin", "qubadli", "susa", "terter", "xankendi"),
    *("xocali", "xocavend", "zengilan"),
)
OTHERS = tuple(f"{key},no_operations,,,," for key in WITHOUT_WORK)


@pytest.fixture
def week(run: Run, file: Path) -> Path:
    """Headquarters' file with a whole week."""
    assert enter(run, file, *WHOLE, *OTHERS)[0] == 0
    return file


def publish(run: Run, file: Path, *options: object, lang: str = "en") -> tuple[int, str, str]:
    return run("publish", file, "--period", WEEK, "--lang", lang, *options)


def published(run: Run, file: Path, *options: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("published", file, "--json", *options)[1])
    return answer


def test_publishing_prints_the_text_and_freezes_it(run: Run, week: Path) -> None:
    status, out, err = publish(run, week)

    assert status == 0
    assert out == run("text", week, "--period", WEEK)[1]
    assert err.startswith("10–16 Mar 2025, English, wire order: published on ")
    (one,) = published(run, week)["publications"]
    assert (one["text"], one["due"], one["same_set"]) == (out.strip(), False, True)
    assert run("integrity", week)[0] == 0


def test_the_same_again_writes_nothing_new(run: Run, week: Path) -> None:
    first = publish(run, week)
    again = publish(run, week)

    assert again[:2] == first[:2]
    assert "Nothing new was written." in again[2]
    assert len(published(run, week)["publications"]) == 1


def test_a_later_change_is_told_with_its_effect(run: Run, week: Path) -> None:
    publish(run, week, lang="az")
    enter(run, week, "agdam,,155,49,604,1650.1")

    status, out, _ = run("published", week, "--since", "2020-11-10")

    assert status == 1
    assert out.replace("\xa0", " ").splitlines()[1:] == [
        "  Aghdam · Area, ha: 1,651.1 ha → 1,650.1 ha",
        "  Aghdam · UXO: 606 → 604",
        *(
            line
            for head in (
                "Total, 10–16 Mar 2025",
                "Month, 1–31 Mar 2025",
                "Year, 1 Jan–31 Dec 2025",
                "Cumulative, 10 Nov 2020–16 Mar 2025",
            )
            for line in (f"  {head} · UXO: 606 → 604", f"  {head} · Area, ha: 1,651.1 ha → 1,650.1 ha")
        ),
    ]
    (one,) = published(run, week)["publications"]
    assert one["changes"][0] == {
        "district": "agdam",
        "indicator": "area_cleared_ha",
        "published": "1651.1",
        "now": "1650.1",
    }
    assert [effect["of"] for effect in one["effects"]] == [
        "period",
        "period",
        "month",
        "month",
        "year",
        "year",
    ]


def test_a_corrected_text_takes_the_place_of_the_first(run: Run, week: Path) -> None:
    publish(run, week)
    enter(run, week, "agdam,,155,49,604,1651.1")
    publish(run, week)

    status, out, _ = run("published", week)

    assert status == 0
    assert "A later text has taken its place." in out
    assert "All its figures are as they were published." in out


def test_errors_keep_a_text_from_being_published_unless_somebody_says_why(run: Run, week: Path) -> None:
    enter(run, week, "agdam,,155,49,606,1651.1", uxo="607")

    status, out, err = publish(run, week)

    assert (status, out) == (3, "")
    assert "have errors: 1. Nothing was published." in err
    assert published(run, week)["publications"] == []
    assert publish(run, week, "--why", "The paper is wrong.")[0] == 1
    assert published(run, week)["publications"][0]["why"] == "The paper is wrong."


def test_only_headquarters_publish(run: Run, tmp_path: Path) -> None:
    office = tmp_path / "office.fieldapp"
    run("new", office, "--office", "karabakh")

    assert run("publish", office, "--period", WEEK)[0] == run("published", office)[0] == 3


def test_nothing_is_published_of_an_empty_week(run: Run, file: Path) -> None:
    status, out, err = publish(run, file)

    assert (status, out) == (3, "")
    assert "Nothing is entered" in err


def test_the_total_since_a_day_and_chosen_organisations_are_told(run: Run, week: Path) -> None:
    status, out, _ = publish(
        run, week, "--form", "post", "--organisation", "anama", "--since", "2025-03-10", "--order", "apa"
    )

    assert status == 0
    assert "Organisation taking part: ANAMA." in out
    assert "In total from 10 to 16 March 2025, 49 anti-tank mines, 155 anti-personnel mines" in out
    assert published(run, week)["publications"][0]["since"] == "2025-03-10"


def test_words_may_be_another_but_no_figure(run: Run, week: Path, tmp_path: Path) -> None:
    wording = tmp_path / "text.txt"
    wording.write_text(
        "In the days of 10 to 16 March 2025 our people removed 155 anti-personnel mines, 49 anti-tank\r\n"
        "mines and 606 unexploded ordnance. They cleared 1,651.1 hectares.\r\n",
        encoding="utf-8-sig",
    )

    assert publish(run, week, "--wording", wording)[0] == 0
    assert published(run, week)["publications"][0]["text"].startswith("In the days of 10 to 16 March 2025")
    wording.write_text(wording.read_text("utf-8-sig").replace("155", "156"), encoding="utf-8")
    status, out, err = publish(run, week, "--wording", wording)
    assert (status, out) == (3, "")
    assert "“155 anti-personnel mines” does not stand in the text" in err


@pytest.mark.parametrize("held", [b"\xff\xfe\x00", b"a" * 200_000])
def test_a_file_that_is_no_text_is_refused(run: Run, week: Path, tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(held)

    status, _, err = publish(run, week, "--wording", path)

    assert status == 3
    assert "cannot be read as a text" in err


def test_a_file_that_is_not_there_is_named(run: Run, week: Path, tmp_path: Path) -> None:
    assert publish(run, week, "--wording", tmp_path / "none.txt")[0] == 3


def test_nothing_published_is_said(run: Run, file: Path) -> None:
    assert run("published", file)[:2] == (0, "Nothing has been published yet.\n")
