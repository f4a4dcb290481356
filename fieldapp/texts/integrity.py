"""What a comparison of a whole data file has found, as lines for a terminal or a dialog."""

from collections.abc import Sequence

from fieldapp.core.integrity import Compared, Problem
from fieldapp.core.programme import Programme
from fieldapp.texts.texts import Texts


def integrity_lines(
    sheets: int, rows: int, problems: Sequence[Problem], programme: Programme, texts: Texts
) -> list[str]:
    """What was compared, and a line for each problem, or that there is none."""
    found = [problem_line(problem, programme, texts) for problem in problems]
    return [texts("integrity.compared", n=sheets, rows=rows), *(found or [texts("integrity.whole")])]


def problem_line(problem: Problem, programme: Programme, texts: Texts) -> str:
    """What does not fit, and where."""
    key = problem.sheet
    names = {office.key: texts.names(office.names) for office in programme.offices}
    if key is None:
        told = names.get(problem.told, problem.told) if problem.what is Compared.LIST else problem.told
        return texts(f"integrity.{problem.what.value}", told=told)
    office = names.get(key.office, key.office)
    return texts(f"integrity.{problem.what.value}-of-sheet", office=office, period=key.period)
