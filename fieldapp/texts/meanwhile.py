"""What came in between, and kept something from being written: said with the refusal."""

from collections.abc import Mapping

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.programme import Programme
from fieldapp.core.published.kept import CasualtyCount, PrintedFigures
from fieldapp.core.spans.balance import Opening
from fieldapp.texts.ranges import opening_rows
from fieldapp.texts.reconciling import casualty_line, printed_words
from fieldapp.texts.texts import Texts

_MOST = 3


def refusal_sentence(error: FieldAppError, texts: Texts) -> str:
    """The sentence of a failure, and what is there now in the place of what was seen, as its details `now`
    and `seen` have it."""
    said, programme = texts.error(error), error.details.get("programme")
    if not isinstance(programme, Programme):
        return said
    now, seen = error.details.get("now"), error.details.get("seen")
    words = _words(now, seen, programme, texts, error.text("whose"))
    return f"{said} {texts('formats.now-there', now=words) if words else texts('formats.nothing-there')}"


def _words(now: object, seen: object, programme: Programme, texts: Texts, office: str) -> str:
    match now:
        case Opening():
            rows = opening_rows(_apart(now, seen), programme, texts, office)
            told = [f"{place} – {figures}" for place, figures in rows]
            shown, left = ". ".join(told[:_MOST]), len(told) - _MOST
            shown = texts("formats.and-more", places=shown, n=left) if left > 0 else shown
            return f"{shown} ({texts('range.opening-source', source=now.source)})"
        case CasualtyCount():
            return casualty_line(now, texts).removesuffix(".")
        case PrintedFigures():
            return printed_words(now, programme, texts)
        case WarningAnswer():
            return now.why
        case tuple():
            return texts.listed([texts.names(programme.organisation(key).names) for key in now])
        case str():
            return now
        case _:
            return ""


def _apart(now: Opening, seen: object) -> Opening:
    """The rows of a balance that are not as they were seen; all where it has other words only."""
    if not isinstance(seen, Opening) or now.source != seen.source:
        return now
    rows: dict[str, Mapping[str, Value]] = {
        key: row for key, row in now.districts.items() if row != seen.districts.get(key)
    }
    national = now.national if now.national != seen.national else {}
    return Opening(now.period, now.source, national, rows) if national or rows else now
