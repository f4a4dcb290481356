"""The sentences that are printed, in each language and both orders."""

import dataclasses
from datetime import date

import pytest

from fieldapp.core.period import Period
from fieldapp.core.report import make_report
from fieldapp.core.sheet import Cell, Sheet
from fieldapp.texts.sentences import dates, ready_sentence
from fieldapp.texts.texts import read_texts
from tests.exchange.making import INDICATORS, PROGRAMME, R084, W11, make_sheet, report_of

PLACES = {
    "en": "Tartar, Aghdara, Kalbajar, Aghdam, Khojaly, Khankendi, Khojavend, Lachin, Shusha, Fuzuli, "
    "Gubadli, Jabrayil and Zangilan",
    "az": "Tərtər, Ağdərə, Kəlbəcər, Ağdam, Xocalı, Xankəndi, Xocavənd, Laçın, Şuşa, Füzuli, Qubadlı, "
    "Cəbrayıl və Zəngilan",
    "ru": "Тертер, Агдере, Кяльбаджар, Агдам, Ходжалы, Ханкенди, Ходжавенд, Лачын, Шуша, Физули, Губадлы, "
    "Джебраил и Зангилан",
}
NBSP = "\u00a0"


def sentence(report, language="en", form="wire", order="north-south"):
    return ready_sentence(report, read_texts(language), form, order)


def few(**values):
    """Aghdam alone has reported: the rest of the figures are 0."""
    full = dict.fromkeys(INDICATORS, 0) | values
    return Sheet(W11, ("agdam",), INDICATORS, {Cell("agdam", key): value for key, value in full.items()})


def report_few(**values):
    report = report_of(few(**values))
    lines = tuple(line for line in report.lines if line.district == "agdam")
    return dataclasses.replace(report, lines=lines)


WIRE = {
    "en": (
        f"From 10 to 16 March 2025, in mine clearance operations in {PLACES['en']}, "
        "155 anti-personnel mines, 49 anti-tank mines and 606 unexploded ordnance were discovered and "
        "neutralised. 1,651.1 hectares of land were cleared of mines and unexploded ordnance."
    ),
    "az": (
        f"2025-ci il martın 10-dan 16-dək {PLACES['az']} ərazisində həyata keçirilən minatəmizləmə "
        "əməliyyatları zamanı 155 piyada əleyhinə mina, 49 tank əleyhinə mina və 606 partlamamış hərbi "
        f"sursat aşkarlanaraq zərərsizləşdirilib. 1{NBSP}651,1 hektar ərazi mina və partlamamış hərbi "
        "sursatlardan təmizlənib."
    ),
    "ru": (
        "С 10 по 16 марта 2025 года в ходе операций по разминированию "
        f"({PLACES['ru']}) обнаружено и обезврежено 155 противопехотных мин, 49 противотанковых мин и 606 "
        f"неразорвавшихся боеприпасов. От мин и неразорвавшихся боеприпасов очищено 1{NBSP}651,1 гектара "
        "территории."
    ),
}


@pytest.mark.parametrize(("language", "expected"), WIRE.items())
def test_the_wire_order_of_r084(language, expected):
    assert sentence(report_of(make_sheet(R084)), language) == expected


def test_the_post_order_names_anti_tank_mines_first_and_places_last():
    text = sentence(report_of(make_sheet(R084)), form="post", order="post")
    assert text.startswith(
        "From 10 to 16 March 2025, 49 anti-tank mines, 155 anti-personnel mines and 606 unexploded"
    )
    assert text.index("four private companies") < text.index("Tartar")
    assert text.endswith("Lachin, Fuzuli, Jabrayil, Gubadli and Zangilan.")


def test_a_city_is_not_called_a_district(any_texts):
    report = report_of(make_sheet(R084))
    for form in ("wire", "post"):
        text = ready_sentence(report, any_texts, form, "north-south").lower()
        assert not any(word in text for word in ("district", "rayon", "район"))


def test_what_was_not_found_is_left_out():
    text = sentence(report_few(uxo=1, area_cleared_ha=955))
    assert "1 item of unexploded ordnance was discovered" in text
    assert "mines were" not in text
    assert "0.1 hectares" in text


