"""Workbooks as they come from outside: broken, torn, hostile, altered. Each is one change in a good one, and
the same bytes every time."""

import io
import re
import struct
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from tests.exchange.making import R084, make_sheet, report_of, write

Parts = dict[str, bytes]

INTACT, OLDER, ALTERED = "intact", "intact (older form)", "altered"
"""What a workbook that can be read is found to be; the other outcomes are codes of refusals."""

DATA, REPORT = "Data", "Report"
NEVER = (1980, 1, 1, 0, 0, 0)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN, MAIN_LINKS, ROOT_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"
CUSTOM, CORE = "docProps/custom.xml", "docProps/core.xml"
TALLY = b'<c r="I3" s="41" t="n"><v>10</v></c>'


@dataclass(frozen=True)
class Bad:
    """`made` gives its bytes from the parts of a good workbook; `where` begins what the refusal names."""

    made: Callable[[Parts], bytes]
    outcome: str
    where: str = ""


@cache
def _good() -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = write(report_of(make_sheet(R084)), Path(folder) / "week.xlsx")
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    parts[CORE] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2025-03-17T00:00:00Z", parts[CORE])
    return tuple(parts.items())


def good_parts() -> Parts:
    """The parts of the good workbook by name, to be changed."""
    return dict(_good())


def zipped(parts: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as a zip, the same every time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, NEVER), content, how)
    return held.getvalue()


def part_of(parts: Parts, title: str) -> str:
    """The part of the sheet with a title."""
    link = re.search(rf'<sheet name="{title}"[^>]*r:id="(\w+)"'.encode(), parts[MAIN])
    assert link is not None, title
    for relation in re.findall(rb"<Relationship [^>]*>", parts[MAIN_LINKS]):
        if b'Id="' + link[1] + b'"' in relation:
            target = re.search(rb'Target="/?([^"]+)"', relation)
            assert target is not None, relation
            return target[1].decode()
    raise AssertionError(title)


def bad_workbooks() -> dict[str, bytes]:
    """Every kind by its name."""
    return {name: bad.made(good_parts()) for name, bad in BAD.items()}


def _bytes(content: bytes) -> Callable[[Parts], bytes]:
    return lambda parts: content


def _without(*names: str) -> Callable[[Parts], bytes]:
    return lambda parts: zipped({name: held for name, held in parts.items() if name not in names})


def _also(more: Mapping[str, bytes]) -> Callable[[Parts], bytes]:
    return lambda parts: zipped({**parts, **more})


def _in(place: str, old: bytes, new: bytes, count: int = 1) -> Callable[[Parts], bytes]:
    """Something else in a part, which is named, or in a sheet of that title."""

    def made(parts: Parts) -> bytes:
        name = place if place in parts else part_of(parts, place)
        assert old in parts[name], (place, old)
        return zipped({**parts, name: parts[name].replace(old, new, count)})

    return made


def _whole(place: str, change: Callable[[bytes], bytes]) -> Callable[[Parts], bytes]:
    def made(parts: Parts) -> bytes:
        name = place if place in parts else part_of(parts, place)
        return zipped({**parts, name: change(parts[name])})

    return made


def _before(place: str, end: bytes, new: bytes) -> Callable[[Parts], bytes]:
    return _in(place, end, new + end)


def _tally(new: bytes) -> Callable[[Parts], bytes]:
    return _in(DATA, TALLY, new)


def _value(new: bytes) -> Callable[[Parts], bytes]:
    return _tally(TALLY.replace(b">10<", b">" + new + b"<"))


def _text(column: str, old: bytes, new: bytes) -> Callable[[Parts], bytes]:
    """Another text in the first row of tallies."""

    def change(content: bytes) -> bytes:
        begun = content.index(f'<c r="{column}3"'.encode())
        assert old in content[begun : begun + 120]
        return content[:begun] + content[begun:].replace(old, new, 1)

    return _whole(DATA, change)


