"""A data file that is entered into is opened without what headquarters do, and becomes whole when asked."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.store.hq.reporting import Reporting
from fieldapp.store.store import Store
from tests.data_files import empty_file


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(empty_file(tmp_path / "a.fieldapp"), "Leyla")) as store:
        yield store


def test_what_an_office_does_not_need_comes_when_it_is_asked_for(store):
    assert not isinstance(store, Reporting)

    assert store.printed() == ()

    assert isinstance(store, Store)
    assert isinstance(store, Reporting)
    assert type(store).__name__ == "Store"
    assert store.publications() == ()


def test_what_nobody_can_do_is_not_there(store):
    for _ in range(2):
        with pytest.raises(AttributeError, match="nothing"):
            store.nothing  # noqa: B018 # it is looked for


def test_the_next_file_is_opened_as_the_first_was(store):
    assert store.openings() == ()

    with closing(Store(store.path, "Orxan")) as other:
        assert not isinstance(other, Reporting)
        assert other.openings() == ()
        assert type(other) is type(store)
