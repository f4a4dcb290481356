"""The sheet that is filled in: an office's districts and columns, live sums, and what is not right yet."""

from openpyxl.styles import Border, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Indicator, Programme
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import CONTROL, STATE
from fieldapp.exchange.form.checks import (
    ROW_WORDS,
    WRONG,
    put_approval,
    put_colours,
    put_validations,
    quoted,
    rounds_to,
    row_code,
    spliced,
)
from fieldapp.exchange.form.keys import (
    DISTRICT_KEYS,
    DISTRICT_NAMES,
    OTHER_ROWS,
    ROW_CHECKS,
    ROW_CODES,
    TOTAL_ROW,
)
from fieldapp.exchange.form.plan import FIRST_COLUMN, HEADING_ROW, FormPlan, plan_form
from fieldapp.exchange.xlsx.contract import (
    OFFICE_NAME,
    PERIOD_END,
    PERIOD_START,
    RECORD_ID,
    WORKBOOK_KIND,
    total_name,
)
from fieldapp.exchange.xlsx.page import set_paper
from fieldapp.exchange.xlsx.style import (
    COLOURS,
    DATES,
    WHOLE,
    fit,
    lines,
    merge,
    put,
    put_alarm,
    put_formula,
    set_height,
)
from fieldapp.texts.texts import Texts

_HECTARES = "#,##0.0###"
_FILLED_IN = "FFFCF0"
"""The ground of what is to be filled in."""


def fill_form(ws: Worksheet, record: Record, programme: Programme, texts: Texts) -> dict[str, str]:
    """Write the form of a record; the addresses of its named cells."""
    plan = plan_form(record, programme)
    widths = _set_widths(ws, plan, programme, texts)
    names = _put_top(ws, plan, record, programme, texts, widths)
    _put_heads(ws, plan, texts)
    for region, rows in plan.groups.items():
        if region in plan.heads:
            _put_region(ws, plan, region, programme, texts)
        for district, row in rows.items():
            _put_district(ws, plan, district, row, programme, texts)
    names |= _put_totals(ws, plan, texts)
    last = _put_sums(ws, plan, programme, texts)
    put_validations(ws, plan, texts)
    put_colours(ws, plan)
    office = texts.names(programme.office(record.office).names)
    footer = (f"{office} · {texts.period(record.period)}", record.id[:8])
    set_paper(ws, texts, (last, plan.state + 1), footer, landscape=True, header=HEADING_ROW)
    ws.print_area = f"B1:{get_column_letter(plan.state + 1)}{last}"
    for column in (1, plan.state + 2):
        ws.column_dimensions[get_column_letter(column)].hidden = True
    ws.row_dimensions[HEADING_ROW - 1].hidden = True
    ws.protection.sheet = True
    ws.protection.formatColumns = ws.protection.formatRows = False
    ws.sheet_view.selection[-1].activeCell = ws.sheet_view.selection[-1].sqref = f"C{plan.first}"
    return names


def put_practice(ws: Worksheet, record: Record, programme: Programme, texts: Texts) -> None:
    """Say of the form of a demonstration that it is one, beside whose it is."""
    first, last = FIRST_COLUMN + 1, plan_form(record, programme).state + 1
    top, bottom = 4, 5  # beside the days: the name of an office is longer than its cell
    for row in (top, bottom):
        for column in range(first, last + 1):
            is_first = (row, column) == (top, first)
            put(ws, row, column, texts("template.practice") if is_first else None, "notice")
    ws.merge_cells(start_row=top, start_column=first, end_row=bottom, end_column=last)


def _set_widths(ws: Worksheet, plan: FormPlan, programme: Programme, texts: Texts) -> float:
    """The width of all that is seen."""
    names = [texts.district(key, programme) for key in plan.rows]
    labels = [texts(f"template.{key}") for key in ("office", "from", "to", "total", "control")]
    width = fit(ws, 2, [*names, *labels, *(texts.names(item.names) for item in programme.sums)], 22, 40)
    for place, item in enumerate(plan.indicators, start=FIRST_COLUMN):
        width += fit(ws, place, [texts.names(item.short_names)], 14)
    for place, _, item, _ in plan.controls:
        width += fit(ws, place, [texts(f"grid.{item.key}")], 14)
    width += fit(ws, plan.state, [texts("template.mark"), texts("template.state")], 18)
    words = [texts(f"template.row-{code}") for code in ROW_WORDS]
    return width + fit(ws, plan.state + 1, words, 26, 44)


