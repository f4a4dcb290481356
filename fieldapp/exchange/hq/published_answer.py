"""What `published --json` prints. Headquarters' scripts read it: keys are only ever added."""

from collections.abc import Iterable
from typing import Any

from fieldapp.core.hq.publication import AfterPublication
from fieldapp.core.numbers import Unit, Value, decimal_text
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import RowState


def published_answer(found: Iterable[AfterPublication], programme: Programme) -> dict[str, Any]:
    """Each publication in order, with the cells and the sums that are something else since."""
    told = [_publication(after, programme) for after in found]
    return {"publications": told, "due": sum(one["due"] for one in told)}


def _publication(after: AfterPublication, programme: Programme) -> dict[str, Any]:
    one = after.publication
    return {
        "id": one.id,
        "period": str(one.period),
        "language": one.language,
        "form": one.form,
        "at": one.at.isoformat(),
        "who": one.who,
        "why": one.why or None,
        "text": one.text,
        "set_digest": one.basis.digest,
        "since": one.basis.since.isoformat() if one.basis.since else None,
        "replaced": after.is_replaced,
        "same_set": after.is_same_set,
        "due": after.is_due,
        "changes": [
            {
                "district": change.district,
                "indicator": change.indicator,
                "published": _plain(change.old, change.indicator, programme),
                "now": _plain(change.new, change.indicator, programme),
            }
            for change in after.changes
        ],
        "effects": [
            {
                "of": after.kind_of(effect).value,
                "span": str(effect.span),
                "indicator": effect.indicator,
                "published": _plain(effect.old, effect.indicator, programme),
                "now": _plain(effect.new, effect.indicator, programme),
            }
            for effect in after.effects
        ],
    }


def _plain(content: Value | RowState | None, indicator: str, programme: Programme) -> str | int | None:
    """Counts as numbers, hectares as exact decimal strings, the state of a row as its word."""
    if content is None or isinstance(content, RowState):
        return content if content is None else content.value
    unit = programme.indicator(indicator).unit
    return content if isinstance(content, int) and unit is Unit.COUNT else decimal_text(content, unit)
