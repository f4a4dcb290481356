"""The one command of developers and CI: it asks for the right things, and says so."""

import ast
import os
import re
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from requirements import needs
from tools import steps

QT = ["libglib2.0-0", "libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"]
SCREEN = ["libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"]
SOURCE = dev.ROOT / "dev.py"


@pytest.fixture
def runs(monkeypatch):
    """The programs that dev.py would have run; `statuses` says how one that has such a word ends."""

    class Runs(list):
        statuses: dict[str, int]

        def record(self, *words, env=None):
            self.append([str(word) for word in words])
            return next((status for word, status in self.statuses.items() if word in self[-1]), 0)

        def record_quietly(self, *words):
            return f"{words[1]} failed" if self.record(*words) else None

    recorded = Runs()
    recorded.statuses = {}
    monkeypatch.setattr(dev, "run", recorded.record)
    monkeypatch.setattr(dev, "complaint", recorded.record_quietly)
    return recorded


@pytest.fixture
def ready(monkeypatch):
    """A machine where everything is set up; the kinds of set-up asked for."""
    kinds = []
    monkeypatch.setattr(dev, "prepare", lambda kind, job="": kinds.append(kind))
    return kinds


def user(monkeypatch, number):
    monkeypatch.setattr(os, "geteuid", lambda: number, raising=False)


# Starting


def test_an_old_python_is_refused_with_one_sentence():
    with pytest.raises(dev.SetupError) as refusal:
        dev.check_python((3, 9, 2), "/usr/bin/python3")

    assert str(refusal.value) == "Python 3.11 or newer is needed; /usr/bin/python3 is Python 3.9.2."


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 1), (4, 0, 0)])
def test_a_python_new_enough_goes_on(version):
    dev.check_python(version, "python")


@pytest.mark.parametrize(
    "source", [SOURCE, Path(needs.__file__), Path(steps.__file__)], ids=["dev", "needs", "steps"]
)
def test_an_old_python_can_read_the_file_and_has_all_that_it_imports(source):
    tree = ast.parse(source.read_bytes(), feature_version=(3, 8))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {getattr(node, "module", None) or node.names[0].name for node in imports}

    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names | {
        "requirements",
        "tools",
    }


def test_a_sentence_goes_to_stderr_and_the_status_is_one(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 8, 10, "final", 0))

    assert dev.main(["test"]) == 1
    assert re.fullmatch(r"fieldapp: Python 3\.11 or newer is needed; .+\n", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["demo"], {"command": "demo", "no_window": False, "rest": []}),
        (["demo", "--no-window"], {"command": "demo", "no_window": True, "rest": []}),
        (["pictures", "--all"], {"command": "pictures", "all": True, "rest": []}),
        (["lock", "--upgrade"], {"command": "lock", "upgrade": True, "rest": []}),
        (["test", "--", "-k", "seal", "--", "x"], {"command": "test", "rest": ["-k", "seal", "--", "x"]}),
        (["test-office", "--"], {"command": "test-office", "rest": []}),
        (["test-installer", "--", "-x"], {"command": "test-installer", "rest": ["-x"]}),
        (["faults", "--seed", "7"], {"command": "faults", "rest": ["--seed", "7"]}),
        (["bench", "--pairs", "11"], {"command": "bench", "rest": ["--pairs", "11"]}),
        (["installer", "--out", "--", "--help"], {"command": "installer", "rest": ["--out", "--", "--help"]}),
    ],
)
def test_words_become_a_command_and_its_options(words, expected):
    assert vars(dev.parse(words)) == expected


@pytest.mark.parametrize("words", [[], ["bake"], ["test", "-k", "seal"], ["wheel", "--no-window"]])
def test_wrong_words_are_a_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as end:
        dev.parse(words)

    assert end.value.code == 2
    assert "usage: dev.py" in capsys.readouterr().err


