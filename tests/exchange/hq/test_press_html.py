from fieldapp.exchange.hq.press_html import press_html


def test_each_paragraph_is_one_and_says_its_language() -> None:
    html = press_html("R&D <b>\n\nİkinci", "az")

    assert html.count('<p lang="az">') == 2
    assert '<p lang="az">R&amp;D &lt;b&gt;</p>' in html
    assert '<p lang="az">İkinci</p>' in html
