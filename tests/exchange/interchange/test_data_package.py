"""The data package, judged by the reference reader, without a network."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.core.records.record import RecordKind
from fieldapp.core.report import Status
from fieldapp.core.sheet import RowState
from fieldapp.exchange.interchange.data_package import DESCRIPTION, data_package
from fieldapp.exchange.interchange.package_place import place_package
from tests.exchange.interchange.making import TAKEN_BACK, extract_of, march, office_sheet, sent
from tests.exchange.interchange.test_long_csv import sheets_in

JUDGE = """
import json, sys
def no_network(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise RuntimeError(event)
sys.addaudithook(no_network)
from frictionless import Package, system
found = {}
with system.use_context(trusted=True):
    for path in sys.argv[1:]:
        report = Package(path).validate()
        errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
        found[path] = [[error.type, error.description and error.message] for error in errors]
print(json.dumps(found))
"""

FAULTS = {
    "a negative number": ("tallies.csv", ",reported,2010,", ",reported,-2010,", "constraint-error"),
    "a word for a number": ("tallies.csv", ",reported,2010,", ",reported,many,", "type-error"),
    "an unknown state": ("tallies.csv", ",reported,2010,", ",perhaps,2010,", "constraint-error"),
    "an unknown district": ("tallies.csv", ",agdam,uxo,", ",atlantis,uxo,", "foreign-key"),
    "an unknown revision": ("revisions.csv", None, "", "foreign-key"),
    "a row twice": ("tallies.csv", None, "twice", "primary-key"),
    "a file of another export": ("districts.csv", "Aghdam", "Agdam!", "hash-count"),
}


def files(extract=None, texts=None) -> dict[str, bytes]:
    from fieldapp.texts.texts import read_texts

    return data_package(extract or march(), texts or read_texts("en"))


def table(name: str, extract=None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files(extract)[f"{name}.csv"].decode(), newline="")))


def put(folder: Path, content: dict[str, bytes], *, is_resealed: bool = False) -> Path:
    """A package on the disk; its description says the sizes and digests of the files, or those of others."""
    folder.mkdir()
    told = json.loads(content[DESCRIPTION])
    for resource in told["resources"] if is_resealed else ():
        del resource["hash"], resource["bytes"]
    for name, data in content.items():
        (folder / name).write_bytes(data)
    (folder / DESCRIPTION).write_text(json.dumps(told), encoding="utf-8")
    return folder / DESCRIPTION


def spoiled(fault: str) -> dict[str, bytes]:
    name, old, new, _ = FAULTS[fault]
    content = files()
    lines = content[name].decode().splitlines(keepends=True)
    if old is not None:
        text = "".join(lines)
        assert old in text
        content[name] = text.replace(old, new, 1).encode()
    else:
        content[name] = "".join([*lines, lines[1]] if new else [lines[0], *lines[2:]]).encode()
    return content


@pytest.fixture(scope="module")
def judged(tmp_path_factory) -> dict[str, list]:
    """What the reader finds in good packages and in spoiled ones; it starts once for all of them."""
    top = tmp_path_factory.mktemp("packages")
    paths = {
        "whole": put(top / "whole", files()),
        "demonstration": put(top / "demo", files(march(is_demonstration=True))),
        "zip": place_package(top / "package.zip", files()),
    }
    for number, fault in enumerate(FAULTS):
        is_resealed = FAULTS[fault][3] != "hash-count"
        paths[fault] = put(top / str(number), spoiled(fault), is_resealed=is_resealed)
    command = [sys.executable, "-W", "ignore", "-c", JUDGE, *map(str, paths.values())]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    found = json.loads(told)
    return {name: found[str(path)] for name, path in paths.items()}


@pytest.mark.parametrize("name", ["whole", "demonstration", "zip"])
def test_the_reference_reader_finds_nothing(judged, name):
    assert judged[name] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_the_description_lets_nothing_wrong_pass(judged, fault):
    assert FAULTS[fault][3] in {kind for kind, _ in judged[fault]}


def test_the_package_reads_back_to_the_same_sheets():
    assert sheets_in(table("tallies"), "period", "key") == {
        f"{one.sheet.office} {one.sheet.period}": dict(one.sheet.values) for one in march().asked
    }


def test_a_tally_names_the_record_that_says_it_and_a_draft_none():
    extract = march()
    ids = {
        str(one.sheet.period): one.records[-1].id for one in extract.asked if one.sheet.office == "karabakh"
    }
    found = {
        f"{row['period_start']}..{row['period_end']}": row["revision_id"]
        for row in table("tallies")
        if row["office"] == "karabakh"
    }

    assert found == ids
    draft = extract_of(sent(office_sheet("2025-03-10..2025-03-16"), status=Status.DRAFT))
    assert {row["revision_id"] for row in table("tallies", draft)} == {""}


def test_of_two_records_that_say_the_same_the_later_is_named():
    sheet, other = office_sheet("2025-03-10..2025-03-16"), office_sheet("2025-03-10..2025-03-16", seed=1)
    held = sent(sheet, sheet, other)

    assert {row["revision_id"] for row in table("tallies", extract_of(held))} == {held.records[2].id}


def test_a_draft_names_no_record_that_happens_to_say_the_same():
    held = sent(office_sheet("2025-03-10..2025-03-16"))
    draft = replace(held, standing=replace(held.standing, status=Status.DRAFT, revision=2))

    assert {row["revision_id"] for row in table("tallies", extract_of(draft))} == {""}


def test_a_record_of_something_else_than_a_sheet_is_no_revision():
    held = sent(office_sheet("2025-03-10..2025-03-16"))
    summary = replace(held.records[0], kind=RecordKind.SUMMARY)
    extract = extract_of(replace(held, records=(*held.records, summary)))

    assert [row["revision_id"] for row in table("revisions", extract)] == [held.records[0].id]


def test_all_revisions_are_there_with_what_they_come_from():
    first, second = [
        row for row in table("revisions") if f"{row['period_start']}..{row['period_end']}" == TAKEN_BACK
    ]

    assert (first["revision"], second["revision"]) == ("1", "2")
    assert second["parents"] == first["revision_id"]
    (held,) = [one for one in march().asked if str(one.sheet.period) == TAKEN_BACK]
    assert [first["revision_id"], second["revision_id"]] == [record.id for record in held.records]


def test_nobody_is_named():
    assert not any(b"Rauf" in content for content in files().values())


def test_tables_have_the_columns_that_the_description_says(any_texts):
    content = files(march(), any_texts)
    told = json.loads(content[DESCRIPTION])
    for resource in told["resources"]:
        header = content[resource["path"]].decode().splitlines()[0]
        assert header.split(",") == [one["name"] for one in resource["schema"]["fields"]]
    assert [one["name"] for one in told["resources"]] == [
        *("tallies", "districts", "offices", "indicators", "revisions")
    ]
    assert {one["schema"]["missingValues"][0] for one in told["resources"]} == {""}
    assert [*content][-1] == DESCRIPTION


def test_a_demonstration_says_so(texts):
    told = json.loads(files(march(is_demonstration=True))[DESCRIPTION])

    assert "Demonstration" in told["description"]
    assert "description" not in json.loads(files()[DESCRIPTION])


def test_a_district_that_did_not_report_has_its_rows():
    states = {row["state"] for row in table("tallies")}

    assert states == {one.value for one in RowState}