def test_the_help_tells_of_every_command(capsys):
    with pytest.raises(SystemExit):
        dev.parse(["--help"])
    told = " ".join(capsys.readouterr().out.split())

    assert [command for command, run in dev.COMMANDS.items() if f"{command} {run.__doc__}" not in told] == []


def test_ci_runs_a_short_bench_the_checks_the_office_the_demonstration_and_the_installer():
    script = (dev.ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = re.findall(r"^python3 dev\.py (.+)$", script, flags=re.MULTILINE)

    assert [dev.parse(line.split()).command for line in lines] == [
        "bench",
        "test",
        "test-long",
        "test-headquarters",
        "test-office",
        "test-mirror",
        "demo",
        "test-installer",
    ]
    assert "set -euo pipefail" in script


# System packages


@pytest.mark.parametrize(("screen", "packages"), [(False, QT), (True, QT + SCREEN)])
def test_a_bare_machine_lacks_every_library_of_qt(screen, packages):
    assert list(dev.missing_qt_libraries(screen, loads=lambda library: False).values()) == packages


def test_only_what_does_not_load_is_missing():
    missing = dev.missing_qt_libraries(True, loads=lambda library: "xcb-cursor" not in library)

    assert missing == {"libxcb-cursor.so.0": "libxcb-cursor0"}


def test_a_library_that_is_not_there_does_not_load():
    assert not needs.loads("libno-such-thing.so.7")


def test_who_is_not_root_is_shown_the_exact_command(monkeypatch, runs):
    user(monkeypatch, 1000)

    with pytest.raises(dev.SetupError) as refusal:
        dev.install_debian(["libegl1", "libgl1"])

    assert str(refusal.value).splitlines()[1] == (
        "  sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    )
    assert runs == []


def test_root_installs_and_says_what(monkeypatch, runs, capsys):
    user(monkeypatch, 0)

    dev.install_debian(["libegl1", "libgl1"])

    assert runs == [["apt-get", "install", "-y", "--no-install-recommends", "libegl1", "libgl1"]]
    assert capsys.readouterr().out == "fieldapp: installing system packages: libegl1 libgl1\n"


def test_the_package_lists_are_brought_up_to_date_only_when_an_install_fails(monkeypatch, runs):
    user(monkeypatch, 0)
    runs.statuses = {"install": 100}

    with pytest.raises(dev.SetupError, match="could not install libegl1"):
        dev.install_debian(["libegl1"])

    assert [words[1] for words in runs] == ["install", "update", "install"]


def test_nothing_missing_is_nothing_done(monkeypatch, runs):
    user(monkeypatch, 1000)

    dev.install_debian([])

    assert runs == []


@pytest.fixture
def bare_linux(monkeypatch, tmp_path):
    """No virtual environment, no ensurepip, no fonts, and one library short."""
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "FONT", tmp_path / "DejaVuSans.ttf")
    monkeypatch.setattr(dev, "missing_qt_libraries", lambda screen: {"libEGL.so.1": "libegl1"})
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda module: None)


def test_a_bare_debian_is_asked_for_all_it_lacks_at_once(monkeypatch, bare_linux):
    asked = []
    monkeypatch.setattr(dev, "install_debian", asked.append)
    monkeypatch.setattr(dev.shutil, "which", lambda program: f"/usr/bin/{program}")

    dev.prepare_linux()

    venv = f"python3.{sys.version_info.minor}-venv"
    assert asked == [[venv, "libegl1", "fonts-dejavu-core"]]


def test_another_linux_is_told_what_it_lacks(monkeypatch, bare_linux):
    monkeypatch.setattr(dev.shutil, "which", lambda program: None)

    with pytest.raises(dev.SetupError, match=r"libEGL\.so\.1, Python's ensurepip$"):
        dev.prepare_linux()


def test_the_office_is_asked_for_with_all_the_rest(monkeypatch, bare_linux):
    asked = []
    monkeypatch.setattr(dev, "install_debian", asked.append)
    monkeypatch.setattr(dev, "debian_has", lambda package: package == "poppler-utils")
    monkeypatch.setattr(dev.shutil, "which", lambda program: f"/usr/bin/{program}")

    dev.prepare_linux("office")

    assert asked[0][-3:] == ["libegl1", "fonts-dejavu-core", "libreoffice-calc-nogui"]


