"""What a form checks by itself while it is filled in: by formulas, by what its cells take, and by colours."""

from collections.abc import Sequence

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Indicator
from fieldapp.exchange.form.plan import FormPlan
from fieldapp.exchange.xlsx.style import COLOURS, put_alarm
from fieldapp.texts.texts import Texts

ROW_WORDS = ("empty", "mark", "right", "both", "text", "missing", "range", "word", "total")
"""What a row is, in the order of its codes: from `WRONG` on it is not right."""
WRONG = 3
_FOUND = "\0"
_NOTHING = "0.000005"
"""Less than any square metre, in hectares."""


def row_code(plan: FormPlan, row: int, texts: Texts) -> str:
    """The formula that tells which of ROW_WORDS a row is."""
    cells = f"$C{row}:${plan.letters[-1]}{row}"
    mark = f"${get_column_letter(plan.state)}{row}"
    wrong = ",".join(_is_out_of_range(f"${letter}{row}", item) for _, letter, item in plan.columns)
    n = len(plan.indicators)
    marked, right = (_unless_totals_differ(plan, row, code) for code in (1, 2))
    return (
        f'IF(AND(COUNTA({cells})=0,{mark}=""),0,IF({mark}<>"",'
        f"IF({mark}<>{quoted(texts('template.mark'))},7,IF(COUNTA({cells})=0,{marked},3)),"
        f"IF(COUNT({cells})<COUNTA({cells}),4,IF(COUNT({cells})<{n},5,IF(OR({wrong}),6,{right})))))"
    )


def _unless_totals_differ(plan: FormPlan, row: int, code: int) -> str:
    """The code of a row whose control totals agree, as far as it has any."""
    if not plan.sums:
        return str(code)
    differing = ",".join(_differs(f"${letter}", parts, row) for _, letter, _, parts in plan.controls)
    return f"IF(OR({differing}),{ROW_WORDS.index('total')},{code})"


def _differs(letter: str, parts: Sequence[str], row: int) -> str:
    """Whether a control total of a row says something else than its figures."""
    total, cells = f"{letter}{row}", [f"${part}{row}" for part in parts]
    added = f"SUM({','.join(cells)})"
    rounded = rounds_to(total, added, cells)
    return f'IF({total}="",FALSE,IF(ISNUMBER({total}),NOT(OR(ABS({total}-{added})<0.00005,{rounded})),TRUE))'


def rounds_to(total: str, added: str, cells: Sequence[str]) -> str:
    """Whether figures in some ranges are finer than their control total, as `excess` has it, and their sum
    rounds to it. Counts are whole, and never are."""
    places = (
        f"IF(ABS({total}-ROUND({total},1))<{_NOTHING},1,IF(ABS({total}-ROUND({total},2))<{_NOTHING},2,3))"
    )
    numbers = "+".join(f"SUMPRODUCT(--(ABS({one})>{_NOTHING}))" for one in cells)
    fine = "+".join(f"SUMPRODUCT(--(ABS({one}-ROUND({one},{places}))>{_NOTHING}))" for one in cells)
    return (
        f"IFERROR(AND({fine}>0,{numbers}-({fine})<=INT(({numbers})/4),"
        f"ABS(ROUND({added},{places})-{total})<{_NOTHING}),FALSE)"
    )


def _is_out_of_range(cell: str, item: Indicator) -> str:
    """Less than nothing, a part of a mine, or finer than a square metre."""
    if item.unit is Unit.COUNT:
        return f"{cell}<0,{cell}<>INT({cell})"
    scale = item.unit.scale
    return f"{cell}<0,ABS({cell}*{scale}-ROUND({cell}*{scale},0))>0.001"


def put_validations(ws: Worksheet, plan: FormPlan, texts: Texts) -> None:
    """Have the cells to fill refuse what can only be a slip; what was pasted is told by the formulas."""
    columns = [(letter, item, True) for _, letter, item in plan.columns]
    columns += [(letter, item, False) for _, letter, item, _ in plan.controls]
    for letter, item, has_total in columns:
        is_count = item.unit is Unit.COUNT
        rule = DataValidation(
            type="whole" if is_count else "decimal",
            operator="greaterThanOrEqual",
            formula1="0",
            allow_blank=True,
        )
        _say(rule, texts, "count" if is_count else "area")
        for rows in plan.groups.values():
            rule.add(f"{letter}{min(rows.values())}:{letter}{max(rows.values())}")
        if has_total:
            rule.add(f"{letter}{plan.control}")
        ws.add_data_validation(rule)
    mark = DataValidation(type="list", formula1=quoted(texts("template.mark")), allow_blank=True)
    _say(mark, texts, "mark")
    letter = get_column_letter(plan.state)
    for rows in plan.groups.values():
        mark.add(f"{letter}{min(rows.values())}:{letter}{max(rows.values())}")
    ws.add_data_validation(mark)


def _say(rule: DataValidation, texts: Texts, key: str) -> None:
    rule.errorStyle, rule.showErrorMessage = "stop", True
    rule.errorTitle, rule.error = texts("template.refused"), texts(f"template.only-{key}")


def put_colours(ws: Worksheet, plan: FormPlan) -> None:
    """Red what is not right, in the accent what is; the words say the same."""
    letter = get_column_letter(plan.state + 1)
    code = f"${plan.codes}{plan.first}"
    words = f"{letter}{plan.first}:{letter}{plan.last}"
    put_alarm(ws, words, f"AND(ISNUMBER({code}),{code}>={WRONG})")
    put_approval(ws, words, f"AND(ISNUMBER({code}),{code}>0,{code}<{WRONG})")
    for _, column, item in plan.columns:
        cell = f"{column}{plan.first}"
        alarm = (
            f'AND(ISNUMBER({code}),OR(AND({cell}<>"",NOT(ISNUMBER({cell}))),AND({cell}="",{code}=5),'
            f'AND({cell}<>"",{code}=3),IF(ISNUMBER({cell}),OR({_is_out_of_range(cell, item)}),FALSE)))'
        )
        put_alarm(ws, f"{cell}:{column}{plan.last}", alarm)
    for _, column, _, parts in plan.controls:
        alarm = f"AND(ISNUMBER({code}),{code}>0,{_differs(f'${column}', parts, plan.first)})"
        put_alarm(ws, f"{column}{plan.first}:{column}{plan.last}", alarm)
    mark = f"{get_column_letter(plan.state)}{plan.first}"
    area = f"{mark}:{get_column_letter(plan.state)}{plan.last}"
    put_alarm(ws, area, f"AND(ISNUMBER({code}),OR({code}=3,{code}=7))")


def put_approval(ws: Worksheet, cells: str, formula: str) -> None:
    """Have cells say in the accent that all is well, as long as a formula is true."""
    look = DifferentialStyle(font=Font(bold=True, color=COLOURS["accent"]))
    ws.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=[formula]))


def spliced(texts: Texts, key: str, found: str, **values: object) -> str:
    """A text in which `{found}` is a number that a formula finds."""
    before, _, after = texts(key, found=_FOUND, **values).partition(_FOUND)
    return "&".join(
        [*([quoted(before)] if before else []), f"({found})", *([quoted(after)] if after else [])]
    )


def quoted(text: str) -> str:
    """A text in a formula."""
    return '"' + text.replace('"', '""') + '"'
