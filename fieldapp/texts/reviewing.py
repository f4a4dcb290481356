"""What is said of a finding or a flag among those of other sheets."""

from fieldapp.core.checks.review import DISPUTES, FOLLOW_UP, Item
from fieldapp.core.programme import Programme
from fieldapp.texts.texts import Texts


def kind_word(item: Item, texts: Texts) -> str:
    """Whether it is in dispute, wrong, odd, to be looked at again, or answered."""
    return texts(f"checks.kind-{item.kind}")


def item_sentence(item: Item, programme: Programme, texts: Texts) -> str:
    """What is wrong or odd, or why it is flagged."""
    if item.finding is not None:
        return texts.finding(item.finding, programme)
    flag = item.flag
    assert flag is not None, "an item is a finding or a flag"
    place = f"{texts.district(flag.cell.district, programme)}, {texts.column(flag.cell.indicator, programme)}"
    return texts("checks.flag", place=place, why=flag.why)


def item_aside(item: Item) -> str:
    """What a person said to it: why it is right, or who has flagged it."""
    if item.finding is not None:
        return item.finding.answer
    return item.flag.who if item.flag is not None else ""


def districts_of(item: Item, programme: Programme, texts: Texts) -> str:
    """The rows that it is about."""
    known = dict.fromkeys(cell.district for cell in item.cells)
    return texts.listed([texts.district(key, programme) for key in known])


def rule_name(rule: str, texts: Texts) -> str:
    """The question that a rule asks."""
    if rule in DISPUTES:
        return texts(f"checks.{rule}")
    return texts("checks.kind-flagged") if rule == FOLLOW_UP else texts(f"rules.{rule}")