@pytest.mark.parametrize(
    ("installed", "needed"),
    [
        ((), ["libreoffice-calc-nogui", "poppler-utils"]),
        (("libreoffice-core",), ["libreoffice-calc", "poppler-utils"]),
        (("libreoffice-core", "libreoffice-calc", "poppler-utils"), []),
        (("libreoffice-calc-nogui",), ["poppler-utils"]),
    ],
)
def test_an_office_that_is_there_is_not_replaced(installed, needed):
    assert needs.packages_for("office", installed.__contains__) == needed


def test_building_for_windows_needs_a_compiler_a_packer_a_signer_and_a_windows():
    needed = needs.packages_for("installer", lambda package: package == "osslsigncode")

    assert needed == ["nsis", "gcc-mingw-w64-x86-64", "wine", "wine64"]


def test_trying_the_installer_needs_what_building_it_needs_and_a_screen():
    building, trying = (
        needs.packages_for(job, lambda package: False) for job in ("installer", "test-installer")
    )

    assert set(building) < set(trying)
    assert {"xvfb", "xdotool", "imagemagick"} < set(trying)


def test_a_mirror_needs_a_server():
    assert needs.packages_for("mirror", lambda package: False) == ["postgresql"]


def test_a_job_without_needs_asks_for_nothing():
    assert needs.packages_for("", lambda package: False) == []


@pytest.mark.parametrize(
    ("environ", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", False),
        ({}, "win32", True),
        ({}, "darwin", True),
        ({"CI": "true"}, "win32", False),
    ],
)
def test_where_there_is_a_screen(environ, platform, screen):
    assert dev.has_screen(environ, platform) is screen


# The virtual environment


@pytest.fixture
def tree(monkeypatch, tmp_path):
    """A small tree of its own, with a virtual environment that has not been set up."""
    (tmp_path / "pyproject.toml").write_text("[project]")
    (tmp_path / "requirements").mkdir()
    for kind in ("run", "dev"):
        (tmp_path / "requirements" / f"{kind}.txt").write_text(f"{kind}==1")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "python").touch()
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(dev, "prepare_linux", lambda job: None)
    return tmp_path


def installs(runs):
    return [words for words in runs if "install" in words]


def test_packages_are_installed_by_hash_from_wheels_only(tree, runs):
    dev.prepare("run")

    (words,) = installs(runs)
    assert words[-5:] == [
        "--only-binary",
        ":all:",
        "--require-hashes",
        "-r",
        str(tree / "requirements" / "run.txt"),
    ]


def test_for_developers_the_app_itself_is_installed_without_the_network(tree, runs):
    dev.prepare("dev")

    _, own = installs(runs)
    assert {"--no-deps", "--no-index", "--no-build-isolation", "--editable"} < set(own)


def test_what_is_set_up_is_not_set_up_again(tree, runs):
    dev.prepare("run")
    runs.clear()

    dev.prepare("run")

    assert runs == []


@pytest.mark.parametrize("changed", ["requirements/run.txt", "pyproject.toml"])
def test_a_change_of_what_is_needed_sets_up_again(tree, runs, changed):
    dev.prepare("run")
    runs.clear()
    (tree / changed).write_text("other")

    dev.prepare("run")

    assert len(installs(runs)) == 1


def test_a_set_up_that_failed_is_tried_again(tree, runs, capsys):
    runs.statuses = {"install": 1}
    with pytest.raises(dev.SetupError, match="could not install the Python packages"):
        dev.prepare("run")
    runs.statuses = {}
    runs.clear()

    dev.prepare("run")

    assert len(installs(runs)) == 1
    assert "-m failed" in capsys.readouterr().err


