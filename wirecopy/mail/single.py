"""How is a single letter told that is no issue: some paragraphs, and at most one link?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from wirecopy.mail.letter import Letter, Masthead
from wirecopy.press.words import right_to_left

_PAGE = (
    '<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
    "<title>{subject}</title></head>\n"
    '<body style="margin:0;padding:24px 20px">\n<div style="max-width:560px;margin:0 auto;font:17px/1.5 Georgia,serif">\n'
    "{paragraphs}\n</div>\n</body>\n</html>\n"
)
_GAP = "margin:0 0 20px"
_ADDRESS = re.compile(r"https?://\S+")


def single(
    subject: str, paragraphs: Sequence[str], *, link: str = "", button: str = "", after: Sequence[str] = (),
    paper: Masthead | None = None, language: str = "en",
) -> Letter:  # fmt: skip
    """`link` stands between the paragraphs and those `after` it, under the words of `button`; the edition's name and address are the foot.

    A line that is nothing but an address is a link too.
    """
    foot = [line.strip() for line in (paper.name, paper.base, *paper.postal.splitlines()) if line.strip()] if paper else []
    text = [*paragraphs, *([link] if link else []), *after, *(["-- \n" + "\n".join(foot)] if foot else [])]
    html = [f'<p style="font-size:22px;{_GAP}">{escape(paper.name)}</p>'] if paper else []
    html += [_paragraph(told) for told in paragraphs]
    if link:
        html.append(f'<p style="{_GAP}"><a href="{escape(link)}" style="font-weight:bold">{escape(button or link)}</a></p>')
    html += [_paragraph(told) for told in after]
    if foot:
        html.append(f'<p style="font:14px/1.5 sans-serif;margin:20px 0 0">{"<br>".join(map(escape, foot))}</p>')
    page = _PAGE.format(
        language=escape(language),
        direction="rtl" if right_to_left(language) else "ltr",
        subject=escape(subject),
        paragraphs="\n".join(html),
    )
    return Letter(subject, page, "\n\n".join(text) + "\n")


def _paragraph(told: str) -> str:
    lines = (escape(line) for line in told.split("\n"))
    linked = (f'<a href="{line}">{line}</a>' if _ADDRESS.fullmatch(line) else line for line in lines)
    return f'<p style="{_GAP}">{"<br>".join(linked)}</p>'
