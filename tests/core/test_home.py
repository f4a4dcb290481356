"""A data file that was moved or renamed is the same file; one that was copied is asked about."""

import pytest

from fieldapp.core.home import Home, Left, Place, place_by_itself, place_of

OLD = Home("/office/week.fieldapp", 7, 1001)


@pytest.mark.parametrize("left", Left)
@pytest.mark.parametrize(
    ("remembered", "here", "place"),
    [
        (OLD, OLD, Place.HOME),
        (OLD, Home(OLD.path, 7, 2002), Place.HOME),  # a backup was put back
        (OLD, Home("/office/2025.fieldapp", 7, 1001), Place.MOVED),  # renamed
        (None, OLD, Place.MOVED),  # it never knew
        (OLD, Home(OLD.path, 8, 1001), Place.UNSEEN),  # the same path on another machine or stick
    ],
)
def test_place_and_number_are_enough_where_the_path_or_the_file_is_the_same(remembered, here, place, left):
    assert place_by_itself(remembered, here) is place
    assert place_of(remembered, here, left) is place


@pytest.mark.parametrize(
    ("here", "left", "place"),
    [
        (Home("/office/copy.fieldapp", 7, 2002), Left.TWIN, Place.COPY),
        (Home("/office/copy.fieldapp", 7, 2002), Left.NOTHING, Place.MOVED),
        (Home("/office/copy.fieldapp", 7, 2002), Left.OUT_OF_REACH, Place.MOVED),
        (Home("/stick/week.fieldapp", 8, 5), Left.TWIN, Place.COPY),
        (Home("/stick/week.fieldapp", 8, 5), Left.NOTHING, Place.MOVED),
        (Home("/stick/week.fieldapp", 8, 5), Left.OUT_OF_REACH, Place.UNSEEN),
        (Home("/stick/week.fieldapp", 8, 1001), Left.TWIN, Place.COPY),  # numbers are of a volume
    ],
)
def test_another_file_elsewhere_is_told_by_what_is_left_where_it_lived(here, left, place):
    assert place_by_itself(OLD, here) is None
    assert place_of(OLD, here, left) is place


def test_a_number_that_is_not_known_is_like_no_other():
    unknown = Home(OLD.path, 7, 0)

    assert place_of(unknown, Home("/office/copy.fieldapp", 7, 0), Left.TWIN) is Place.COPY


def test_only_a_copy_and_what_may_be_one_are_asked_about():
    assert {place for place in Place if place.asks} == {Place.COPY, Place.UNSEEN}
