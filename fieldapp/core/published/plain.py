"""A press text made even, sign by sign: what is found in it lies at the same place in the text."""

import re
import unicodedata

LONGEST_PRESS_TEXT = 2_000_000
_EVEN = {
    **dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2003\u2002\t\u200b\u00ad\ufeff\u200e\u200f"), " "),
    **dict.fromkeys(map(ord, "–—−‒‑‐―"), "-"),
    **dict.fromkeys(map(ord, "’ʼ`´"), "'"),
    ord("ı"): "i",
    ord("İ"): "i",
    ord("ё"): "е",
    ord("Ё"): "е",
}
_BREAK = re.compile(r"\n|[.!?](?=\s)|;")
_GOES_ON = re.compile(r"\s*[a-zа-яəğışçöü0-9(,]")
_LINE_GOES_ON = re.compile(r"[ \t]*[a-zа-яəğışçöü0-9(,]")
_SHORTEST_LINE = 30
_SHORTENED = re.compile(r"(?:тыс|млн|млрд|кв|kv|га|ha|г|mln|sq|no)$")
_AZ_LETTERS, _MANY = re.compile("[əğışçöüƏĞİŞÇÖÜ]"), 0.03
_EN_WORDS = re.compile(r"\b(?:the|and|of|in|from|to|were|was|mines|hectares|cleared)\b", re.IGNORECASE)
_LETTERS_A_WORD = 40


def normal(text: str) -> str:
    """The text that places are counted in: composed letters, one kind of line end."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def even_letters(text: str) -> str:
    """Small letters, plain spaces and dashes, as many signs as before."""
    plain = text.translate(_EVEN)
    small = plain.lower()
    return small if len(small) == len(plain) else "".join(_small(sign) for sign in plain)


def _small(sign: str) -> str:
    small = sign.lower()
    return small if len(small) == 1 else sign


def unwrapped(text: str, plain: str) -> str:
    """The same with a space where a line goes on in the next one, as in what was saved with short lines."""
    signs, start = list(plain), 0
    for match in re.finditer("\n", plain):
        at = match.start()
        if at - start > _SHORTEST_LINE and _LINE_GOES_ON.match(text, at + 1):
            signs[at] = " "
        start = at + 1
    return "".join(signs)


def language_of(text: str) -> str:
    """`ru`, `az` or `en`, by its letters; names of places in Azerbaijani make no English text one."""
    letters = sum(sign.isalpha() for sign in text) or 1
    if sum("\u0400" <= sign <= "\u04ff" for sign in text) > letters / 2:
        return "ru"
    is_az = len(_AZ_LETTERS.findall(text)) > letters * _MANY
    return "az" if is_az and len(_EN_WORDS.findall(text)) * _LETTERS_A_WORD < letters else "en"


def sentences(text: str, plain: str) -> list[tuple[int, int]]:
    """Where each sentence, or line that stands alone, begins and ends."""
    found, start = [], 0
    for match in _BREAK.finditer(plain):
        end = match.end()
        if match[0] == "." and (
            _SHORTENED.search(plain, max(start, end - 5), end - 1) and _GOES_ON.match(text, end)
        ):
            continue
        found.append((start, end))
        start = end
    found.append((start, len(plain)))
    return [(first, last) for first, last in found if plain[first:last].strip()]
