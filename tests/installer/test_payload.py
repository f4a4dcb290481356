"""What is in the setup, before it is run. The build stops on most of this; here it must also find faults."""

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from fieldapp.texts.texts import read_texts
from fieldapp.version import VERSION
from installer import pins
from installer.checks import (
    LAUNCHERS,
    TESTS_ONLY,
    check_runtime,
    check_setup,
    check_stage,
    has_version,
    wrong_in_list,
)
from installer.errors import BuildError
from installer.stage import write_list
from installer.wheels import wheels_in
from tests.installer.conftest import ROOT
from tests.installer.wine import STUBS

pytestmark = pytest.mark.installer


@pytest.fixture
def faulty(stage, tmp_path) -> Path:
    """A copy of the payload, to put a fault into."""
    shutil.copytree(stage, tmp_path / "stage")
    return tmp_path / "stage"


def fault(stage: Path) -> str:
    """What the check says of a payload whose list is right again."""
    write_list(stage)
    with pytest.raises(BuildError) as stopped:
        check_stage(stage, VERSION)
    return str(stopped.value)


def test_two_builds_are_the_same_bytes(setup: Path, setup_again: Path):
    assert setup != setup_again
    assert setup.read_bytes() == setup_again.read_bytes()
    for beside in setup.parent.glob("Fieldapp-*"):
        assert beside.read_bytes() == (setup_again.parent / beside.name).read_bytes()


def test_it_is_small_enough_for_a_slow_line_and_an_old_disk(setup: Path, stage: Path):
    installed = sum(file.stat().st_size for file in stage.rglob("*") if file.is_file())

    print(f"\nSetup.exe {setup.stat().st_size / 1e6:.1f} MB, installed {installed / 1e6:.1f} MB")
    assert setup.stat().st_size <= 28_000_000
    assert installed <= 90_000_000


def test_what_python_makes_of_the_same_texts_travels_with_the_bytecode(stage: Path):
    app = stage / "lib" / "fieldapp"
    (kept,) = (app / "__pycache__").iterdir()
    content = kept.read_bytes()

    assert kept.name == f"kept.cpython-{pins.PYTHON_TAG}.pyc"
    assert content[:4] == (app / "cli.pyc").read_bytes()[:4], "of the Python that will read it"
    assert b"__init__" in content
    for language in ("en", "az", "ru"):
        word = read_texts(language)("window.findings")
        assert word.encode() in content, language


def test_the_payload_and_the_setup_pass_every_check(setup: Path, stage: Path):
    check_stage(stage, VERSION)
    check_setup(setup, VERSION)


def test_every_program_of_the_runtime_is_signed_by_the_python_software_foundation(stage: Path):
    check_runtime(stage.parent / "python")


