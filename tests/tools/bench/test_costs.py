"""The costs of a workbook are measured one by one, each beside its own yardstick."""

import pytest

from tools.bench import costs
from tools.bench.__main__ import OPERATIONS
from tools.bench.pairs import FEWEST
from tools.bench.scale.__main__ import slope


@pytest.fixture
def few(monkeypatch):
    """Two workbooks."""
    monkeypatch.setattr(costs, "FEW", 2)


@pytest.mark.parametrize("measure", [costs.reading, costs.comparing, costs.writing])
def test_each_cost_has_a_figure_of_its_own(few, tmp_path, measure):
    figure = measure(tmp_path, FEWEST)

    assert measure in OPERATIONS
    assert len(figure.ours) == len(figure.theirs) == FEWEST
    assert figure.ratio > 0


@pytest.mark.parametrize(("power", "seconds"), [(1, [1, 2, 4]), (2, [1, 4, 16]), (0, [3, 3, 3])])
def test_the_slope_is_the_power_with_which_the_cost_grows(power, seconds):
    assert slope([10, 20, 40], seconds) == pytest.approx(power)
