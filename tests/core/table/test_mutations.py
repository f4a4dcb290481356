"""Tables of every shape, and good ones spoilt in every way: no exception, no figure changed, none in a column
that is not its own unless that was asked."""

import random

import pytest

from fieldapp.core.edits import Edit
from fieldapp.core.paste import plan_paste
from fieldapp.core.programme import all_spellings
from fieldapp.core.sheet import CONTROL, STATE
from fieldapp.core.table.block import Target
from fieldapp.texts.headings import all_headings
from tests.core.making import COLUMNS, sheet_of
from tests.long import one_in

TABLES = 400
HEADS = {
    "ap_mines": ("AP", "AP mines", "PƏ mina", "ППМ", "ap_mines"),
    "at_mines": ("AT", "AT mines", "TƏ mina", "ПТМ", "at_mines"),
    "uxo": ("UXO", "PHS", "НРБ", "Unexploded ordnance"),
    "area_cleared_ha": ("ha", "Area, ha", "Sahə (ha)", "Площадь, га", "Ərazi"),
}
FOREIGN = ("№", "", "Remark", "Items", "Mines", "Plan", "m²")
PRINTED = ("{}", " {} ", "\u200e{}", "{}\u200b", "\u202d{}\u202c", "{}\u00a0")
OTHER = ("", "", "-", "–", "n/a", "#REF!", "12%", "10.03.2025", "1e5", "\u200e", "x" * 300, "1,198", "0")


def good_table(chance: random.Random, programme) -> tuple[list[list[str]], bool]:
    """A table in which each figure tells its row and column: 1 2 3 4 · 10 * row + column. With its header or
    without one; with foreign columns only under a header."""
    sheet = sheet_of(programme)
    has_header = chance.random() < 0.6
    columns: list[str | None] = list(COLUMNS)
    if has_header:
        chance.shuffle(columns)
        for _ in range(chance.randrange(3)):
            columns.insert(chance.randrange(len(columns) + 1), None)
    gap = [None] * chance.choice((0, 0, 1, 2)) if has_header or chance.random() < 0.5 else []
    rows = []
    for number, key in enumerate(chance.sample(sheet.districts, chance.randrange(1, 8)), start=10):
        name = chance.choice(all_spellings(programme.district(key)))
        figures = [
            chance.choice(PRINTED).format(f"{number}{COLUMNS.index(column) + 1}")
            if column
            else chance.choice(OTHER)
            for column in columns
        ]
        rows.append([name, *["" for _ in gap], *figures])
    if has_header:
        heads = [chance.choice(HEADS[column]) if column else chance.choice(FOREIGN) for column in columns]
        rows.insert(0, [chance.choice(("", "Rayon", "District", "r-nu")), *["" for _ in gap], *heads])
    return rows, has_header


def spoil(chance: random.Random, table: list[list[str]]) -> None:
    """One change that moves no figure out of its column: texts replaced, rows or columns added or emptied."""
    height, width = len(table), len(table[0])
    row, column = chance.randrange(height), chance.randrange(width)
    kind = chance.randrange(6)
    if kind == 0:
        table[row][column] = chance.choice(OTHER)
    elif kind == 1:
        table.insert(
            row, [chance.choice(("", "Kerimli", "Total", "Qarabağ", "Week 11", "12"))] + [""] * (width - 1)
        )
    elif kind == 2:
        for line in table:
            line.append("")
    elif kind == 3:
        for number, line in enumerate(table):
            line.insert(0, str(number) if number else "№")
    elif kind == 4:
        table.append(["Cəmi", *["7"] * (width - 1)])
    else:
        del table[row]
        table += [] if table else [[""] * width]


@pytest.mark.parametrize("seed", one_in(2, range(4)))
def test_no_figure_is_changed_or_leaves_its_column(programme, seed: int) -> None:
    chance = random.Random(seed)
    sheet, names = sheet_of(programme), all_headings()
    for _ in range(TABLES):
        table, has_header = good_table(chance, programme)
        head = list(table[0])
        for _ in range(chance.randrange(4) if has_header else 0):
            spoil(chance, table)
        target = Target(sheet.districts[chance.randrange(13) :], COLUMNS[chance.randrange(4) :])
        plan = plan_paste(sheet, programme, table, target, names)
        if has_header and any(text in line for line in table for text in head[1:] if text in HEADS["uxo"]):
            for edit in plan.edits.items:
                assert isinstance(edit, Edit)
                _check(edit, table)
        elif not has_header and not plan.questions:
            for edit in plan.edits.items:
                assert isinstance(edit, Edit)
                _check(edit, table)


def _check(edit: Edit, table: list[list[str]]) -> None:
    cell, after = edit.cell, edit.after
    if cell.district == CONTROL or cell.indicator == STATE or after is None:
        return
    value = int(after) // (10_000 if cell.indicator == "area_cleared_ha" else 1)
    if value >= 100 and value < 1000:
        assert value % 10 == COLUMNS.index(cell.indicator) + 1, (cell, after, table)


@pytest.mark.parametrize("seed", one_in(2, range(4)))
def test_no_table_of_whatever_texts_ends_in_an_exception(programme, seed: int) -> None:
    chance = random.Random(100 + seed)
    sheet, names = sheet_of(programme), all_headings()
    texts = [
        *OTHER,
        *FOREIGN,
        "Ağdam",
        "Агдам",
        "Total",
        "Control total",
        "Qarabağ",
        "AP",
        "ha",
        "7",
        "7,5",
        "1 651",
    ]
    for _ in range(TABLES // 4):
        width = chance.randrange(1, 9)
        table = [[chance.choice(texts) for _ in range(width)] for _ in range(chance.randrange(1, 9))]
        target = Target(sheet.districts[chance.randrange(13) :], COLUMNS[chance.randrange(4) :])
        plan_paste(sheet, programme, table, target, names)
