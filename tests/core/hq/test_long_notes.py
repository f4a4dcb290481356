"""Two heads say two long remarks of one cell: what is shown of both is no longer than a note may be."""

import random
from dataclasses import replace

from fieldapp.core.edits import LONGEST_NOTE
from fieldapp.core.hq.fold import fold_records
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from tests.core.hq.histories import Life

CELL = Cell("agdam", "uxo")


def test_the_remarks_of_several_heads_fit_into_one_note(programme: Programme) -> None:
    heads = []
    for number, letter in enumerate("xy"):
        life = Life(random.Random(number), programme, f"file-{number}")
        life.type()
        heads.append(replace(life.send(), notes={CELL: letter * LONGEST_NOTE}))

    folded = fold_records({record.id: record for record in heads})

    (note,) = folded.notes().values()
    assert len(folded.heads) == 2
    assert len(note) <= LONGEST_NOTE
