"""Characters that nobody sees or that no file can hold: taken out of texts that come from outside, or
escaped where a text must come back as it was typed."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]
)
"""Soft hyphen, zero width spaces and joiners, direction marks: spreadsheets and web pages leave them in
numbers and names."""

_ESCAPE = r"\\(?:(n|r|\\)|u([0-9a-f]{4}))"
_ESCAPED = r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)| \Z"
"""What a cell of a workbook may not keep as it is: line breaks and other control characters, half of a pair,
what Excel reads as an escape of its own, and a space at the end of a line."""

_PLAIN_NUMBER = r"[+-]?[\d\s.,]+"
_SURROGATE = r"[\ud800-\udfff]"


def visible(text: str) -> str:
    """The text without characters that take no room."""
    return text.translate(_INVISIBLE)


def storable(text: str) -> str:
    """The text with U+FFFD for every byte that was no text to begin with, as the system hands on names and
    arguments: such a text can be neither stored nor printed."""
    return text if text.isascii() else re.sub(_SURROGATE, "\ufffd", text)


def on_one_line(text: str) -> str:
    """A text without line breaks, of which `as_typed` makes what it was. A mark that stands on an escaped
    character is escaped too, or it would stand on the last letter of the escape."""
    parts, is_escaped, escaped = [], False, re.compile(_ESCAPED)
    for place, char in enumerate(text):
        is_on_escape = is_escaped and unicodedata.combining(char) > 0
        is_escaped = is_on_escape or bool(escaped.match(text, place))
        short = {"\n": r"\n", "\r": r"\r", "\\": "\\\\"}.get(char, f"\\u{ord(char):04x}")
        parts.append(short if is_escaped else char)
    return "".join(parts)


def as_typed(line: str) -> str:
    """The text of which `on_one_line` made a line."""

    def char(match: re.Match[str]) -> str:
        return chr(int(match[2], 16)) if match[2] else {"n": "\n", "r": "\r", "\\": "\\"}[match[1]]

    return re.sub(_ESCAPE, char, line)


def as_no_formula(text: str) -> str:
    """A text that a spreadsheet would take for a formula with an apostrophe before it: there it means that a
    text follows."""
    is_formula = text.lstrip()[:1] in ("=", "+", "-", "@") and not re.fullmatch(_PLAIN_NUMBER, text.strip())
    return f"'{text}" if is_formula else text


def shortened(text: str, most: int) -> str:
    """The beginning of a text that has at most so many characters as Excel and Windows count them: what lies
    beyond U+FFFF has two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