@pytest.mark.parametrize(("pip_status", "made"), [(0, []), (1, ["--clear"])])
def test_a_virtual_environment_is_made_anew_only_when_it_does_not_run(tree, runs, pip_status, made):
    runs.statuses = {"pip": pip_status}

    dev.make_venv()

    assert [words[-2] for words in runs if "venv" in words] == made


# The commands


def test_every_check_runs_even_when_one_fails_and_the_failed_are_named(ready, runs, capsys):
    runs.statuses = {"mypy": 1, "check": 2}

    assert dev.main(["test", "--", "-k", "seal"]) == 1

    out = capsys.readouterr().out.splitlines()
    assert ready == ["dev"]
    assert len(runs) == 5
    assert runs[-1][-3:] == ["pytest", "-k", "seal"]
    assert [re.sub(r" \(\d+\.\d s\)", "", line) for line in out[1:]] == [
        "fieldapp: format passed",
        "fieldapp: lint FAILED",
        "fieldapp: types FAILED",
        "fieldapp: imports passed",
        "fieldapp: tests passed",
        "fieldapp: failed: lint, types",
    ]


def test_the_figures_are_tried_with_their_coverage_and_no_test_twice_or_never(ready, runs):
    dev.main(["test"])

    figures, others = runs[-2:]
    places = [word for word in figures if word.startswith("tests/")]
    assert {"tests/store", "tests/core/records", "tests/core/test_edits.py"} <= {*places}
    assert all((dev.ROOT / place).exists() for place in places)  # else its tests would run nowhere
    assert figures[-1] == "--cov"  # what follows it would be taken for what is measured
    assert [word for word in others if "tests/" in word] == [f"--ignore={place}" for place in places]