def _put_top(
    ws: Worksheet, plan: FormPlan, record: Record, programme: Programme, texts: Texts, width: float
) -> dict[str, str]:
    put(ws, 1, 2, texts("template.title"), "title")
    ws.row_dimensions[1].height = 28
    last = plan.state + 1
    how = texts("template.how", mark=texts("template.mark"))
    put(ws, 2, 2, how, "aside")
    merge(ws, 2, 2, last)
    set_height(ws, 2, lines(how, width * 1.05), line=13)
    office = texts.names(programme.office(record.office).names)
    for row, key, said in (
        (3, "office", office),
        (4, "from", record.period.start),
        (5, "to", record.period.end),
    ):
        put(ws, row, 2, texts(f"template.{key}"), "quiet")
        put(ws, row, 3, said, "subtitle", DATES[texts.language] if row > 3 else "")
        set_height(ws, row, 1)
    for row, said in ((1, record.kind.value), (2, record.id), (3, record.office)):
        put(ws, row, 1, said, "data")
    codes = f"${plan.codes}${plan.first}:${plan.codes}${plan.last}"
    wrong = f'COUNTIF({codes},">={WRONG}")+${plan.codes}${plan.control}'
    left = f"COUNTIF({codes},0)"
    said = (
        f"IF({wrong}>0,{spliced(texts, 'template.all-wrong', wrong)},"
        f"IF({left}>0,{spliced(texts, 'template.all-left', left)},{quoted(texts('template.all-right'))}))"
    )
    put_formula(ws, 6, 2, said, "subtitle")
    set_height(ws, 6, 1, least=22)
    put_alarm(ws, f"B6:{get_column_letter(last)}6", f"{wrong}>0")
    put_approval(ws, "B6", f"AND({wrong}=0,{left}=0)")
    return {
        WORKBOOK_KIND: "$A$1",
        RECORD_ID: "$A$2",
        OFFICE_NAME: "$A$3",
        PERIOD_START: "$C$4",
        PERIOD_END: "$C$5",
    }


def _put_heads(ws: Worksheet, plan: FormPlan, texts: Texts) -> None:
    keys = [
        DISTRICT_KEYS,
        DISTRICT_NAMES,
        *(item.key for item in plan.indicators),
        *(item.key for item, _ in plan.sums),
        STATE,
        ROW_CHECKS,
        ROW_CODES,
    ]
    for column, key in enumerate(keys, start=1):
        put(ws, HEADING_ROW - 1, column, key, "data")
    put(ws, HEADING_ROW, 2, texts("template.district"), "heading")
    for column, item in enumerate(plan.indicators, start=FIRST_COLUMN):
        put(ws, HEADING_ROW, column, texts.names(item.short_names), "heading-right")
    for column, _, item, _ in plan.controls:
        put(ws, HEADING_ROW, column, texts(f"grid.{item.key}"), "heading-right")
    put(ws, HEADING_ROW, plan.state, texts("template.state"), "heading-indented")
    put(ws, HEADING_ROW, plan.state + 1, texts("template.check"), "heading-indented")
    set_height(ws, HEADING_ROW, 1, least=24)


def _put_region(ws: Worksheet, plan: FormPlan, region: str, programme: Programme, texts: Texts) -> None:
    row, rows = plan.heads[region], plan.groups[region].values()
    put(ws, row, 1, OTHER_ROWS[0], "data")
    put(ws, row, 2, texts.names(programme.region(region).names), "region")
    for column, letter, item in plan.columns:
        sum_ = f"SUM({letter}{min(rows)}:{letter}{max(rows)})"
        put_formula(ws, row, column, sum_, "region-value", _format(item))
    for column in range(FIRST_COLUMN + len(plan.indicators), plan.state + 2):
        put(ws, row, column, None, "region")
    set_height(ws, row, 1, least=19)