def _named(name: str, new: bytes) -> Callable[[Parts], bytes]:
    """Another address for a name."""
    return _whole(
        MAIN,
        lambda content: re.sub(
            rf'(<definedName name="{name}">)[^<]*'.encode(), lambda found: found[1] + new, content
        ),
    )


def _at_name(name: str, new: bytes) -> Callable[[Parts], bytes]:
    """Something else in the cell that has a name."""

    def made(parts: Parts) -> bytes:
        address = re.search(rf"<definedName name=\"{name}\">'Report'!\$B\$(\d+)".encode(), parts[MAIN])
        assert address is not None, name
        pattern = rb'(<c r="B' + address[1] + rb'" s="\d+")[^>]*>.*?</c>'
        report = part_of(parts, REPORT)
        changed, count = re.subn(pattern, lambda found: found[1] + new + b"</c>", parts[report])
        assert count == 1, name
        return zipped({**parts, report: changed})

    return made


def _torn(start: int, end: int) -> Callable[[Parts], bytes]:
    return lambda parts: zipped(parts)[start:end]


def _flipped(title: str) -> Callable[[Parts], bytes]:
    """A byte of a packed sheet is another one."""

    def made(parts: Parts) -> bytes:
        content = bytearray(zipped(parts))
        begun = content.index(part_of(parts, title).encode()) + 400
        content[begun] ^= 0x55
        return bytes(content)

    return made


def _marked(parts: Parts, offset: int, value: int, form: str = "<H") -> bytes:
    """Something else in every entry of the zip's directory."""
    content = bytearray(zipped(parts))
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into(form, content, place + offset, value)
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def _twice(parts: Parts) -> bytes:
    """One part under two names that are one."""
    data = part_of(parts, DATA)
    return zipped({**parts, data.upper(): parts[data].replace(TALLY, TALLY.replace(b">10<", b">11<"))})


def _directory(count: int) -> Callable[[Parts], bytes]:
    """A directory of many entries, with nothing behind them."""

    def made(parts: Parts) -> bytes:
        entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, *(0,) * 7, 1, *(0,) * 6) + b"x"
        entries = entry * count
        end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, *(count & 0xFFFF,) * 2, len(entries), 0, 0)
        return entries + end

    return made


def _repeated(place: str, end: bytes, each: str, count: int) -> Callable[[Parts], bytes]:
    """Many elements, `#` their number, before an end mark."""

    def made(parts: Parts) -> bytes:
        many = "".join(each.replace("#", str(number)) for number in range(count))
        return _before(place, end, many.encode())(parts)

    return made


def _linked_sheets(count: int) -> Callable[[Parts], bytes]:
    def made(parts: Parts) -> bytes:
        target = part_of(parts, DATA)
        links = "".join(
            f'<Relationship Id="x{n}" Type="x/worksheet" Target="/{target}"/>' for n in range(count)
        )
        sheets = "".join(f'<sheet name="s{n}" sheetId="{n + 50}" r:id="x{n}"/>' for n in range(count))
        parts[MAIN] = parts[MAIN].replace(b"</sheets>", sheets.encode() + b"</sheets>")
        parts[MAIN_LINKS] = parts[MAIN_LINKS].replace(
            b"</Relationships>", links.encode() + b"</Relationships>"
        )
        return zipped(parts)

    return made


def _two_bytes(place: str) -> Callable[[Parts], bytes]:
    def change(content: bytes) -> bytes:
        plain = re.sub(r"<\?xml.*?\?>", "", content.decode())
        return f'<?xml version="1.0" encoding="UTF-16"?>{plain}'.encode("utf-16")

    return _whole(place, change)


def _sheets_in_two_bytes(parts: Parts) -> bytes:
    many = "".join(f'<sheet name="s{n}" sheetId="{n + 50}" r:id="rId1"/>' for n in range(40_000))
    parts[MAIN] = parts[MAIN].replace(b"</sheets>", many.encode() + b"</sheets>")
    return _two_bytes(MAIN)(parts)


