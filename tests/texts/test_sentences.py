from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Standing, make_report
from fieldapp.core.sheet import RowState
from fieldapp.texts.sentences import dates, names_of, ready_sentence
from fieldapp.texts.texts import Texts, read_texts
from tests.core.making import NO_OPERATIONS, WEEK, Row, days, refusal, sheet_of

EN, AZ, RU = map(read_texts, ("en", "az", "ru"))
FIGURES: Row = (155, 49, 606, 16_511_000)
FROM = (
    "dən dən dən dən dən dan dən dən dan dan dən dən dən dən dən dan dən dən dan dən "
    "dən dən dən dən dən dan dən dən dan dan dən"
)
MONTHS_OF = (
    "yanvarın fevralın martın aprelin mayın iyunun iyulun avqustun sentyabrın oktyabrın noyabrın dekabrın"
)


def report_of(
    programme: Programme, rows: Mapping[str, Row], period: Period = WEEK, *, others: Row = (0, 0, 0, 0)
) -> Report:
    """A report; districts that are not named have the row `others`."""
    filled = {**{district.key: others for district in programme.expected("hq", period)}, **rows}
    return make_report(programme, "hq", period, [(sheet_of(programme, filled, period), Standing())])


@pytest.mark.parametrize(
    ("period", "en", "az", "ru"),
    [
        (
            "2025-W11",
            "from 10 to 16 March 2025",
            "10.03.2025 – 16.03.2025 tarixlərində",
            "с 10 по 16 марта 2025 года",
        ),
        (
            "2025-10-27..2025-11-02",
            "from 27 October to 2 November 2025",
            "27.10.2025 – 02.11.2025 tarixlərində",
            "с 27 октября по 2 ноября 2025 года",
        ),
        (
            "2026-W01",
            "from 29 December 2025 to 4 January 2026",
            "29.12.2025 – 04.01.2026 tarixlərində",
            "с 29 декабря 2025 года по 4 января 2026 года",
        ),
        (
            "2025-05-02..2025-05-08",
            "from 2 to 8 May 2025",
            "02.05.2025 – 08.05.2025 tarixlərində",
            "со 2 по 8 мая 2025 года",
        ),
        ("2025-05-01..2025-05-01", "on 1 May 2025", "01.05.2025 tarixində", "1 мая 2025 года"),
    ],
)
def test_a_period_is_printed_as_the_press_of_each_language_does(
    period: str, en: str, az: str, ru: str
) -> None:
    assert [dates(days(period), texts) for texts in (EN, AZ, RU)] == [en, az, ru]


def test_the_wire_form_puts_places_first_and_names_ap_at_uxo(programme: Programme) -> None:
    report = report_of(programme, {"agdam": FIGURES}, others=NO_OPERATIONS)

    assert ready_sentence(report, EN, "wire", "apa") == (
        "From 10 to 16 March 2025, in mine clearance operations in Aghdam, 155 anti-personnel mines, "
        "49 anti-tank mines and 606 unexploded ordnance were discovered and neutralised. "
        "1,651.1 hectares of land were cleared of mines and unexploded ordnance."
    )


def test_the_post_form_names_at_ap_uxo_and_puts_organisations_and_places_last(programme: Programme) -> None:
    report = report_of(programme, {"agdam": FIGURES}, others=NO_OPERATIONS)

    assert ready_sentence(report, RU, "post", "apa") == (
        "С 10 по 16 марта 2025 года обнаружено и обезврежено 49 противотанковых мин, "
        "155 противопехотных мин и 606 неразорвавшихся боеприпасов. "
        "От мин и неразорвавшихся боеприпасов очищено 1\u00a0651,1 гектара территории. "
        "В операциях участвовали ANAMA, Министерство обороны, Министерство по чрезвычайным ситуациям, "
        "Государственная пограничная служба и четыре частные компании. "
        "Места проведения операций: Агдам."
    )


def test_a_programme_says_which_wording_is_printed(programme: Programme) -> None:
    forms = tuple(replace(form, wording="found") for form in programme.forms)
    report = report_of(replace(programme, forms=forms), {"agdam": FIGURES}, others=NO_OPERATIONS)

    assert "and 606 items of unexploded ordnance were found and neutralised." in ready_sentence(
        report, EN, "wire", "apa"
    )


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025-W11", "2025-ci il martın 10-dan 16-dək"),
        ("2025-09-29..2025-10-05", "2025-ci il sentyabrın 29-dan oktyabrın 5-dək"),
        ("2026-W01", "2025-ci il dekabrın 29-dan 2026-cı il yanvarın 4-dək"),
        ("2024-05-02..2024-05-08", "2024-cü il mayın 2-dən 8-dək"),
        ("2030-07-01..2030-07-20", "2030-cu il iyulun 1-dən 20-dək"),
        ("2026-06-06..2026-06-06", "2026-cı il iyunun 6-da"),
    ],
)
def test_azerbaijani_says_a_period_in_words(period: str, said: str) -> None:
    assert dates(days(period), AZ, "words") == said


