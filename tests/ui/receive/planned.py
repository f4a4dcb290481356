"""Dialogs of receiving with something in them, without any file: for whoever looks at all dialogs."""

from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.answer import CorrectedCell
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.correction import Maker, record_rows
from fieldapp.core.hq.plan import make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.records.record import Lineage, Record, RecordKind
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.hq.adopting import OfferedRecord
from fieldapp.ui.kit.notice import error_message
from fieldapp.ui.receive.answer_dialog import AnswerDialog, AnswerLine, Told
from fieldapp.ui.receive.considered import Choices, consider
from fieldapp.ui.receive.plan_dialog import PlanDialog
from fieldapp.ui.receive.plan_words import PlanWords
from fieldapp.ui.receive.step_aside import StepDialog
from fieldapp.ui.work.progress import Progress
from fieldapp.ui.work.wait import WaitDialog
from tests.ui.driving import NOW, WEEK

KEY = SheetKey("karabakh", WEEK)
UXO = Cell("agdam", "uxo")


def record(programme, file: str, uxo: int) -> Record:
    values = {Cell("agdam", "ap_mines"): 1, UXO: uxo}
    return Record(
        kind=RecordKind.SHEET,
        programme=programme.key,
        version=programme.version,
        definition=programme.digest,
        office="karabakh",
        period=WEEK,
        revision=1,
        is_sent=True,
        lineage=Lineage(file),
        by="Məhəmmədhüseyn Şahverdixanoğlu-Talıbxanbəyli",
        reason="the team leader has found the page that was missing from the paper",
        rows=record_rows(values, KEY, programme),
    )


def plan_dialogs(document, kit, window) -> list[PlanDialog]:
    """Nothing read yet; a dispute, a file that cannot be read, and what went wrong."""
    programme = document.programme
    records = [record(programme, "one", 10), record(programme, "two", 12)]
    arrivals = [
        Arrival(Path(f"/in/karabakh-{number}.xlsx"), str(number) * 64, ArrivalKind.SHEET, one)
        for number, one in enumerate(records)
    ]
    error = FieldAppError("not-a-workbook", path=Path("/in/odd.xlsx"))
    arrivals.append(Arrival(Path("/in/odd.xlsx"), "f" * 64, ArrivalKind.UNREADABLE, error=error))
    plan = make_plan(Holdings(), arrivals, programme, ())
    words = PlanWords(programme, kit, document.now)
    empty, full = (PlanDialog(programme, words, kit, window) for _ in range(2))
    full.show_considered(consider(plan, Choices(), programme, Maker("hq", "Leyla", NOW)), Choices())
    full.table.selectRow(1)
    full.tell(error_message(FieldAppError("disk-full", path=document.store.path)))
    return [empty, full]


def step_dialog(kit, window) -> StepDialog:
    """Receiving is being undone; who stops it is heard at once."""
    dialog = StepDialog("step.back", Progress(), kit, window)
    dialog.work.stopped.connect(dialog.accept)
    return dialog


def wait_dialog(kit, window) -> WaitDialog:
    """A report of many sheets is being made; who stops it is heard at once."""
    dialog = WaitDialog("wait.report", "wait.beginning", Progress(), kit, window)
    dialog.work.stopped.connect(dialog.accept)
    return dialog


def answer_dialog(document, kit, window) -> AnswerDialog:
    """Codes that differ, a revision that is not there, a correction."""
    made = record(document.programme, "hq", 13)
    offer = OfferedRecord(KEY, made, (CorrectedCell(KEY, UXO, 10, 13, made.id),), {UXO: 13})
    code = {"year": "2025", "code": "7KQ4-XM2P", "theirs": "9CDE-HJ3R"}
    lines = (
        AnswerLine("done", lambda texts: texts("answer.taken", at="20.03.2025", n=12)),
        AnswerLine("warning", lambda texts: texts("answer.code-unequal", **code)),
        AnswerLine("warning", lambda texts: texts("answer.unsent", period=WEEK, revision="2")),
    )
    told = Told(lambda texts: texts("adopt.title", at=texts.date(NOW.date()), who=made.by), lines, (offer,))
    return AnswerDialog(lambda: told, document.programme, kit, window)