def _put_district(
    ws: Worksheet, plan: FormPlan, district: str, row: int, programme: Programme, texts: Texts
) -> None:
    put(ws, row, 1, district, "data")
    put(ws, row, 2, texts.district(district, programme), "district")
    for column, _, item in plan.columns:
        _open(ws, row, column, "value", _format(item))
    for column, _, item, _ in plan.controls:
        _open(ws, row, column, "value", _format(item))
    _open(ws, row, plan.state, "state", "@")
    code = f"${plan.codes}{row}"
    words = ",".join(quoted(texts(f"template.row-{one}")) for one in ROW_WORDS)
    put_formula(ws, row, plan.state + 1, f"CHOOSE({code}+1,{words})", "state")
    put_formula(ws, row, plan.state + 2, row_code(plan, row, texts), "data")
    set_height(ws, row, 1, least=20)


def _put_totals(ws: Worksheet, plan: FormPlan, texts: Texts) -> dict[str, str]:
    """The sums of the columns, the control totals, and what differs; the names of the sums."""
    for row, key, style in (
        (plan.total, TOTAL_ROW, "total"),
        (plan.control, CONTROL, "label"),
        (plan.checks, OTHER_ROWS[2], "quiet"),
    ):
        put(ws, row, 1, key, "data")
        put(ws, row, 2, texts(f"template.{key.strip('#')}"), style)
        set_height(ws, row, 1, least=20)
    differing = []
    for column, letter, item in plan.columns:
        ranges = ",".join(
            f"{letter}{min(rows.values())}:{letter}{max(rows.values())}" for rows in plan.groups.values()
        )
        put_formula(ws, plan.total, column, f"SUM({ranges})", "total-value", _format(item))
        _open(ws, plan.control, column, "value", _format(item))
        own, total = f"{letter}{plan.control}", f"{letter}{plan.total}"
        agrees = f"ABS({own}-{total})<0.00005"
        if item.unit is Unit.HECTARE:
            agrees = f"OR({agrees},{rounds_to(own, total, ranges.split(','))})"
        differs = f'IF({own}="",0,IF(ISNUMBER({own}),IF({agrees},0,1),1))'
        differing.append(differs)
        words = f"IF({differs}=0,{quoted(texts('template.agrees'))},{quoted(texts('template.differs'))})"
        put_formula(ws, plan.checks, column, f'IF({own}="","",{words})', "value-wrapped")
        put_alarm(ws, f"{letter}{plan.checks}", f"{differs}=1")
        put_approval(ws, f"{letter}{plan.checks}", f'AND({own}<>"",{differs}=0)')
    put_formula(ws, plan.control, plan.state + 2, "+".join(differing), "data")
    found = f"${plan.codes}${plan.first}:${plan.codes}${plan.last}"
    answered = spliced(
        texts, "template.of", f"COUNTIF({found},1)+COUNTIF({found},2)", expected=len(plan.rows)
    )
    put_formula(ws, plan.total, plan.state, answered, "total-state")
    put(ws, plan.total, plan.state + 1, texts("template.answered"), "total-state")
    for column, _, _, _ in plan.controls:
        put(ws, plan.total, column, None, "total-value")
    for row in (plan.control, plan.checks):
        for column in range(FIRST_COLUMN + len(plan.indicators), plan.state + 2):
            put(ws, row, column, None, "label" if row == plan.control else "quiet")
    return {total_name(item.key): f"${letter}${plan.total}" for _, letter, item in plan.columns}


def _put_sums(ws: Worksheet, plan: FormPlan, programme: Programme, texts: Texts) -> int:
    """The sums across columns; the last row that is used."""
    letters = {item.key: letter for _, letter, item in plan.columns}
    row = plan.checks
    for item in programme.sums:
        if {*item.of} <= letters.keys():
            row += 1
            put(ws, row, 1, OTHER_ROWS[1], "data")
            put(ws, row, 2, texts.names(item.names), "label")
            formula = "+".join(f"{letters[key]}{plan.total}" for key in item.of)
            put_formula(ws, row, FIRST_COLUMN, formula, "value", WHOLE)
            set_height(ws, row, 1, least=19)
    return row


def _open(ws: Worksheet, row: int, column: int, style: str, number_format: str) -> None:
    """A cell to fill: the only ones that are not locked, with a frame."""
    cell = put(ws, row, column, None, style, number_format)
    cell.protection = Protection(locked=False)
    edge = Side(style="thin", color=COLOURS["heavy"])
    cell.border = Border(left=edge, right=edge, top=edge, bottom=edge)
    cell.fill = PatternFill("solid", start_color=_FILLED_IN)


def _format(item: Indicator) -> str:
    return WHOLE if item.unit is Unit.COUNT else _HECTARES
