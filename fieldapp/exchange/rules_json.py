"""What `fieldapp rules --json` prints: the catalogue of the rules, with examples that can be tried."""

from typing import Any

from fieldapp.core.checks.examples import EXAMPLES, Example, ExampleRow, try_example
from fieldapp.core.checks.rules import RULES, Rule
from fieldapp.core.numbers import Unit, Value, decimal_text
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import RowState
from fieldapp.texts.texts import Texts


def rules_answer(programme: Programme, texts: Texts) -> dict[str, Any]:
    """Every rule as the programme wants it. Numbers of examples are as typed, counts before areas."""
    return {"rules": [_rule(rule, programme, texts) for rule in RULES]}


def _rule(rule: Rule, programme: Programme, texts: Texts) -> dict[str, Any]:
    breaks, keeps = EXAMPLES[rule.code]
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "layer": rule.layer.value,
        "on": rule.code not in programme.checking.off,
        "question": texts(f"rules.{rule.code}"),
        "formula": rule.formula,
        "limits": {name: programme.checking.limit(name) for name in rule.limits},
        "breaks": {
            **_example(breaks, programme),
            "messages": [texts.finding(one, programme) for one in try_example(breaks, programme)],
        },
        "keeps": _example(keeps, programme),
    }


def _example(example: Example, programme: Programme) -> dict[str, Any]:
    units = sorted(programme.units.values(), key=list(Unit).index)
    told: dict[str, Any] = {
        "period": {"start": example.period.start.isoformat(), "end": example.period.end.isoformat()},
        "today": example.today.isoformat(),
        "rows": [_row(row, units) for row in example.rows],
    }
    if example.usual:
        told["usual"] = [_row(row, units) for row in example.usual]
    if example.control:
        told["control"] = _row(example.control, units)
    if example.periods:
        told["periods"] = [
            {"start": one.start.isoformat(), "end": one.end.isoformat()} for one in example.periods
        ]
    if example.unread:
        told["unread"] = [
            {"row": row, "column": column, "text": text.text}
            for (row, column), text in example.unread.items()
        ]
    return told


def _row(row: ExampleRow, units: list[Unit]) -> str | list[str | None]:
    if isinstance(row, RowState):
        return row.value
    return [_number(value, unit) for value, unit in zip(row, units, strict=False)]


def _number(value: Value | None, unit: Unit) -> str | None:
    return None if value is None else decimal_text(value, unit)
