"""The text of a press item in a file: plain or HTML, in any usual encoding."""

import re
from html.parser import HTMLParser
from pathlib import Path

from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.files import require_plain_file

LARGEST_PRESS_TEXT = 8_000_000
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)
_HEAD = 4000
_IS_HTML = re.compile(r"\s*(?:<\?xml|<!doctype html|<html|<head|<body|<div|<p[ >])", re.IGNORECASE)
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "title",
    "td",
    "section",
    "article",
}
_UNSEEN = {"script", "style", "noscript", "template"}
_KNOWN = {
    "utf-8",
    "utf8",
    "windows-1251",
    "cp1251",
    "windows-1254",
    "cp1254",
    "iso-8859-9",
    "koi8-r",
    "utf-16",
}


def read_press_file(path: Path) -> str:
    """The text of a file.

    Raises FieldAppError `not-found`, `press-unreadable`, and as `require_plain_file`.
    """
    try:
        require_plain_file(path)
        with path.open("rb") as file:
            held = file.read(LARGEST_PRESS_TEXT + 1)
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except OSError as error:
        raise FieldAppError("press-unreadable", path=path) from error
    if len(held) > LARGEST_PRESS_TEXT:
        raise FieldAppError("press-unreadable", path=path)
    text = decoded(held)
    if path.suffix.casefold() in (".html", ".htm", ".xhtml") or _IS_HTML.match(text):
        return text_of_html(text)
    return text


def decoded(held: bytes) -> str:
    """Bytes as text: by their mark, what HTML says of itself, UTF-8, or an old encoding by its letters."""
    for mark, encoding in _MARKS.items():
        if held.startswith(mark):
            return held.decode(encoding, "replace")
    for encoding, nulls in (("utf-16-le", held[1:_HEAD:2]), ("utf-16-be", held[0:_HEAD:2])):
        if nulls and nulls.count(0) > len(nulls) / 3:
            return held.decode(encoding, "replace")
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        pass
    told = _CHARSET.search(held[:_HEAD])
    if told and (name := told[1].decode("ascii").lower()) in _KNOWN - {"utf-8", "utf8", "utf-16"}:
        return held.decode(name, "replace")
    letters = sum(byte >= 0xC0 or chr(byte).isalpha() for byte in held) or 1
    is_cyrillic = sum(byte >= 0xC0 for byte in held) > letters / 2
    return held.decode("cp1251" if is_cyrillic else "cp1254", "replace")


def text_of_html(html: str) -> str:
    """What is to be read of a page, a line for each block."""
    page = _Page()
    page.feed(html)
    page.close()
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.parts.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))