def test_every_day_of_a_year_has_its_ending_in_azerbaijani() -> None:
    """The endings of the days as the press prints them, written down."""
    from_ = dict(zip(range(1, 32), FROM.split(), strict=True))
    for month, name in enumerate(MONTHS_OF.split(), start=1):
        for day in range(1, monthrange(2025, month)[1]):
            period = Period(date(2025, month, day), date(2025, month, day + 1))

            assert dates(period, AZ, "words") == f"2025-ci il {name} {day}-{from_[day]} {day + 1}-dək"


def test_the_programme_says_the_period_in_words_or_in_numbers(programme: Programme) -> None:
    report = report_of(programme, {"agdam": FIGURES}, others=NO_OPERATIONS)

    assert ready_sentence(report, AZ, "wire").startswith("2025-ci il martın 10-dan 16-dək Ağdam ərazisində ")
    assert ready_sentence(report, AZ, "post").startswith("10.03.2025 – 16.03.2025 tarixlərində 49 tank ")


@pytest.mark.parametrize(
    ("texts", "in_numbers"),
    [(EN, "from 10.03.2025 to 16.03.2025"), (RU, "с 10.03.2025 по 16.03.2025")],
)
def test_every_language_can_say_a_period_in_numbers(texts: Texts, in_numbers: str) -> None:
    assert dates(WEEK, texts, "numbers") == in_numbers


@pytest.mark.parametrize(
    ("districts", "covered"),
    [
        (1, "13 rayondan 1-ini"),
        (2, "13 rayondan 2-sini"),
        (6, "13 rayondan 6-sını"),
        (9, "13 rayondan 9-unu"),
    ],
)
def test_what_the_figures_cover_has_the_right_ending(
    programme: Programme, districts: int, covered: str
) -> None:
    rows = {district.key: FIGURES for district in programme.expected("hq", WEEK)[:districts]}
    sentence = ready_sentence(report_of(programme, rows, others=()), AZ, "wire", "apa")

    assert sentence.endswith(f"Göstəricilər {covered} əhatə edir.")


def test_a_district_that_lacks_a_week_is_covered_and_not_without_a_gap(programme: Programme) -> None:
    whole, silent = days("2025-W10"), {"susa": ()}
    month, weeks = days("2025-03-01..2025-03-31"), [({}, whole), (silent, WEEK)]
    others = {district.key: (1, 0, 0, 0) for district in programme.expected("hq", WEEK)}
    sheets = [(sheet_of(programme, {**others, **rows}, days), Standing()) for rows, days in weeks]
    report = make_report(programme, "hq", month, sheets)
    told = [ready_sentence(report, texts, "wire", "apa") for texts in (EN, AZ, RU)]

    assert "Figures cover 13 of 13 districts, 12 of them without a gap." in told[0]
    assert "Göstəricilər 13 rayondan 13-ünü əhatə edir, onlardan 12-si fasiləsiz." in told[1]
    assert "Данные охватывают 13 из 13 районов, из них без пропусков 12." in told[2]


def test_a_week_that_an_office_did_not_send_is_a_gap_of_its_districts(programme: Programme) -> None:
    month, sheets = days("2025-03-01..2025-03-31"), []
    for office, week in (("karabakh", "2025-W10"), ("karabakh", "2025-W11"), ("east-zangezur", "2025-W10")):
        expected = programme.expected(office, days(week))
        rows = {district.key: (1, 0, 0, 0) for district in expected}
        sheet = sheet_of(programme, rows, days(week), office=office)
        sheets.append((replace(sheet, office=office), Standing()))
    report = make_report(programme, "hq", month, sheets)

    assert (report.told, report.reported, report.whole, report.expected) == (13, 13, 8, 13)
    assert "Figures cover 13 of 13 districts, 8 of them without a gap." in ready_sentence(report, EN, "wire")