def test_when_all_is_well_the_close_is_quiet(ready, runs, capsys):
    assert dev.main(["test"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "fieldapp: all is well"


HQ_WEEK = {"receive": 1, "board": 1}
"""One workbook was edited outside, and one office is late."""


@pytest.fixture
def demo_folder(monkeypatch, tmp_path, ready, runs) -> Path:
    """Where an older demonstration lies; a new one is made there unless its status says that it failed."""
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / "old").touch()

    def run(*words, env=None):
        status = runs.record(*words)
        if "demo" in words and status < 2:
            folder.mkdir()
            (folder / "demo.fieldapp").touch()
        return status

    monkeypatch.setattr(dev, "DEMO", folder)
    monkeypatch.setattr(dev, "run", run)
    return folder


@pytest.mark.parametrize("status", [0, 1])
def test_the_demonstration_begins_anew_and_ends_with_a_picture(demo_folder, runs, capsys, status):
    runs.statuses = {"demo": status, **HQ_WEEK}

    assert dev.main(["demo", "--no-window"]) == 0

    picture, data_file = str(demo_folder / "window.png"), str(demo_folder / "demo.fieldapp")
    hq = str(demo_folder / "headquarters" / "hq.fieldapp")
    assert [words[3] for words in runs] == ["demo", "receive", "board", "report", "publish", "--picture"]
    assert [words[4] for words in runs[1:-1]] == [hq] * 4
    assert runs[-1][1:] == ["-m", "fieldapp", "--picture", picture, data_file]
    assert not (demo_folder / "old").exists()
    told = capsys.readouterr().out.splitlines()
    assert told[-1].endswith(picture)
    assert told[-2].startswith("fieldapp: an office: ")
    assert f" -m fieldapp {data_file}; headquarters: " in told[-2]
    assert told[-2].endswith(f" -m fieldapp {hq} --board")


def test_where_there_is_a_screen_the_window_opens(demo_folder, runs, monkeypatch):
    monkeypatch.setattr(dev, "has_screen", lambda: True)

    assert dev.main(["demo"]) == 0
    hq = str(demo_folder / "headquarters" / "hq.fieldapp")
    assert runs[-1][1:] == ["-m", "fieldapp", hq, "--board"]


@pytest.mark.parametrize("name", ["receive", "board", "report", "publish"])
def test_a_week_of_headquarters_that_ends_otherwise_is_no_demonstration(demo_folder, runs, capsys, name):
    runs.statuses = {**HQ_WEEK, name: 3}

    assert dev.main(["demo", "--no-window"]) == 1
    assert f"{name} ended with status 3" in capsys.readouterr().err


def test_a_picture_that_was_asked_for_is_not_blamed_on_a_missing_screen(
    demo_folder, runs, monkeypatch, capsys
):
    monkeypatch.setattr(dev, "has_screen", lambda: True)
    runs.statuses = HQ_WEEK

    assert dev.main(["demo", "--no-window"]) == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert told == f"fieldapp: a picture of the window is in {demo_folder / 'window.png'}"


def test_a_demonstration_that_left_no_data_file_opens_nothing(demo_folder, runs, monkeypatch, capsys):
    monkeypatch.setattr(dev, "run", runs.record)
    runs.statuses = {"demo": 1}  # what Python says of a bug

    assert dev.main(["demo"]) == 1
    assert len(runs) == 1
    assert "could not be made (status 1)" in capsys.readouterr().err


def test_a_demonstration_that_could_not_be_made_opens_nothing(demo_folder, runs, capsys):
    runs.statuses = {"demo": 3}

    assert dev.main(["demo"]) == 1
    assert len(runs) == 1
    assert "could not be made (status 3)" in capsys.readouterr().err


@pytest.mark.parametrize("status", [0, 1])
def test_the_long_tests_run_on_all_cores_with_more_examples_of_each_property(ready, runs, status):
    runs.statuses = {"pytest": status}

    assert dev.main(["test-long", "--", "-x"]) == status
    assert ready == ["dev"]
    words = runs[-1]
    assert words[1:5] == ["-m", "pytest", "--numprocesses", "auto"]
    assert words[-3:] == ["--hypothesis-profile", "long", "-x"]
    assert words[words.index("-m", 5) + 1].startswith("(long or hypothesis) and not office")


def test_what_test_leaves_out_has_a_command_that_takes_it():
    settings = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    *_, left_out = settings["ini_options"]["addopts"]
    commands = [mark.partition("(python3 dev.py ")[2][:-1] for mark in settings["ini_options"]["markers"]]

    assert left_out == " and ".join(f"not {name.removeprefix('test-')}" for name in filter(None, commands))
    assert {*filter(None, commands)} <= {*dev.COMMANDS}


def test_the_office_tests_run_alone(ready, runs, monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda program: f"/usr/bin/{program}")

    assert dev.main(["test-office", "--", "-x"]) == 0
    assert ready == ["dev"]
    assert runs[-1][-4:] == ["pytest", "-m", "office", "-x"]


def test_without_an_office_there_is_a_sentence(ready, runs, monkeypatch, capsys):
    monkeypatch.setattr(dev.shutil, "which", lambda program: None)

    assert dev.main(["test-office"]) == 1
    assert runs == []
    assert "please install LibreOffice Calc" in capsys.readouterr().err


@pytest.fixture
def windows_tools(monkeypatch):
    monkeypatch.setattr(dev.shutil, "which", lambda program: f"/usr/bin/{program}")


def test_the_installer_is_built_with_the_words_that_follow(ready, runs, windows_tools):
    assert dev.main(["installer", "--runtime-zip", "python.zip"]) == 0
    assert ready == ["dev", "installer"]
    assert runs[-1][1:] == ["-m", "installer.build", "--runtime-zip", "python.zip"]


def test_an_installer_that_could_not_be_built_fails_the_command(ready, runs, windows_tools):
    runs.statuses = {"installer.build": 1}

    assert dev.main(["installer"]) == 1


@pytest.mark.parametrize("status", [0, 1])
def test_the_installer_is_tried_with_the_words_for_pytest(ready, runs, windows_tools, status):
    runs.statuses = {"installer.trial": status}

    assert dev.main(["test-installer", "--", "-x"]) == status
    assert ready == ["dev", "installer"]
    assert runs[-1][1:] == ["-m", "installer.trial", "-x"]


@pytest.mark.parametrize("command", ["installer", "test-installer"])
def test_where_no_installer_can_be_built_there_is_a_sentence(ready, runs, monkeypatch, capsys, command):
    monkeypatch.setattr(dev.shutil, "which", lambda program: None if program == "makensis" else program)

    assert dev.main([command]) == 1
    assert runs == []
    assert "please install nsis" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "module"), [(["house"], "tools.house"), (["pictures", "--all"], "tools.contact_sheets")]
)
def test_a_tool_runs_without_a_screen(ready, runs, words, module):
    assert dev.main(words) == 0
    assert ready == ["dev"]
    assert [run[1:] for run in runs] == [["-m", module]]


