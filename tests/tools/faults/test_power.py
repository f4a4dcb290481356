"""What a cut of the power may leave, and what it may not."""

import random

from tools.faults.power import CREATE, LINK, RENAME, SYNC, UNLINK, WRITE, Call, Contents, Disk, renamed

SECTORS = b"a" * 512 + b"b" * 512
DICE = range(400)


def write(data: bytes, at: int = 0) -> Call:
    return Call(WRITE, 7, at, "", "", data)


def name(what: int, first: str, second: str = "") -> Call:
    return Call(what, 7, 0, first, second, b"")


def after_cuts(*calls: Call, is_ordered: bool = True) -> set[frozenset[str]]:
    found = set()
    for seed in DICE:
        disk = Disk({}, {}, is_ordered)
        for call in calls:
            disk.take(call)
        found.add(frozenset(disk.names_after_cut(random.Random(seed))))
    return found


def test_what_was_synced_is_there_after_every_cut():
    file = Contents()
    file.waiting.append(write(SECTORS))
    file.sync()

    assert {file.after_cut(random.Random(seed)) for seed in DICE} == {SECTORS}


def test_what_was_not_synced_is_there_is_not_or_is_torn_at_a_sector():
    file = Contents(waiting=[write(SECTORS)])

    found = {file.after_cut(random.Random(seed)) for seed in DICE}

    assert found == {b"", SECTORS, SECTORS[:512], bytes(512) + SECTORS[512:]}


def test_a_later_write_may_be_there_without_an_earlier_one():
    file = Contents(bytes(1024), [write(b"x" * 512), write(b"y" * 512, 512)])

    assert bytes(512) + b"y" * 512 in {file.after_cut(random.Random(seed)) for seed in DICE}


def test_a_name_is_certain_only_when_its_folder_was_synced():
    made, folder_synced = name(CREATE, "f"), Call(SYNC, 1, 0, "", "", b"")

    assert after_cuts(made) == {frozenset(), frozenset({"f"})}
    assert after_cuts(made, folder_synced, is_ordered=False) == {frozenset({"f"})}


def test_with_a_journal_a_synced_file_carries_the_names_before_it_and_else_not():
    calls = name(CREATE, "f"), Call(SYNC, 7, 0, "", "", b"")

    assert after_cuts(*calls) == {frozenset({"f"})}
    assert after_cuts(*calls, is_ordered=False) == {frozenset(), frozenset({"f"})}


def test_a_file_that_gets_its_name_by_a_link_never_vanishes():
    disk = {"part": 7}
    for seed in DICE:
        kept = Disk(disk, {7: Contents()}, is_ordered=False)
        for call in (name(LINK, "part", "file"), name(UNLINK, "part")):
            kept.take(call)
        assert 7 in kept.names_after_cut(random.Random(seed)).values()


def test_a_rename_takes_the_place_of_what_was_there():
    assert renamed({"part": 7, "file": 3}, [name(RENAME, "part", "file")]) == {"file": 7}