def test_a_district_that_was_not_there_yet_has_no_gap(programme: Programme) -> None:
    """Aghdara is a district since 5 December 2023."""
    sheets = []
    for week in ("2023-11-27..2023-12-03", "2023-12-04..2023-12-10"):
        rows = {district.key: (1, 0, 0, 0) for district in programme.expected("hq", days(week))}
        sheets.append((sheet_of(programme, rows, days(week)), Standing()))
    report = make_report(programme, "hq", days("2023-11-27..2023-12-10"), sheets)

    assert report.whole == report.told == report.expected
    assert "Figures cover" not in ready_sentence(report, EN, "wire")


@pytest.mark.parametrize(
    ("chosen", "en", "az", "ru"),
    [
        ((), "", "", ""),
        (
            ("ministry-of-defence",),
            "Organisation taking part: Ministry of Defence. ",
            "Əməliyyatlarda Müdafiə Nazirliyi iştirak edib. ",
            "Участие в операциях: Министерство обороны. ",
        ),
        (
            ("anama", "state-border-service"),
            "Organisations taking part: ANAMA and State Border Service. ",
            "Əməliyyatlarda ANAMA və Dövlət Sərhəd Xidməti iştirak edib. ",
            "В операциях участвовали ANAMA и Государственная пограничная служба. ",
        ),
    ],
)
def test_the_post_form_says_which_organisations_were_chosen_and_nothing_where_none_were(
    programme: Programme, chosen: tuple[str, ...], en: str, az: str, ru: str
) -> None:
    report = report_of(programme, {"agdam": FIGURES}, others=NO_OPERATIONS)
    nobody = replace(report, organisations=())

    for texts, said in ((EN, en), (AZ, az), (RU, ru)):
        without = ready_sentence(nobody, texts, "post", "apa")
        place = without.rindex(texts("sentences.places", places="|").partition("|")[0])
        told = ready_sentence(replace(report, organisations=chosen), texts, "post", "apa")
        assert told == without[:place] + said + without[place:]
        assert ready_sentence(nobody, texts, "wire") == ready_sentence(report, texts, "wire")


@pytest.mark.parametrize("form", ["wire", "post"])
def test_every_figure_stands_before_its_own_name(programme: Programme, any_texts: Texts, form: str) -> None:
    """Two templates with opposite order circulate; a swapped pair must not come from us."""
    sentence = ready_sentence(report_of(programme, {"agdam": FIGURES}), any_texts, form, "north-south")

    for key, number in zip(("ap_mines", "at_mines", "uxo"), (155, 49, 606), strict=True):
        indicator = programme.indicator(key)
        forms = {**(indicator.counted or {}), **indicator.counted_discovered}[any_texts.language]
        assert any_texts.plural(forms, number).format(number=number) in sentence


@pytest.mark.parametrize("form", ["wire", "post"])
def test_a_column_without_finds_is_left_out_and_never_printed_as_0(
    programme: Programme, any_texts: Texts, form: str
) -> None:
    sentence = ready_sentence(
        report_of(programme, {"agdam": (0, 5, 62, 4_670_000)}), any_texts, form, "north-south"
    )
    absent = programme.indicator("ap_mines").counted[any_texts.language]["other"].format(number="").strip()

    assert absent not in sentence
    assert " 0 " not in sentence


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ((1, 0, 0, 10_000), "1 anti-personnel mine was discovered and neutralised."),
        ((0, 0, 2, 10_000), "2 unexploded ordnance were discovered and neutralised."),
        ((1, 1, 0, 10_000), "1 anti-personnel mine and 1 anti-tank mine were discovered and neutralised."),
        ((0, 0, 0, 10_000), "no mines or unexploded ordnance were discovered."),
    ],
)
def test_one_find_and_none_have_their_own_grammar(programme: Programme, row: Row, found: str) -> None:
    sentence = ready_sentence(report_of(programme, {"agdam": row}, others=NO_OPERATIONS), EN, "wire", "apa")

    assert found in sentence


@pytest.mark.parametrize(
    ("number", "phrase"),
    [
        (1, "обнаружено и обезврежено: 1 противопехотная мина."),
        (3, "обнаружено и обезврежено 3 противопехотные мины."),
        (5, "обнаружено и обезврежено 5 противопехотных мин."),
        (11, "обнаружено и обезврежено 11 противопехотных мин."),
        (21, "обнаружено и обезврежено: 21 противопехотная мина."),
        (111, "обнаружено и обезврежено 111 противопехотных мин."),
    ],
)
def test_russian_mines_are_declined(programme: Programme, number: int, phrase: str) -> None:
    sentence = ready_sentence(report_of(programme, {"agdam": (number, 0, 0, 0)}), RU, "post", "apa")

    assert phrase in sentence


