"""The version of the app, in one place: pyproject, workbook properties and `--version` read it."""

VERSION = "0.1.0"
