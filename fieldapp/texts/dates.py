"""A date as people write it: day first, always."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import FIRST_YEAR, LAST_YEAR
from fieldapp.core.programme import fold
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts

CENTURY = 2000
"""Of a year with two digits."""

_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<day>\d{1,2}) ?(?P<mark>[./-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d{4}|\d{2})\.?",
        r"(?P<year>\d{4})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})",
    )
)
_IN_WORDS = re.compile(
    r"(?P<day>[0-9]{1,2})\.? ?(?P<month>[^\W\d_]+)[.,]? ?(?P<year>[0-9]{4})(?: ?(?:г\.?|года|il))?"
)


def read_date(text: str) -> date:
    """`16.03.2025`, `16.3.25`, `16/03/2025`, `16-03-2025`, `16032025`, `2025-03-16`, or the month in words of
    any of our languages; marks that cannot be seen do not count. Two digits of a year are of this century.

    Raises FieldAppError `date-missing`, `date-unreadable`, `no-such-day` or `period-out-of-range`.
    """
    plain = _plain_text(text)
    if not plain:
        raise FieldAppError("date-missing")
    found = next(filter(None, (form.fullmatch(plain) for form in (*_FORMS, _IN_WORDS))), None)
    month = _month(found["month"]) if found is not None else None
    if found is None or month is None:
        raise FieldAppError("date-unreadable", text=plain)
    year = int(found["year"]) + (CENTURY if len(found["year"]) == 2 else 0)
    try:
        day = date(year, month, int(found["day"]))
    except ValueError as error:
        raise FieldAppError("no-such-day", text=plain) from error
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FieldAppError("period-out-of-range", first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return day


def date_in_words(day: date, texts: Texts) -> str:
    """`16 March 2025`."""
    return f"{day.day} {texts('formats.months-after-day').split()[day.month - 1]} {day.year}"


def _plain_text(text: str) -> str:
    """Digits and marks as a keyboard has them, one space where there were some, nothing invisible."""
    seen = "".join(mark for mark in text if unicodedata.category(mark) not in ("Cf", "Cc") or mark.isspace())
    folded = unicodedata.normalize("NFKC", seen)
    return " ".join(folded.replace("\u2010", "-").replace("\u2011", "-").replace("\u2013", "-").split())


def _month(text: str) -> int | None:
    return int(text) if text.isdigit() else _months().get(fold(text))


@cache
def _months() -> Mapping[str, int]:
    """In every language, long and short: a paper may be in another one than the window."""
    return {
        fold(name): number
        for language in LANGUAGES
        for key in ("months", "months-after-day", "months-short")
        for number, name in enumerate(read_texts(language)(f"formats.{key}").split(), start=1)
    }