def test_without_area_no_area_is_claimed(programme: Programme) -> None:
    sentence = ready_sentence(report_of(programme, {"agdam": (1, 0, 0, 0)}), EN, "wire", "apa")

    assert "hectare" not in sentence


def test_printed_hectares_are_rounded_half_up(programme: Programme) -> None:
    sentence = ready_sentence(report_of(programme, {"agdam": (1, 0, 0, 5_164_500)}), EN, "wire", "apa")

    assert "516.5 hectares" in sentence


@pytest.mark.parametrize("order", ["north-south", "post", "apa"])
def test_places_stand_in_the_chosen_order(programme: Programme, any_texts: Texts, order: str) -> None:
    report = report_of(programme, {})
    names = [any_texts.district(key, programme) for key in programme.order(order)[:13]]

    assert names_of(report, any_texts, report.in_order(order)) == names
    assert any_texts.listed(names) in ready_sentence(report, any_texts, "wire", order)


def test_an_unknown_order_is_refused(programme: Programme) -> None:
    with pytest.raises(FieldAppError) as error:
        ready_sentence(report_of(programme, {}), EN, "wire", "alphabet")

    assert refusal(error)[0] == "unknown-order"


def test_gazakh_is_named_with_its_villages(programme: Programme) -> None:
    report = report_of(programme, {}, days("2025-W20"))

    assert names_of(report, EN, report.in_order("apa", RowState.REPORTED))[-1] == (
        "Gazakh (Baghanis Ayrum, Ashagi Eskipara, Kheyrimli and Gizilhajili)"
    )


def test_places_without_operations_are_not_named(programme: Programme) -> None:
    report = report_of(programme, {"susa": NO_OPERATIONS, "agdam": FIGURES})
    sentence = ready_sentence(report, EN, "wire", "apa")

    assert "Aghdam" in sentence
    assert "Shusha" not in sentence
    assert "Figures cover" not in sentence  # all 13 answered


@pytest.mark.parametrize("form", ["wire", "post"])
def test_figures_that_stand_on_fewer_districts_say_so(programme: Programme, form: str) -> None:
    report = report_of(programme, {"agdam": FIGURES, "susa": NO_OPERATIONS}, others=())

    assert ready_sentence(report, EN, form, "apa").endswith("Figures cover 2 of 13 districts.")


def test_a_month_that_weeks_cross_says_which_days_it_lacks_and_what_it_leaves_out(
    programme: Programme,
) -> None:
    weeks = [days(text) for text in ("2025-W09", "2025-W10", "2025-W11", "2025-W12", "2025-W13")]
    sheets = [(sheet_of(programme, {"agdam": (1, 0, 0, 10_000)}, week), Standing()) for week in weeks]
    report = make_report(programme, "hq", days("2025-03-01..2025-03-31"), sheets)
    sentence = ready_sentence(report, EN, "wire", "apa")

    assert (
        "The figures leave out days for which nothing is entered: 1–2 Mar 2025 and 31 Mar 2025." in sentence
    )
    assert "The figures leave out sheets that reach beyond the period: 24 Feb–2 Mar 2025." in sentence


def test_a_period_without_an_answer_has_no_figures_to_publish(programme: Programme, any_texts: Texts) -> None:
    report = report_of(programme, {}, others=())

    assert ready_sentence(report, any_texts, "wire", "apa") == any_texts("sentences.no-figures", period=WEEK)


def test_a_period_without_operations_says_so(programme: Programme) -> None:
    report = report_of(programme, {}, others=NO_OPERATIONS)

    assert ready_sentence(report, EN, "post", "apa") == (
        "From 10 to 16 March 2025, no mine clearance operations were carried out."
    )


@pytest.mark.parametrize("form", ["wire", "post"])
@pytest.mark.parametrize("rows", [{}, {"agdam": FIGURES}, {"agdam": (1, None, None, None)}])
def test_a_text_for_print_is_whole_sentences(
    programme: Programme, any_texts: Texts, form: str, rows: dict[str, Row]
) -> None:
    for others in ((0, 0, 0, 0), NO_OPERATIONS, ()):
        text = ready_sentence(report_of(programme, rows, others=others), any_texts, form, "post")

        assert text[-1] == "."
        assert not text[0].islower()
        assert not set("{}_") & set(text)
        assert "  " not in text
        assert ", ," not in text
