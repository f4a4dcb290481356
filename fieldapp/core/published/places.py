"""The places and organisations that a press text names."""

import re
from functools import lru_cache

from fieldapp.core.programme import Programme
from fieldapp.core.published.plain import even_letters
from fieldapp.core.published.words import LONGEST_SUFFIX, PressWords

_SHORTEST_STEM = 3


def places_in(plain: str, programme: Programme) -> tuple[str, ...]:
    """The keys of the districts that are named, themselves or by a part, in the order of the text."""
    pattern, keys = _places_of(programme.digest, _spellings(programme))
    return tuple(dict.fromkeys(keys[match[1]] for match in pattern.finditer(plain)))


def organisations_in(plain: str, words: PressWords, programme: Programme) -> tuple[str, ...]:
    """The keys of those that are named, in the order of the programme."""
    named = {key for key, one in words.organisations.items() if one.search(plain)}
    if words.agency.search(plain):
        named.add("anama")
    return programme.organisations_in_order(named)


def _spellings(programme: Programme) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for district in programme.districts:
        parts = [name for names in (district.parts or {}).values() for name in names]
        for name in (*district.names.values(), *district.spellings, *parts):
            found.setdefault(_stem(even_letters(name)), district.key)
    return tuple(found.items())


def _stem(name: str) -> str:
    """A Cyrillic name without the vowel that its cases change."""
    is_changing = "а" <= name[-1] <= "я" and name[-1] in "аеыи" and len(name) > _SHORTEST_STEM
    return name[:-1] if is_changing else name


@lru_cache(maxsize=4)
def _places_of(digest: str, spellings: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    keys = dict(spellings)
    names = "|".join(re.escape(name) for name in sorted(keys, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({names})\w{{0,{LONGEST_SUFFIX}}}(?!\w)"), keys
