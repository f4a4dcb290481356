"""The places and organisations that a press text names."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from fieldapp.core.programme import Programme
from fieldapp.core.published.plain import even_letters
from fieldapp.core.published.reading import Misspelling
from fieldapp.core.published.words import LONGEST_SUFFIX, PressWords

_SHORTEST_STEM = 3
_SHORTEST_SKELETON = 4
_NEAR_DISTRICT = 200
"""How far from the name of its district a part of it is looked for."""

_MOST_LISTS = 20
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = {
    "kh": "x",
    "gh": "g",
    "sh": "s",
    "zh": "c",
    "ch": "c",
    "дж": "ж",
    "j": "c",
    "ç": "c",
    "ş": "s",
    "ğ": "g",
}
_VOWELS = str.maketrans("", "", "aeəioöuüyаеиоуыэюяйьъ")


def places_in(plain: str, programme: Programme) -> tuple[str, ...]:
    """The keys of the districts that are named, themselves or by a part, in the order of the text."""
    return tuple(dict.fromkeys(key for _, key in spots_in(plain, programme)))


def spots_in(plain: str, programme: Programme) -> list[tuple[int, str]]:
    """Each place where a district is named, with its key."""
    pattern, keys = _places_of(programme.digest, _spellings(programme))
    return [(match.start(), keys[match[1]]) for match in pattern.finditer(plain)]


def misspelt_in(
    text: str, plain: str, language: str, programme: Programme, places: Collection[str] | None = None
) -> tuple[Misspelling, ...]:
    """Names near that of a district which are almost the name of a part of it: one consonant is another.
    What differs in vowels, or in how a sound is written, is another spelling. `places`: those that are named,
    where that is known."""
    having_parts = [district for district in programme.districts if district.parts]
    named = {*places_in(plain, programme)} if places is None else {*places}
    if named.isdisjoint(district.key for district in having_parts):
        return ()
    pattern, keys = _places_of(programme.digest, _spellings(programme))
    found: dict[tuple[int, int], Misspelling] = {}
    for district in having_parts:
        names = (district.parts or {}).get(language, ())
        known = {_skeleton(even_letters(name)): name for name in names}
        named_at = [one.start() for one in pattern.finditer(plain) if known and keys[one[1]] == district.key]
        for at in named_at[:_MOST_LISTS]:
            words = [*_WORD.finditer(plain, max(0, at - _NEAR_DISTRICT), at + _NEAR_DISTRICT)]
            for number in {len(name.split()) for name in names}:
                for run in zip(*(words[place:] for place in range(number)), strict=False):
                    span = run[0].start(), run[-1].end()
                    likelier = _almost(_skeleton(plain[slice(*span)]), known)
                    if likelier and text[span[0]].isupper():
                        found[span] = Misspelling(text[slice(*span)], likelier, span)
    return tuple(found.values())


def _skeleton(name: str) -> str:
    """The consonants of a name, each sound written in one way."""
    for one, other in _ALIKE.items():
        name = name.replace(one, other)
    return name.translate(_VOWELS)


def _almost(skeleton: str, known: Mapping[str, str]) -> str:
    """The only name that differs in one consonant; none where the name is known."""
    if len(skeleton) < _SHORTEST_SKELETON or skeleton in known:
        return ""
    near = [
        name
        for other, name in known.items()
        if len(other) == len(skeleton) and sum(a != b for a, b in zip(other, skeleton, strict=True)) == 1
    ]
    return near[0] if len(near) == 1 else ""


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
