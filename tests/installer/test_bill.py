"""The bill of materials beside Setup.exe is one that other programs can read."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.installer


def test_the_bill_is_valid_cyclonedx(setup: Path):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    bill = setup.with_name(setup.name.replace("-Setup.exe", ".cdx.json"))
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill.read_text(encoding="utf-8"))

    assert wrong is None