def test_nothing_found_has_its_own_words(any_texts):
    text = ready_sentence(report_few(), any_texts, "wire", "apa")
    assert " 0 " not in text
    assert any_texts("sentences.nothing-discovered") in text
    assert text.count(".") == 1


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"ap_mines": 1}, "обнаружено и обезврежено: 1 противопехотная мина."),
        ({"ap_mines": 2}, "обнаружено и обезврежено 2 противопехотные мины."),
        ({"ap_mines": 11}, "обнаружено и обезврежено 11 противопехотных мин."),
        (
            {"at_mines": 21, "uxo": 1002},
            "обнаружено и обезврежено: 21 противотанковая мина и 1\u00a0002 неразорвавшихся боеприпаса.",
        ),
    ],
)
def test_russian_counts_as_it_should(values, expected):
    assert sentence(report_few(**values), "ru").endswith(expected)


@pytest.mark.parametrize(
    ("start", "end", "en", "az", "ru"),
    [
        (
            date(2025, 10, 29),
            date(2025, 11, 4),
            "from 29 October to 4 November 2025",
            "29.10.2025 – 04.11.2025 tarixlərində",
            "с 29 октября по 4 ноября 2025 года",
        ),
        (
            date(2024, 12, 30),
            date(2025, 1, 5),
            "from 30 December 2024 to 5 January 2025",
            "30.12.2024 – 05.01.2025 tarixlərində",
            "с 30 декабря 2024 года по 5 января 2025 года",
        ),
        (date(2025, 5, 8), date(2025, 5, 8), "on 8 May 2025", "08.05.2025 tarixində", "8 мая 2025 года"),
        (
            date(2025, 6, 2),
            date(2025, 6, 8),
            "from 2 to 8 June 2025",
            "02.06.2025 – 08.06.2025 tarixlərində",
            "со 2 по 8 июня 2025 года",
        ),
    ],
)
def test_periods_inside_a_sentence(start, end, en, az, ru):
    period = Period(start, end)
    said = tuple(dates(period, read_texts(language)) for language in ("en", "az", "ru"))
    assert said == (en, az, ru)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Figures cover 11 of 13 districts."),
        ("az", "Göstəricilər 13 rayondan 11-ini əhatə edir."),
        ("ru", "Данные охватывают 11 из 13 районов."),
    ],
)
def test_silent_districts_are_owned_up_to(language, expected):
    report = report_of(make_sheet(R084, silent=("lacin", "qubadli"), idle=("susa",)))
    for form in ("wire", "post"):
        text = sentence(report, language, form)
        assert text.endswith(expected)
        assert read_texts(language).district("susa", PROGRAMME) not in text


def test_missing_days_and_sheets_over_the_edge_are_owned_up_to():
    parts = [
        make_sheet(R084, period=Period(date(2025, 3, day), date(2025, 3, day + 6))) for day in (3, 10, 24)
    ]
    parts.append(make_sheet(R084, period=Period(date(2025, 3, 31), date(2025, 4, 6))))
    month = Period(date(2025, 3, 3), date(2025, 3, 31))
    report = make_report(PROGRAMME, "hq", month, [(part, report_of(part).standing) for part in parts])
    text = sentence(report)
    assert "17–23 Mar 2025 and 31 Mar 2025" in text
    assert "reach beyond the period: 31 Mar–6 Apr 2025." in text


def test_the_villages_of_gazakh_are_named():
    report = report_of(make_sheet(R084, period=Period(date(2025, 5, 5), date(2025, 5, 11))))
    assert "and Gazakh (Baghanis Ayrum, Ashagi Eskipara, Kheyrimli and Gizilhajili)" in sentence(report)
    assert "Qazax (Bağanıs Ayrım, Aşağı Əskipara, Xeyrımlı və Qızılhacılı) ərazisində" in sentence(
        report, "az"
    )
    assert "и Газах [Баганис Айрым," in sentence(report, "ru")


def test_without_figures_no_sentence_claims_that_nothing_was_found(any_texts):
    districts = tuple(district.key for district in PROGRAMME.expected("hq", W11))
    silent = report_of(Sheet(W11, districts, INDICATORS))
    idle = report_of(make_sheet(R084, idle=districts[1:], silent=districts[:1]))
    nothing = any_texts("sentences.nothing-discovered")
    for report in (silent, idle):
        assert nothing not in ready_sentence(report, any_texts, "wire", "post")
    assert ready_sentence(silent, any_texts, "post", "post") == any_texts("sentences.no-figures", period=W11)
