"""What is put off runs when it is asked for, once, and is then what it would have been."""

import subprocess
import sys
from types import ModuleType

import pytest

from fieldapp.later import LaterModule

PUT_OFF = """
import sys
from types import ModuleType
import fieldapp.__main__
put_off = sys.modules["typing_extensions"]
assert put_off.is_waiting
from typing_extensions import override
class Bird:
    @override
    def fly(self): return "up"
assert Bird().fly() == "up" and Bird.fly.__override__
assert put_off.is_waiting
from typing_extensions import TypedDict, get_annotations
assert not put_off.is_waiting
assert put_off.__file__.endswith("typing_extensions.py"), put_off
assert sys.modules["typing_extensions"] is put_off
assert put_off.override(len) is len
from typing_extensions import *
"""


def test_a_module_runs_once_and_only_for_what_it_does_not_have():
    runs: list[str] = []

    def run(module: ModuleType) -> None:
        runs.append(module.__name__)
        vars(module)["answer"] = 42

    module = LaterModule("deep_thought", run)
    vars(module)["question"] = "?"

    assert (module.question, runs, module.is_waiting) == ("?", [], True)
    assert (module.answer, module.answer, runs, module.is_waiting) == (42, 42, ["deep_thought"], False)
    with pytest.raises(AttributeError):
        module.nothing  # noqa: B018 # it is looked for


def test_a_start_does_not_run_what_only_marks_methods_and_whoever_wants_more_gets_all():
    subprocess.run([sys.executable, "-c", PUT_OFF], check=True)
