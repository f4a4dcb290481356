"""The setups that `dev.py test-installer` has built, and Windowses to try them in."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installer.wine import Wine, copied, make_prefix, screen

ROOT = Path(__file__).resolve().parents[2]


def built(name: str) -> Path:
    """A place that `dev.py test-installer` tells."""
    if name not in os.environ:
        pytest.fail(f"{name} is not set: python3 dev.py test-installer builds the setups and sets it")
    return Path(os.environ[name])


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder by its path there."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files
    }


@pytest.fixture(scope="session")
def setup() -> Path:
    return built("FIELDAPP_SETUP")


@pytest.fixture(scope="session")
def setup_again() -> Path:
    """The same, built a second time."""
    return built("FIELDAPP_SETUP_AGAIN")


@pytest.fixture(scope="session")
def setup_before() -> Path:
    """Of the version before: its app writes data files of format 2, and it has a file more than this one."""
    return built("FIELDAPP_SETUP_PREVIOUS")


@pytest.fixture(scope="session")
def stage() -> Path:
    """What the setup unpacks into the folder of its version."""
    return built("FIELDAPP_STAGE")


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with screen() as name:
        yield name


@pytest.fixture(scope="session")
def base(tmp_path_factory, display) -> Wine:
    """A Windows on which nothing of ours ever was; at rest."""
    wine = make_prefix(tmp_path_factory.mktemp("base"), display)
    wine.end()
    return wine


@pytest.fixture
def fresh(base, tmp_path) -> Iterator[Wine]:
    """The same, running, for one test."""
    with copied(base, tmp_path / "fresh") as wine:
        yield wine


@pytest.fixture(scope="session")
def resting(base, setup, tmp_path_factory) -> Iterator[Wine]:
    """A Windows with the app; at rest."""
    with copied(base, tmp_path_factory.mktemp("resting")) as wine:
        assert wine.install(setup) == 0, wine.log()
        wine.settle()
        yield wine


@pytest.fixture(scope="session")
def resting_before(base, setup_before, tmp_path_factory) -> Iterator[Wine]:
    """A Windows with the version before; at rest."""
    with copied(base, tmp_path_factory.mktemp("before")) as wine:
        assert wine.install(setup_before) == 0, wine.log()
        wine.settle()
        yield wine


@pytest.fixture
def installed(resting, tmp_path) -> Iterator[Wine]:
    """A Windows with the app, for one test to do with what it likes."""
    with copied(resting, tmp_path / "installed") as wine:
        yield wine


@pytest.fixture
def before(resting_before, tmp_path) -> Iterator[Wine]:
    """A Windows with the version before, for one test."""
    with copied(resting_before, tmp_path / "before") as wine:
        yield wine


@pytest.fixture(scope="session")
def office(resting, tmp_path_factory) -> Iterator[Wine]:
    """A Windows with the app, for all tests that only work with it."""
    with copied(resting, tmp_path_factory.mktemp("office")) as wine:
        yield wine


@pytest.fixture
def small_disk(tmp_path):
    """Make a disk of so many megabytes; the folder where it is."""
    mounted = []

    def make(megabytes: int) -> Path:
        folder = tmp_path / "disk"
        folder.mkdir()
        options = ("-t", "tmpfs", "-o", f"size={megabytes}m", "none", folder)
        subprocess.run(["mount", *options], check=True, timeout=30)
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", "--lazy", folder], check=True, timeout=30)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that the others find their time beside it."""
    items.sort(key=lambda item: "test_windows_python" not in item.nodeid)
