"""The wheel as HQ's servers and developers install it: `uv tool install`, here without the network."""

import hashlib
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from fieldapp.version import VERSION

ROOT = Path(__file__).resolve().parent.parent


def run(*words: object, folder: Path, **environment: object) -> subprocess.CompletedProcess[str]:
    """Run a program away from the source tree."""
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"}
    told = {name: str(value) for name, value in environment.items()}
    command = [str(word) for word in words]
    return subprocess.run(
        command, cwd=folder, env={**offscreen, **told}, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def tool(tmp_path_factory) -> Path:
    """A folder with `bin/fieldapp` and its environment; the libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("tool")
    build = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    assert build.returncode == 0, build.stderr
    (wheel,) = folder.glob("*.whl")
    left_out = folder / "overrides.txt"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[\w-]+", line)[0] for line in project["dependencies"]]
    left_out.write_text("".join(f'{name}; sys_platform == "none"\n' for name in names), encoding="utf-8")
    places = {"UV_TOOL_DIR": folder / "tools", "UV_TOOL_BIN_DIR": folder / "bin", "UV_NO_CONFIG": 1}
    words = (
        "tool",
        "install",
        "--offline",
        "--no-cache",
        "--overrides",
        left_out,
        "--python",
        sys.executable,
    )
    installed = run(sys.executable, "-m", "uv", *words, wheel, folder=folder, **places)
    assert installed.returncode == 0, installed.stderr
    (site,) = (folder / "tools").glob("fieldapp/lib/python3*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


@pytest.fixture
def fieldapp(tool, tmp_path):
    """Run the installed `fieldapp` in a folder of its own."""
    program = tool / "bin" / "fieldapp"
    return lambda *words: run(program, *words, folder=tmp_path, XDG_STATE_HOME=tmp_path / "state")


def hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_the_installed_command_tells_its_version(fieldapp):
    ended = fieldapp("--version")

    assert (ended.returncode, ended.stdout) == (0, f"fieldapp {VERSION}\n")


def test_it_makes_the_demonstration_in_any_language_from_its_own_resources(fieldapp, tmp_path):
    ended = fieldapp("demo", "demo", "--lang", "az")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == [
        "demo-2025-W11.xlsx",
        "demo.fieldapp",
        "headquarters",
    ]


def test_it_passes_its_own_trial_and_writes_nothing_beside_itself(fieldapp, tool, tmp_path):
    before = hashes(tool)

    ended = fieldapp("--self-test", "out.json")

    report = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (ended.returncode, ended.stderr, report["ok"]) == (0, "", True)
    assert report["platform"]["package"].startswith(str(tool))
    assert hashes(tool) == before
