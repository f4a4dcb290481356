"""The hidden words by which a form is found again in a workbook, wherever its rows and columns have gone."""

DISTRICT_KEYS = "district_code"
"""Over the column of the districts' keys; the row in which it stands has the keys of all columns."""
DISTRICT_NAMES = "district_name"
ROW_CHECKS = "check"
ROW_CODES = "check_code"

TOTAL_ROW = "#total"
OTHER_ROWS = ("#region", "#sum", "#checks")
"""Rows of the form's own; nothing in them is filled in."""
