"""What every test may ask for, and how hypothesis looks for counter-examples: the same way everywhere."""

import gc
import pickle
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import settings

from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.resources import programme_text
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from tests.long import FEW, MANY

settings.register_profile("fieldapp", derandomize=True, database=None, deadline=None, max_examples=FEW)
settings.register_profile("long", settings.get_profile("fieldapp"), max_examples=MANY)
settings.load_profile("fieldapp")


def pytest_collection_finish() -> None:
    """What stands at the beginning stays to the end: nobody need look through it again for what may go."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def texts_are_parsed_once() -> Iterator[None]:
    """Every window reads its texts anew; in a whole run that would be 100,000 times the same files. Each
    reader still gets tables of its own."""
    parse = tomllib.loads

    @cache
    def parsed(text: str) -> bytes:
        return pickle.dumps(parse(text))

    def loads(text: str, /, **how: Any) -> Any:
        return parse(text, **how) if how else pickle.loads(parsed(text))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", loads)
        yield


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The programme that travels with the app."""
    return read_programme(programme_text("azerbaijan"), "azerbaijan.toml")


@pytest.fixture(scope="session")
def texts() -> Texts:
    """The English texts."""
    return read_texts("en")


@pytest.fixture(params=LANGUAGES)
def any_texts(request: pytest.FixtureRequest) -> Texts:
    """The texts of each language in turn."""
    return read_texts(request.param)
