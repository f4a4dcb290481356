"""Dialogs of the press with something in them, without any publication: for whoever looks at all dialogs."""

from dataclasses import replace
from datetime import timedelta

from fieldapp.core.changes import Change, Effect
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.publication import AfterPublication, Publication
from fieldapp.core.period import month_of
from fieldapp.core.published.kept import AfterPrint, PrintedFigures
from fieldapp.publishing import PressOrder, draft_texts
from fieldapp.ui.kit.notice import Message, error_message
from fieldapp.ui.press.dialog import PressDialog
from fieldapp.ui.press.options import FIRST_DAY, PressOptions
from fieldapp.ui.press.published_dialog import PublishedDialog
from tests.ui.driving import NOW, WEEK

WHO = "Məhəmmədhüseyn Şahverdixanoğlu-Talıbxanbəyli"
HECTARES = "area_cleared_ha"


def drafts_of(document, *, errors=0, disputed=0):
    asked = PressOrder(document.period, since=FIRST_DAY)
    drafts = draft_texts(document.store, asked, ("az", "en", "ru"), document.today)
    return {key: replace(one, errors=errors, disputed=disputed) for key, one in drafts.items()}


def press_dialog(document, kit, window, **obstacles) -> PressDialog:
    """A text with a total: of one language as it was published, of one in other words, of one not yet."""
    known = document.programme.organisations
    options = PressOptions(document.period, document.programme, (*known,), kit)
    options.has_total.setChecked(True)
    dialog = PressDialog(options, drafts_of(document, **obstacles), kit, window)
    said = {"at": kit.texts.date(NOW.date()), "who": WHO}
    states = (
        ("done", kit.texts("press.is-published", **said)),
        ("warning", kit.texts("press.is-other", **said)),
        ("", kit.texts("press.not-yet")),
    )
    for one, state in zip(dialog.columns.values(), states, strict=True):
        one.show_state(*state)
    return dialog


def press_dialogs(document, kit, window) -> list[PressDialog]:
    """A text that was just published; one that errors stand against, whose words were changed, and whose
    figure was typed over."""
    done, held = (
        press_dialog(document, kit, window),
        press_dialog(document, kit, window, errors=2, disputed=5),
    )
    done.tell(Message("done", lambda texts: texts("press.copied", language=texts("press.language-az"))))
    for one in held.columns.values():
        one.field.setPlainText(f"{one.field.toPlainText()} {WHO}")
    held.tell(error_message(FieldAppError("publication-disputed", period=WEEK, n=5)))
    return [done, held]


def published_dialogs(document, kit, window) -> list[PublishedDialog]:
    """Nothing; and a text that is right, one that has been replaced, one that is something else since, and
    what others printed."""
    drafts, month = drafts_of(document), month_of(document.period.start)
    cell = Change("agdam", HECTARES, 50_000, 123_456_789)
    effects = tuple(Effect(span, HECTARES, 650_000, 124_106_789) for span in (document.period, month))
    texts = [
        Publication(str(at), document.period, language, "wire", draft.wording.text, draft.basis, NOW, WHO)
        for at, (language, draft) in enumerate(drafts.items())
    ]
    found = (
        AfterPublication(replace(texts[0], why="the press waits"), True, False, (), ()),
        AfterPublication(replace(texts[1], at=NOW + timedelta(days=1)), False, True, (), ()),
        AfterPublication(texts[2], False, False, (cell,), effects),
    )
    source = "The agency's monthly bulletin, the Russian page, as it was printed on the first of the month"
    print_ = PrintedFigures(document.period, source, {"uxo": 130, HECTARES: 650_000})
    prints = (AfterPrint(print_, {HECTARES: (650_000, 124_106_789)}),)
    about = document.programme, document.now(), kit, window
    return [PublishedDialog((), (), *about), PublishedDialog(found, prints, *about)]
