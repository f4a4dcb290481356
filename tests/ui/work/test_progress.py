"""What a worker tells of its work is what the window shows: how much, in which words, so many of so many."""

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.ui.work.progress import Doing, Progress, Stage


def test_work_that_tells_its_share_is_shown_by_what_is_done_then():
    progress = Progress()
    tell = progress.through([Stage("read", 0.5, of=100), Stage("add")])

    told = []
    for share in (0.0, 0.1, 0.5, 0.75, 1.0):
        tell(share)
        told.append(progress.now)

    assert told == [
        Doing(0.0, "read", 0, 100),
        Doing(0.1, "read", 20, 100),
        Doing(0.5, "add", 0, 0),
        Doing(0.75, "add", 0, 0),
        Doing(1.0, "add", 0, 0),
    ]


def test_the_last_of_what_is_counted_is_reached():
    progress = Progress()
    progress.through([Stage("copy", 0.5), Stage("write", 1.0, of=62)])(1.0)

    assert progress.now == Doing(1.0, "write", 62, 62)


def test_a_part_that_counts_is_so_much_of_all_of_it():
    progress = Progress()
    count = progress.counting("pages", 0.8)

    count(1, 4)
    assert (round(progress.now.share, 3), progress.now.done, progress.now.of) == (0.85, 1, 4)
    assert not progress.is_settled
    count(0, 0)
    assert (progress.now.share, progress.is_settled) == (1.0, True)


def test_what_is_settled_is_not_stopped_any_more_and_what_is_stopped_is_not_settled():
    made, left = Progress(), Progress()
    made.settle()
    assert (made.stop(), made.is_stopped) == (False, False)
    made.tell(1.0)

    assert left.stop()
    with pytest.raises(FieldAppError, match="stopped"):
        left.settle()
    assert not left.is_settled


def test_the_words_stay_while_only_the_share_is_told():
    progress = Progress()
    progress.say("taking", 0.5)
    progress.part(0.5, 1.0)(0.5)

    assert progress.now == Doing(0.75, "taking")


@pytest.mark.parametrize(
    "tell",
    [
        lambda progress: progress.tell(0.1),
        lambda progress: progress.say("words", 0.1),
        lambda progress: progress.part(0, 1)(0.1),
        lambda progress: progress.through([Stage("words")])(0.1),
        lambda progress: progress.counting("words")(1, 2),
    ],
)
def test_whatever_it_tells_work_that_is_stopped_is_left(tell):
    progress = Progress()
    progress.stop()

    with pytest.raises(FieldAppError, match="stopped"):
        tell(progress)
    assert progress.now == Doing()