def test_a_runtime_with_a_changed_program_is_refused(stage: Path, tmp_path: Path):
    whole = tmp_path / "python"
    shutil.copytree(stage.parent / "python", whole)
    library = whole / "sqlite3.dll"
    content = bytearray(library.read_bytes())
    content[len(content) // 2] ^= 1
    library.write_bytes(content)

    with pytest.raises(BuildError, match=r"sqlite3\.dll"):
        check_runtime(whole)


def test_a_runtime_with_a_changed_source_is_refused(stage: Path, tmp_path: Path):
    """The standard library's sources are held by the catalogue that Python's makers signed."""
    whole = tmp_path / "python"
    shutil.copytree(stage.parent / "python", whole)
    library = whole / f"python{pins.PYTHON_TAG}.zip"
    with zipfile.ZipFile(library, "a") as archive:
        archive.writestr("site.py", "print('mine')")

    with pytest.raises(BuildError, match=r"site\.py"):
        check_runtime(whole)


@pytest.mark.parametrize(
    "name", ["python.exe", "pythonw.exe", "icuuc.dll", "mscms.dll", "lib/fieldapp/cli.py"]
)
def test_what_must_not_be_shipped_is_found(faulty: Path, name: str):
    shutil.copyfile(faulty / "fieldapp.exe", faulty / name)

    assert name in fault(faulty)


def test_a_library_of_wine_is_found(faulty: Path):
    content = bytearray((faulty / "fieldapp-cli.exe").read_bytes())
    content[0x40:0x50] = b"Wine builtin DLL"
    (faulty / "runtime" / "ucrtbase.dll").write_bytes(content)

    assert "ucrtbase.dll" in fault(faulty)


def test_an_import_that_nobody_satisfies_is_found(faulty: Path):
    (faulty / "runtime" / "msvcp140.dll").unlink()

    assert "msvcp140.dll" in fault(faulty)


def test_a_changed_file_is_found(faulty: Path):
    (faulty / "lib" / "fieldapp" / "cli.pyc").write_bytes(b"changed")

    assert wrong_in_list(faulty) == ["lib/fieldapp/cli.pyc"]


def test_a_wheel_that_was_changed_or_is_gone_is_never_taken(tmp_path: Path):
    name, text = "wheel-1.0-py3-none-any.whl", b"not really one"
    lock = f"wheel==1.0 \\\n    --hash=sha256:{hashlib.sha256(text).hexdigest()}\n"
    (tmp_path / name).write_bytes(text)
    assert [wheel.file.name for wheel in wheels_in(tmp_path, lock)] == [name]

    (tmp_path / name).write_bytes(text + b"!")
    with pytest.raises(BuildError, match="not in the lock"):
        wheels_in(tmp_path, lock)
    (tmp_path / name).unlink()
    with pytest.raises(BuildError, match="wheel 1"):
        wheels_in(tmp_path, lock)


def test_another_version_is_found(stage: Path):
    assert [has_version(stage / name, "9.9.9") for name in LAUNCHERS] == [False, False]


def test_the_wheels_are_those_of_the_lock_and_the_app_runs_on_the_same_versions_everywhere(setup: Path):
    pin = re.compile(r"^([a-z0-9-]+)==([\w.]+)", flags=re.MULTILINE)
    lock = dict(pin.findall((ROOT / "installer" / "windows.txt").read_text(encoding="utf-8")))
    linux = dict(pin.findall((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")))
    hashes = set(re.findall(r"sha256:([0-9a-f]{64})", (ROOT / "installer" / "windows.txt").read_text()))
    shipped = {
        part["name"].lower(): part for part in bill(setup)["components"] if "pkg:pypi" in part.get("purl", "")
    }

    assert len(shipped) > 8
    assert {name: part["version"] for name, part in shipped.items()}.items() <= lock.items()
    assert {entry["content"] for part in shipped.values() for entry in part.get("hashes", [])} <= hashes
    assert {name: version for name, version in lock.items() if name in linux} == {
        name: version for name, version in linux.items() if name in lock
    }


def bill(setup: Path) -> dict:
    return json.loads(setup.with_name(f"Fieldapp-{VERSION}.cdx.json").read_text(encoding="utf-8"))


def test_the_bill_of_materials_names_every_part_with_its_version_licence_and_hash(setup: Path):
    told = bill(setup)

    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert (told["metadata"]["component"]["name"].lower(), told["metadata"]["component"]["version"]) == (
        "fieldapp",
        VERSION,
    )
    parts = {part["name"].lower().replace("_", "-"): part for part in told["components"]}
    assert parts.keys() >= {
        "pyside6-essentials",
        "shiboken6",
        "openpyxl",
        "sqlite-utils",
        "click",
        "defusedxml",
    }
    assert any("python" in name for name in parts)
    lacking = [name for name, part in parts.items() if not part.get("version") or not part.get("licenses")]
    assert lacking == []
    references = [part["bom-ref"] for part in told["components"] if "bom-ref" in part]
    assert len(references) == len(set(references))


def test_licences_travel_with_the_app(stage: Path):
    licences = [path.name for path in (stage / "licences").rglob("*") if path.is_file()]

    for word in ("Qt", "Python", "LICENSE"):
        assert [name for name in licences if word.casefold() in name.casefold()], (word, licences)


def test_the_stand_ins_of_the_tests_are_known_to_the_checks():
    assert {f"{source.stem}.dll" for source in STUBS.glob("*.c")} <= set(TESTS_ONLY)
