"""docs/rules.md, as far as it is made from the catalogue of the rules (`python3 dev.py house`)."""

from fieldapp.core.checks.examples import EXAMPLES, try_example
from fieldapp.core.checks.rules import RULES, Rule
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.exchange.rules_json import rules_answer
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.texts.texts import Texts, read_texts


def catalogue() -> str:
    """A section for each rule, in their order: what it asks, how it is found, and its two examples."""
    texts, programme = read_texts("en"), read_programme(programme_text(BUILT_IN), BUILT_IN)
    told = {rule["code"]: rule for rule in rules_answer(programme, texts)["rules"]}
    return "\n\n".join(_section(rule, told[rule.code], programme, texts) for rule in RULES)


def _section(rule: Rule, told: dict[str, object], programme: Programme, texts: Texts) -> str:
    limits = [f"`{name}` {programme.checking.limit(name)}" for name in rule.limits]
    (finding,) = try_example(EXAMPLES[rule.code][0], programme)
    lines = [
        f"### {rule.code}",
        "",
        f"{told['question']} {rule.severity.value.capitalize()}, {texts(f'rules.{rule.layer.value}')}.",
        "",
        f"- Formula: `{rule.formula}`{', limits: ' if limits else ''}{', '.join(limits)}",
        f"- Breaks it: {_shown(told['breaks'])}",
        f"- Does not: {_shown(told['keeps'])}",
        f"- Says: {texts.finding(finding, programme)}",
    ]
    lines += [f"- Suggests: `{one.kind}`" for one in finding.suggestions]
    return "\n".join(lines)


def _shown(example: object) -> str:
    assert isinstance(example, dict)
    rows = [
        "(" + ", ".join(row) + ")" if isinstance(row, list) else row.replace("_", " ")
        for row in example["rows"]
    ]
    parts = [f"rows {', '.join(rows)}"]
    if "control" in example:
        parts.append(f"control totals ({', '.join(example['control'])})")
    parts += [f"typed “{one['text']}”" for one in example.get("unread", ())]
    parts += [f"beside {one['start']}..{one['end']}" for one in example.get("periods", ())]
    if "usual" in example:
        parts.append("after half a year of usual weeks")
    parts.append(f"{example['period']['start']}..{example['period']['end']} on {example['today']}")
    return "; ".join(parts)


def _row(row: list[str] | str) -> str:
    return row.replace("_", " ") if isinstance(row, str) else f"({', '.join(row)})"
