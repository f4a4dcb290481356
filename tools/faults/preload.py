"""What is there before the first child is forked."""

import gc
import importlib
import pickle
import tomllib
from typing import Any

FIRST = (
    *("fieldapp.demo", "fieldapp.exchange.rows_csv", "fieldapp.exchange.answers_json", "openpyxl"),
    "tools.faults.window",
)
"""What a child would import before it does its work."""


def preload() -> None:
    """Import now what a child would import first: it is to be killed in its work, not in its imports."""
    for name in FIRST:
        importlib.import_module(name)
    parse, known = tomllib.loads, dict[str, bytes]()

    def loads(text: str, /, **how: Any) -> Any:  # the same text gives the same table, at a tenth of the time
        if text not in known:
            known[text] = pickle.dumps(parse(text, **how))
        return pickle.loads(known[text])

    tomllib.loads = loads
    gc.collect()
    gc.freeze()  # what is here now is not looked at again, and so not copied, in every child
