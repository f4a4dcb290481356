"""Nothing leaves the machine: no command and no window opens a socket."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldapp import cli
from fieldapp.commands.export import FORMATS

WEEK = ["--period", "2025-W11"]
WORDS = {
    "open": ["open", "a.fieldapp", "--picture", "window.png"],
    "new": ["new", "a.fieldapp", "--office", "hq"],
    "enter": ["enter", "a.fieldapp", "rows.csv", *WEEK],
    "check": ["check", "a.fieldapp"],
    "summary": ["summary", "a.fieldapp", *WEEK],
    "export": ["export", "a.fieldapp", *WEEK, "--out", "a.xlsx"],
    "send": ["send", "a.fieldapp", *WEEK, "--out", "b.xlsx"],
    "text": ["text", "a.fieldapp", *WEEK],
    "publish": ["publish", "a.fieldapp", *WEEK],
    "published": ["published", "a.fieldapp"],
    "demo": ["demo", "demo"],
    "self-test": ["self-test", "self.json"],
    "backup": ["backup", "a.fieldapp", "--to", "backups"],
    "restore": ["restore", "a.fieldapp", "a.fieldapp"],
    "integrity": ["integrity", "a.fieldapp"],
    "cut": ["cut", "a.fieldapp", "rows.csv", *WEEK],
    "receive": ["receive", "a.fieldapp", "b.xlsx"],
    "board": ["board", "a.fieldapp"],
    "answer": ["answer", "a.fieldapp", "--office", "karabakh", "--out", "c.xlsx"],
    "report": ["report", "a.fieldapp", "--year", "2025"],
    "opening": ["opening", "a.fieldapp"],
    "rules": ["rules"],
    "answer-warning": ["answer-warning", "a.fieldapp", *WEEK, "--rule", "not-reported", "--why", "late"],
    "follow-up": ["follow-up", "a.fieldapp"],
    "template": ["template", "a.fieldapp", *WEEK, "--office", "karabakh", "--out", "t.xlsx"],
    "mirror": ["mirror", "a.fieldapp", "no-address"],
    "casualties": ["casualties", "a.fieldapp"],
    "read-report": ["read-report", "press.txt"],
    "reconcile": ["reconcile", "a.fieldapp", "--text", "press.txt"],
}
"""How each command is tried, in the order in which they build on each other."""

TRIED = """
import json, sys
asked = []
sys.addaudithook(lambda event, args: asked.append(event) if event.startswith("socket.") else None)
from fieldapp import __main__
for words in json.loads(sys.argv[1]):
    sys.argv = ["fieldapp", *words]
    try:
        __main__.main()
    except SystemExit as end:
        status = end.code
    print(words[0], status, file=sys.__stderr__)
loaded = [name for name in sys.modules if "QtNetwork" in name or name in ("http.client", "urllib.request")]
mapped = open("/proc/self/maps").read() if sys.platform == "linux" else ""
print(json.dumps([asked, loaded, "Qt6Network" in mapped]), file=sys.__stderr__)
"""
NETWORKED = ("socket", "http", "urllib.request", "ftplib", "smtplib", "PySide6.QtNetwork", "ssl")


def test_how_every_command_is_tried_is_known():
    assert {command.name for command in cli.commands.all_commands()} <= WORDS.keys()


@pytest.mark.slow
def test_no_command_and_no_window_opens_a_socket(tmp_path):
    rows = "district,ap_mines,at_mines,uxo,area_cleared_ha\nagdam,1,2,3,4.5\n"
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "backups").mkdir()
    words = [WORDS[name] for name in WORDS if cli.commands.knows(name)]
    words += [["export", "a.fieldapp", *WEEK, "--format", kind, "--out", kind] for kind in FORMATS[1:]]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_STATE_HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    command = [sys.executable, "-c", TRIED, json.dumps([*sorted(words, key=lambda each: each[0] != "new")])]

    ended = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )

    *statuses, found = ended.stderr.splitlines()
    assert json.loads(found) == [[], [], False]
    assert "new 0" in statuses
    assert "open 0" in statuses
    assert statuses.count("export 0") == len(FORMATS)


def test_no_module_of_the_app_knows_a_network():
    package = Path(__file__).parent.parent / "fieldapp"
    lines = [
        f"{path.name}: {line}"
        for path in sorted(package.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("import ", "from ")) and line.split()[1].startswith(NETWORKED)
    ]

    assert lines == []
