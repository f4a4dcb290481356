"""Our own Districts sheet, copied whole out of a spreadsheet, comes back as the sheet it was written from."""

import html
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fieldapp.core.edits import apply
from fieldapp.core.paste import Offer, PastePlan, Separator, plan_paste
from fieldapp.core.sheet import CONTROL, Cell, Sheet
from fieldapp.core.table.block import Target
from fieldapp.core.table.held import Clip, clip_of
from fieldapp.exchange.table_html import read_table
from fieldapp.texts.headings import all_headings
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.making import INDICATORS, PROGRAMME, partial_sheet, report_of, write


def shown(value: object) -> str:
    """A cell as it is displayed: areas without decimals, thousands grouped."""
    if isinstance(value, (int, float)):
        return f"{Decimal(str(value)):,.0f}".replace(",", "\u00a0")
    return "" if value is None else str(value)


def copied(path: Path, lang: str, *, has_html: bool) -> Clip:
    ws = load_workbook(path)[read_texts(lang)("workbook.sheet-districts")]
    cells = [[cell.value for cell in row] for row in ws.iter_rows()]
    if not has_html:
        return Clip([["" if value is None else str(value) for value in row] for row in cells])
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td x:num="{value}">{shown(value)}</td>'
            if isinstance(value, (int, float))
            else f"<td>{html.escape(shown(value))}</td>"
            for value in row
        )
        + "</tr>"
        for row in cells
    )
    return clip_of([[shown(value) for value in row] for row in cells], read_table(f"<table>{rows}</table>"))


def pasted_on(sheet: Sheet, clip: Clip, **how: dict) -> PastePlan:
    target = Target(sheet.districts[3:], INDICATORS[1:])
    return plan_paste(sheet, PROGRAMME, clip.block, target, all_headings(), behind=clip.behind, **how)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("has_html", [False, True])
def test_the_districts_sheet_pasted_whole_is_the_sheet_it_shows(tmp_path, lang, has_html) -> None:
    sheet = partial_sheet()
    noted = replace(
        sheet, notes={Cell("agdam", "uxo"): "12 recounted on paper", Cell("susa", "ap_mines"): "late"}
    )
    path = write(report_of(noted), tmp_path / "out.xlsx", lang)
    empty = replace(sheet, values={}, notes={}, unread={})

    clip = copied(path, lang, has_html=has_html)
    point = {Separator.POINT: True}
    plan = pasted_on(empty, clip, answers=point)

    totals = {Cell(CONTROL, key): sheet.total(key) for key in INDICATORS}
    tallies = {cell: value for cell, value in sheet.values.items() if cell.district != CONTROL}
    assert apply(empty, plan.edits).values == {**tallies, **totals}
    assert not plan.refused
    assert not plan.behind
    assert {left.code for left in plan.left_out} <= {"below"}
    assert (
        [question.mark for question in pasted_on(empty, clip).questions] == []
        if has_html
        else [Separator.POINT]
    )
    without = pasted_on(empty, clip, answers={**point, Offer.TOTAL: False})
    assert apply(empty, without.edits).values == tallies
