"""Characters that nobody sees or that no file can hold, taken out of texts that come from outside."""

import re

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Soft hyphen, zero width spaces and joiners, direction marks: spreadsheets and web pages leave them in
numbers and names."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def visible(text: str) -> str:
    """The text without characters that take no room."""
    return _INVISIBLE.sub("", text)


def storable(text: str) -> str:
    """The text with U+FFFD for every byte that was no text to begin with, as the system hands on names and
    arguments: such a text can be neither stored nor printed."""
    return _SURROGATE.sub("\ufffd", text)


def shortened(text: str, most: int) -> str:
    """The beginning of a text that has at most so many characters as Excel and Windows count them: what lies
    beyond U+FFFF has two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
