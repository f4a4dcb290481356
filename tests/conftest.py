"""What every test may ask for, and how hypothesis looks for counter-examples: the same way everywhere."""

import pytest
from hypothesis import settings

from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.resources import programme_text
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts

settings.register_profile("fieldapp", derandomize=True, database=None, deadline=None, max_examples=100)
settings.load_profile("fieldapp")


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
