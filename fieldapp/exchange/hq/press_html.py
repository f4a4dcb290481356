"""A text for the press as the clipboard takes it for mail, word processors and web pages."""

import html


def press_html(text: str, language: str) -> str:
    """Its paragraphs, each with its language, and nothing of a look."""
    paragraphs = [html.escape(line, quote=False) for line in text.split("\n") if line.strip()]
    body = "".join(f'<p lang="{language}">{line}</p>' for line in paragraphs)
    return f'<html lang="{language}"><head><meta charset="utf-8"></head><body>{body}</body></html>'
