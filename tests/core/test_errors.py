from fieldapp.core.errors import FieldAppError


def test_an_error_keeps_its_code_and_what_its_sentence_shows() -> None:
    error = FieldAppError("unknown-office", text="baku", known="hq")

    assert error.code == "unknown-office"
    assert error.details == {"text": "baku", "known": "hq"}


def test_an_error_shows_developers_both() -> None:
    assert str(FieldAppError("unknown-office", text="baku")) == "unknown-office(text='baku')"


def test_a_detail_may_be_called_code() -> None:
    assert FieldAppError("file-damaged", code=11).details == {"code": 11}