@pytest.mark.parametrize(
    ("command", "module"), [("faults", "faults"), ("bench", "bench"), ("test-mirror", "try_mirror")]
)
def test_a_tool_with_options_of_its_own_gets_the_words_that_follow(ready, runs, command, module):
    assert dev.main([command, "--a", "7"]) == 0
    assert [run[1:] for run in runs] == [["-m", f"tools.{module}", "--a", "7"]]


def test_git_is_told_where_the_hooks_are(runs):
    assert dev.main(["hooks"]) == 0
    assert runs == [["git", "config", "core.hooksPath", "tools/hooks"]]
    assert os.access(dev.ROOT / "tools" / "hooks" / "pre-commit", os.X_OK)


def test_a_lock_keeps_the_developers_on_the_pins_of_the_users(ready, runs):
    assert dev.main(["lock"]) == 0

    users, developers, builders, windows, testers = runs
    assert users[-2:] == ["-o", "requirements/run.txt"]
    assert developers[-4:] == ["--constraint", "requirements/run.txt", "-o", "requirements/dev.txt"]
    assert builders[-4:] == ["--constraint", "requirements/dev.txt", "-o", "requirements/installer.txt"]
    assert windows[-4:] == ["--constraint", "requirements/run.txt", "-o", "installer/windows.txt"]
    assert testers[-4:] == ["--constraint", "requirements/dev.txt", "-o", "tests/installer/tools.txt"]
    assert "--universal" in set(users) & set(developers)
    assert all({"--generate-hashes", "--no-annotate", "--no-header"} < set(words) for words in runs)


def test_a_lock_that_upgrades_upgrades_all(ready, runs):
    assert dev.main(["lock", "--upgrade"]) == 0
    assert [words.count("--upgrade") for words in runs] == [1, 1, 1, 1, 1]


def test_a_wheel_is_built_without_the_network(ready, runs):
    assert dev.main(["wheel"]) == 0
    assert {"wheel", "--no-deps", "--no-index", "--no-build-isolation"} < set(runs[0])


# Programs that really run


def test_a_program_that_fails_is_quoted_and_one_that_succeeds_is_silent(capfd):
    speak = "import sys; print('so it goes'); sys.exit(int(sys.argv[1]))"

    assert dev.complaint(sys.executable, "-c", speak, "3").split() == ["so", "it", "goes"]
    assert dev.complaint(sys.executable, "-c", speak, "0") is None
    assert capfd.readouterr() == ("", "")


def test_a_program_runs_at_the_top_of_the_tree_with_what_is_added_to_its_environment(capfd):
    ask = "import os; print(os.getcwd(), os.environ['QT_QPA_PLATFORM'], 'PATH' in os.environ)"

    assert dev.run(sys.executable, "-c", ask, env=dev.OFFSCREEN) == 0
    assert capfd.readouterr().out.split() == [str(dev.ROOT), "offscreen", "True"]


def test_what_a_check_compiles_is_kept_for_the_next_program(capfd, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(dev, "PYTHON", sys.executable)

    assert dev.step("asking", "-c", "import sys; print(sys.dont_write_bytecode)")

    assert capfd.readouterr().out.startswith("False\n")