def _prefixed(parts: Parts) -> bytes:
    data = part_of(parts, DATA)
    text = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", parts[data]).replace(b"xmlns=", b"xmlns:x=", 1)
    return zipped({**parts, data: text})


def _records(change: Callable[[bytes], bytes]) -> Callable[[Parts], bytes]:
    """The record of its cells, changed."""
    return _whole(
        CUSTOM,
        lambda content: re.sub(
            rb'<property name="cells_\d+".*?</property>', lambda found: change(found[0]), content
        ),
    )


def _record_bomb(parts: Parts) -> bytes:
    import base64
    import zlib

    packed = base64.b64encode(zlib.compress(b"[" * 15_000_000, 9)).decode()
    bomb = f'<property name="cells_01" fmtid="x" pid="90"><vt:lpwstr>{packed}</vt:lpwstr></property>'
    kept = re.sub(rb'<property name="cells_\d+".*?</property>', b"", parts[CUSTOM])
    parts[CUSTOM] = kept.replace(b"</Properties>", bomb.encode() + b"</Properties>")
    return zipped(parts)


def _attributes(parts: Parts) -> bytes:
    """In one element; what comes beside them is hard to pack."""
    many = "".join(f" a{place * 7919 % 10**7:x}{place:x}\n= ''" for place in range(500_000))
    main = parts[MAIN].replace(b"<workbook ", b"<workbook" + many.encode() + b" ", 1)
    return zipped({**parts, MAIN: main})


def _moved_rows(parts: Parts) -> bytes:
    """Rows alike, put in by the hundred, so that finding which was moved where is hard work."""
    report = part_of(parts, REPORT)
    rows = "".join(
        f'<row r="{200 + n}"><c r="A{200 + n}" t="inlineStr"><is><t>{"ab"[n % 3 == 0]}</t></is></c></row>'
        for n in range(360)
    )
    parts[report] = parts[report].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    return zipped(parts)


def _shared_formulas(parts: Parts) -> bytes:
    """A long formula that thousands of cells share."""
    long = "+".join(["A1"] * 2_000)
    rows = f'<row r="500"><c r="A500"><f t="shared" si="0" ref="A500:A9000">{long}</f></c></row>' + "".join(
        f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/></c></row>' for n in range(501, 9_000)
    )
    return _before(REPORT, b"</sheetData>", rows.encode())(parts)


def _link_to_itself(parts: Parts) -> bytes:
    data = part_of(parts, DATA)
    return _in(MAIN_LINKS, f'"/{data}"'.encode(), b'"/xl/workbook.xml"')(parts)


def _no_data_part(parts: Parts) -> bytes:
    return _without(part_of(parts, DATA))(parts)


def _copy_before(parts: Parts) -> bytes:
    """A copy of *Data* with another figure, before it."""
    parts["xl/worksheets/copy.xml"] = parts[part_of(parts, DATA)].replace(TALLY, TALLY.replace(b"10", b"99"))
    link = '<Relationship Id="copy" Type="x/worksheet" Target="/xl/worksheets/copy.xml"/>'
    parts[MAIN_LINKS] = parts[MAIN_LINKS].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    parts[MAIN] = parts[MAIN].replace(
        b"<sheets>", b'<sheets><sheet name="Data (2)" sheetId="9" r:id="copy"/>'
    )
    return zipped(parts)


def _damaged_picture(parts: Parts) -> bytes:
    content = bytearray(zipped({**parts, "xl/media/image1.png": b"\x89PNG the picture of somebody"}))
    place = content.index(b"xl/media/image1.png") + 25
    content[place] ^= 0xFF
    return bytes(content)


_BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
_OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet>&a;</worksheet>'
_CELLS = "<row>" + "<c/>" * 10 + "</row>"
_NO, _BROKEN, _LARGE = "not-a-workbook", "workbook-broken", "workbook-too-large"
_WRONG, _INCOMPLETE, _FORMAT = "workbook-wrong", "workbook-incomplete", "workbook-format"
_LOCKED = "workbook-encrypted"

_NO_ZIPS = {
    "empty": Bad(_bytes(b""), "workbook-empty"),
    "a text": Bad(_bytes(b"not a zip"), _NO),
    "a page of the web": Bad(_bytes(b"<html><table><tr><td>155</td></tr></table></html>"), _NO),
    "a CSV file": Bad(_bytes(b"district,ap_mines\nagdam,1\n"), _NO),
    "a PDF file": Bad(_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), _NO),
    "a picture": Bad(_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64), _NO),
    "a data file": Bad(_bytes(b"SQLite format 3\0" + b"\0" * 4080), _NO),
    "gzip": Bad(_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + b"\0" * 20), _NO),
    "the beginning of a zip": Bad(_bytes(b"PK\x03\x04 nor this"), _NO),
    "an Excel 97 file": Bad(_bytes(OLE + b"\0" * 504 + "Workbook".encode("utf-16-le")), _FORMAT),
    "a protected file": Bad(_bytes(OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")), _LOCKED),
    "an old Word file": Bad(_bytes(OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le")), _NO),
    "ends after half": Bad(_torn(0, 9_000), _NO),
    "lacks its end": Bad(_torn(0, -30), _NO),
    "lacks its beginning": Bad(_torn(9_000, 100_000), _NO),
}
_ZIPS = {
    "an empty zip": Bad(lambda parts: zipped({}), _NO),
    "an OpenDocument file": Bad(lambda parts: zipped({"content.xml": b"<x/>"}), _FORMAT),
    "a binary workbook": Bad(lambda parts: zipped({"xl/workbook.bin": b"x"}), _FORMAT),
    "a Word file": Bad(lambda parts: zipped({"word/document.xml": b"<x/>"}), _NO),
    "a zip under a password": Bad(partial(_marked, offset=8, value=1), _LOCKED),
    "packed by bzip2": Bad(partial(zipped, how=zipfile.ZIP_BZIP2), _NO),
    "packed by lzma": Bad(partial(zipped, how=zipfile.ZIP_LZMA), _NO),
    "packed in an unknown way": Bad(partial(_marked, offset=10, value=99), _NO),
    "not packed at all": Bad(partial(zipped, how=zipfile.ZIP_STORED), INTACT),
    "something before the zip": Bad(lambda parts: b"#!/bin/sh\n" + zipped(parts), INTACT),
    "a bomb": Bad(_also({"xl/media/image1.png": b"\0" * 15_000_000}), _LARGE),
    "far too much": Bad(_also({f"x{n}": bytes(range(256)) * 16_000 for n in range(5)}), _LARGE),
    "says that its parts are vast": Bad(partial(_marked, offset=24, value=2**31, form="<I"), _LARGE),
    "says that its parts are small": Bad(partial(_marked, offset=24, value=40, form="<I"), _NO),
    "600 parts": Bad(_also({f"part{n}": b"" for n in range(600)}), _LARGE),
    "a directory of 200,000 entries": Bad(_directory(200_000), _LARGE),
    "a part twice": Bad(_twice, _NO),
    "parts outside its folder": Bad(_also({"../../../evil.xml": b"<x/>", "/etc/evil": b""}), INTACT),
    "a flipped bit in a sheet": Bad(_flipped(DATA), _BROKEN, DATA),
    "a flipped bit in a picture": Bad(_damaged_picture, INTACT),
}
_MISSING = {
    "without content types": Bad(_without("[Content_Types].xml"), INTACT),
    "without its first links": Bad(_without(ROOT_LINKS), INTACT),
    "without styles": Bad(_without("xl/styles.xml"), INTACT),
    "without the workbook": Bad(_without(MAIN), _NO),
    "without the sheets' links": Bad(_without(MAIN_LINKS), _INCOMPLETE),
    "without the part of Data": Bad(_no_data_part, _BROKEN, DATA),
    "without properties": Bad(_without(CUSTOM), INTACT),
    "a sheet that is the workbook itself": Bad(_link_to_itself, _INCOMPLETE, DATA),
    "Data is called otherwise, and its head too": Bad(_text("A", b"", b""), INTACT),
    "broken styles": Bad(_whole("xl/styles.xml", lambda held: held[:-100]), INTACT),
    "a macro": Bad(_also({"xl/vbaProject.bin": OLE + b"\0" * 100}), INTACT),
    "a link to another workbook": Bad(
        _also({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), INTACT
    ),
    "a copy of Data before it": Bad(_copy_before, INTACT),
}
_XML = {
    "Data is broken": Bad(_whole(DATA, lambda held: b"<broken"), _BROKEN, DATA),
    "Data ends in a row": Bad(_whole(DATA, lambda held: held[: held.index(b'r="J3"')]), _BROKEN, "Data!I3"),
    "Report ends in a row": Bad(
        _whole(REPORT, lambda held: held[: held.index(b'r="C9"')]), _BROKEN, "Report!B9"
    ),
    "the workbook is broken": Bad(_whole(MAIN, lambda held: held[:-20]), _NO),
    "the links are broken": Bad(_whole(MAIN_LINKS, lambda held: held[:-20]), _NO),
    "the properties are broken": Bad(_whole(CUSTOM, lambda held: held[:-20]), _NO),
    "an entity bomb": Bad(_whole(DATA, lambda held: _BOMB), _BROKEN, DATA),
    "an entity from the disk": Bad(_whole(DATA, lambda held: _OUTSIDE), _BROKEN, DATA),
    "an entity bomb in the workbook": Bad(_whole(MAIN, lambda held: _BOMB), _NO),
    "bytes that are no text": Bad(_text("F", b"Tartar", b"Tart\xff\xfe"), _BROKEN, DATA),
    "a zero byte in a text": Bad(_text("F", b"Tartar", b"Tart\0ar"), _BROKEN, DATA),
    "in two bytes each": Bad(_two_bytes(DATA), INTACT),
    "a prefix before every name": Bad(_prefixed, INTACT),
    "50,000 levels deep": Bad(_before(DATA, b"</worksheet>", b"<x>" * 50_000 + b"</x>" * 50_000), INTACT),
    "an attribute of four megabytes": Bad(
        _before(DATA, b"</worksheet>", b'<x y="' + bytes(range(65, 91)) * 160_000 + b'"/>'), _LARGE
    ),
    "a comment in a number": Bad(_value(b"1<!-- -->0"), INTACT),
    "another number behind a comment": Bad(_value(b"1<!-- -->1"), ALTERED),
    "a number in CDATA": Bad(_value(b"<![CDATA[11]]>"), ALTERED),
}
_MANY = {
    "51 sheets": Bad(_linked_sheets(51), _LARGE),
    "40,000 sheets": Bad(
        _repeated(MAIN, b"</sheets>", '<sheet name="s#" sheetId="#" r:id="rId1"/>', 40_000), _LARGE
    ),
    "40,000 sheets with links": Bad(_linked_sheets(40_000), _LARGE),
    "40,000 sheets in two bytes each": Bad(_sheets_in_two_bytes, _LARGE),
    "40,000 sheets with a prefix": Bad(
        _repeated(MAIN, b"</sheets>", '<x:sheet\nname="s#"/>', 40_000), _LARGE
    ),
    "200,000 names": Bad(
        _repeated(MAIN, b"</definedNames>", '<definedName name="n#">Data!$A$1</definedName>', 200_000), _LARGE
    ),
    "300,000 cells": Bad(_repeated(DATA, b"</sheetData>", _CELLS, 30_000), _LARGE),
    "99,000 empty cells": Bad(_repeated(DATA, b"</sheetData>", _CELLS, 9_000), _LARGE),
    "200,000 texts": Bad(
        _also({"xl/sharedStrings.xml": b"<sst>" + b"<si><t>x</t></si>" * 200_000 + b"</sst>"}), _LARGE
    ),
    "200,000 rows": Bad(_repeated(DATA, b"</sheetData>", "<row/>", 200_000), INTACT),
    "200,000 links": Bad(
        _repeated(MAIN_LINKS, b"</Relationships>", '<Relationship Id="x#" Target="y"/>', 200_000), _LARGE
    ),
    "200,000 properties": Bad(
        _repeated(
            CUSTOM, b"</Properties>", '<property name="x#"><vt:lpwstr>y</vt:lpwstr></property>', 100_000
        ),
        _LARGE,
    ),
    "half a million attributes": Bad(_attributes, _LARGE),
    "360 rows that are hard to tell apart": Bad(_moved_rows, ALTERED),
    "a long formula for 8,500 cells": Bad(_shared_formulas, ALTERED),
    "a far cell": Bad(
        _before(DATA, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), INTACT
    ),
    "a vast merged range": Bad(
        _in(
            DATA, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A100:XFD1048576"/></mergeCells>'
        ),
        INTACT,
    ),
}
_CELL = {
    "a tally more": Bad(_value(b"11"), ALTERED),
    "a tally less than nothing": Bad(_value(b"-10"), ALTERED),
    "a tally and a little": Bad(_value(b"10.0000001"), ALTERED),
    "the same tally, written otherwise": Bad(_value(b"1.0E1"), INTACT),
    "no tally": Bad(_value(b""), ALTERED),
    "a tally that is a formula": Bad(_tally(b'<c r="I3"><f>5+5</f><v>10</v></c>'), _WRONG, "Data!I3"),
    "a tally that is a text": Bad(_tally(b'<c r="I3" t="str"><v>10</v></c>'), _WRONG, "Data!I3"),
    "a tally that is true": Bad(_tally(b'<c r="I3" t="b"><v>1</v></c>'), _WRONG, "Data!I3"),
    "a tally that is an error": Bad(_tally(b'<c r="I3" t="e"><v>#N/A</v></c>'), _WRONG, "Data!I3"),
    "a tally that is a day": Bad(_tally(b'<c r="I3" t="d"><v>2025-03-10</v></c>'), _WRONG, "Data!I3"),
    "a tally with a comma": Bad(_value(b"1,0"), _WRONG, "Data!I3"),
    "a tally in other digits": Bad(_value("１０".encode()), _WRONG, "Data!I3"),
    "a tally beyond all numbers": Bad(_value(b"1e400"), _WRONG, "Data!I3"),
    "a tally of 400 digits": Bad(_value(b"9" * 400), _WRONG, "Data!I3"),
    "a tally that is no number": Bad(_value(b"NaN"), _WRONG, "Data!I3"),
    "a text that is nowhere": Bad(_tally(b'<c r="I3" t="s"><v>99999</v></c>'), _BROKEN, "Data!I3"),
    "a text before the first": Bad(_tally(b'<c r="I3" t="s"><v>-1</v></c>'), _BROKEN, "Data!I3"),
    "an address that is none": Bad(_tally(TALLY.replace(b"I3", b"93")), _BROKEN, "Data!"),
    "another text in a formula": Bad(_in(REPORT, b"TOTALS AGREE", b"totals AGREE"), ALTERED),
    "a blank less in a formula's text": Bad(_in(REPORT, b"NOT ALL TOTALS", b"NOT ALLTOTALS"), ALTERED),
    "blanks in a formula": Bad(_in(REPORT, b"<f>IF(", b"<f>IF( "), INTACT),
    "a cell twice": Bad(_tally(TALLY + TALLY.replace(b"10", b"11")), _BROKEN, "Data!I3"),
    "an empty cell before the same one": Bad(_tally(b'<c r="I3"/>' + TALLY), _BROKEN, "Data!I3"),
    "a row that is no number": Bad(_in(DATA, b'<row r="3"', b'<row r="three"'), _BROKEN, DATA),
    "a row beyond all rows": Bad(_in(DATA, b'<row r="3"', b'<row r="99999999999"'), ALTERED),
    "a district of nowhere": Bad(_text("E", b"terter", b"atlantis"), _WRONG, "Data!E3"),
    "another district's name": Bad(_text("F", b"Tartar", b"Barda"), ALTERED),
    "a column of nothing": Bad(_text("G", b"ap_mines", b"butterflies"), _WRONG, "Data!G3"),
    "a column twice": Bad(_text("G", b"ap_mines", b"at_mines"), _WRONG, "Data!G"),
    "an unknown state": Bad(_text("H", b"reported", b"asleep"), _WRONG, "Data!H3"),
    "a state that differs": Bad(_text("H", b"reported", b"no_operations"), _WRONG, "Data!H"),
    "another unit": Bad(_text("J", b"count", b"ha"), _WRONG, "Data!J3"),
    "a head that lacks a column": Bad(_in(DATA, b">state<", b">status<"), _INCOMPLETE, "Data: state"),
    "a headline that is more": Bad(_at_name("ap_mines", b' t="n"><v>156</v>'), ALTERED),
    "a headline that is a formula": Bad(_at_name("ap_mines", b"><f>150+5</f><v>155</v>"), _WRONG, "ap_mines"),
    "a headline in words": Bad(_at_name("uxo", b' t="str"><v>many</v>'), _WRONG, "uxo"),
    "revision nought": Bad(_at_name("revision", b' t="n"><v>0</v>'), _WRONG, "revision"),
    "a period that ends before it begins": Bad(
        _at_name("period_end", b' t="n"><v>45000</v>'), _WRONG, "period_end"
    ),
    "an office of nowhere": Bad(_at_name("office", b' t="str"><v>atlantis</v>'), _WRONG, "office"),
    "another office": Bad(_at_name("office", b' t="str"><v>karabakh</v>'), ALTERED),
    "a check code of its own": Bad(_at_name("check_code", b' t="str"><v>W11-AAAA</v>'), ALTERED),
    "a name that leads nowhere": Bad(_named("uxo", b"Nowhere!$B$2"), _INCOMPLETE, "uxo"),
    "a name that is a formula": Bad(_named("uxo", b"1+1"), _INCOMPLETE, "uxo"),
    "a name that leads to another cell": Bad(_named("uxo", b"'Report'!$B$9"), ALTERED),
    "a name that is gone": Bad(_in(MAIN, b'name="uxo"', b'name="uxo2"'), _INCOMPLETE, "uxo"),
    "a name twice": Bad(
        _in(
            MAIN, b"</definedNames>", b"<definedName name=\"UXO\">'Report'!$B$9</definedName></definedNames>"
        ),
        _WRONG,
        "UXO",
    ),
    "a sheet's name twice": Bad(
        _before(MAIN, b"</sheets>", b'<sheet name="DATA" sheetId="9" r:id="rId1"/>'), _WRONG, "DATA"
    ),
    "another programme": Bad(_in(CUSTOM, b">azerbaijan<", b">atlantis<"), _WRONG, "programme"),
    "a damaged record": Bad(_records(lambda held: held.replace(b"lpwstr>", b"lpwstr>A", 1)), ALTERED),
    "half a record": Bad(_records(lambda held: b"" if b"cells_01" in held else held), ALTERED),
    "no record": Bad(_records(lambda held: b""), INTACT),
    "a record that is a bomb": Bad(_record_bomb, ALTERED),
}

BAD: Mapping[str, Bad] = {**_NO_ZIPS, **_ZIPS, **_MISSING, **_XML, **_MANY, **_CELL}
