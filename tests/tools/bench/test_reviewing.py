"""The checks view is measured in the real window, from the key until all is listed."""

from tools.bench.reviewing import LIMIT, reviewed
from tools.bench.scene import make_file, programme_of


def test_the_view_is_measured_once_all_sheets_were_looked_at(qapp, tmp_path):
    make_file(tmp_path / "large.fieldapp", 3, programme_of(4, 2))

    measured = reviewed(tmp_path / "large.fieldapp", 3)

    assert (measured.operation, measured.limit) == ("checks view over ten years", LIMIT)
    assert len(measured.ours) == 3
    assert min(measured.ours) > 0
