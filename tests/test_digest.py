"""Is a letter whole in both its forms, small enough, and harmless, whatever the stories in it say?"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from wirecopy.mail import digest_html
from wirecopy.mail.digest import LARGEST, digest, tells
from wirecopy.mail.digest_text import COLUMNS, width, wrapped
from wirecopy.mail.letter import LEAVE, PREFERENCES, Masthead
from wirecopy.press.models import ACCENTS
from wirecopy.press.words import LABELS

MASTHEAD = Masthead(
    "barents", "The Barents Wire", "News of the north coast", "https://barents.example", "en", "Europe/Oslo",
    "Barents Wire\nStorgata 1, Kirkenes", "Kirkenes", "teal",
)  # fmt: skip
ADDRESSES = re.compile(r"https?://|" + f"{LEAVE}|{PREFERENCES}")


def story(number: int, **facts: Any) -> dict[str, Any]:
    made = {
        "id": number,
        "copy": number,
        "path": f"/story/{number}-crab-boats/",
        "shown_at": "2026-11-24T12:00:00+00:00",
        "headline": f"Crab boats stay in port for day {number}",
        "language": "en",
        "place": "VARDØ",
        "region": "Finnmark",
        "text": "The board voted five to two; nobody from the fleet had been asked to speak.",
        "outlet": "Finnmark Local",
        "outlet_slug": "finnmark-local",
        "original_url": f"https://finnmark-local.example/{number}",
        "chain": [{"who": "Cascade Press", "standing": "claimed"}, {"who": "Finnmark Local", "standing": "seen"}],
        "also_in": ["Nordlys Post", "Le Fanal"],
        "also": 4,
    }
    return {**made, **facts}


def part(slug: str, stories: list[dict[str, Any]], **facts: Any) -> dict[str, Any]:
    made = {"slug": slug, "name": slug.title(), "path": f"/section/{slug}/", "stories": stories, "teasers": [], "more": 0}
    return {**made, **facts}


def issue(*parts: dict[str, Any], **facts: Any) -> dict[str, Any]:
    made = {"day": "2026-11-24", "cadence": "daily", "path": "/letters/2026-11-24/", "number": 41, "outlets": 9, "sections": list(parts),
            "updated": [], "notices": [], "ids": []}  # fmt: skip
    return {**made, **facts}


PLAIN = issue(
    part("fisheries", [story(1), story(2, also_in=[], also=0, place="")], teasers=[story(3, text="A net is mended")], more=12),
    part("energy", [story(4, text="", chain=[{"who": "Finnmark Local", "standing": "seen"}])]),
    updated=[story(5, headline="Fog over Vardø")],
    notices=[{"kind": "killed", "headline": "Harbour master resigns", "path": "", "text": "He had not."}],
)


def test_both_forms_tell_every_story_whose_it_is_and_who_else_has_it() -> None:
    letter = digest(PLAIN, (), MASTHEAD)
    page = LexborHTMLParser(letter.html)
    for told in (page.body.text(), " ".join(letter.text.split())):
        for said in ("Crab boats stay in port for day 1", "also in Nordlys Post, Le Fanal and 2 more", "Cascade Press (only named)",
                     "41 stories from 9 outlets", "And 12 more on the site", "A net is mended", "Fog over Vardø", "Harbour master resigns",
                     "Withdrawn", "You get this letter because you asked The Barents Wire for it.", "Storgata 1, Kirkenes"):  # fmt: skip
            assert said in told
    links = [link.attributes["href"] for link in page.css("a")]
    assert {LEAVE, PREFERENCES, "https://barents.example/letters/2026-11-24/", "https://finnmark-local.example/1"} <= set(links)
    assert letter.subject == "Crab boats stay in port for day 1"


def test_the_marks_of_the_recipients_addresses_stand_whole_in_both_forms() -> None:
    letter = digest(PLAIN, (), MASTHEAD)
    for mark in (LEAVE, PREFERENCES):
        assert f'href="{mark}"' in letter.html
        assert f"\n  {mark}\n" in letter.text


def test_headings_come_in_order_and_nothing_is_asked_of_another_host() -> None:
    page = LexborHTMLParser(digest(PLAIN, (), MASTHEAD).html)
    levels = [int(heading.tag[1]) for heading in page.css("h1, h2, h3, h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert not page.css("img, link, script, iframe, [background], [src]")
    assert all(table.attributes.get("role") == "presentation" for table in page.css("table"))


def test_the_style_is_inlined_and_what_depends_on_the_client_is_kept() -> None:
    letter = digest(PLAIN, (), MASTHEAD)
    page = LexborHTMLParser(letter.html)
    assert all(node.attributes.get("style") for node in page.css("h1, h2, h3, p, td, .sheet, .sheet a"))
    kept = page.css_first("style").text()
    assert "prefers-color-scheme: dark" in kept and "max-width: 480px" in kept
    assert "#0b5d64" in letter.html and "#6fcdd3" in kept, "the accent of the edition, in both lights"


def test_every_accent_of_the_sheet_has_its_colours() -> None:
    sheet = (Path(digest_html.__file__).parent.parent / "static" / "press" / "edition.css").read_text(encoding="utf-8")
    assert set(digest_html.ACCENTS) == set(ACCENTS)
    for light, dark in digest_html.ACCENTS.values():
        assert f"light-dark({light}, {dark})" in sheet


def test_who_takes_some_sections_gets_these() -> None:
    letter = digest(PLAIN, ("energy",), MASTHEAD)
    assert "day 4" in letter.text and "day 1" not in letter.text + letter.html
    assert letter.subject == "Crab boats stay in port for day 4"
    assert (tells(PLAIN, ("energy",)), tells(issue(*PLAIN["sections"]), ("culture",))) == (2, 0)


def test_where_nothing_is_new_there_is_no_letter() -> None:
    assert tells({}) == 0
    with pytest.raises(ValueError, match="nothing is new"):
        digest({}, (), MASTHEAD)


def test_a_letter_that_only_puts_something_right_says_so_in_its_subject() -> None:
    letter = digest(issue(notices=PLAIN["notices"], number=0), (), MASTHEAD)
    assert letter.subject == "Put right: Harbour master resigns"


HOSTILE = (
    'Boats <script>alert(1)</script> & "nets" <b>',
    "Boats\r\nBcc: everybody@barents.example",
    "مسقط تعلن عن خط ملاحي جديد\u202e",
    "x" * 300,
    "釧路港のカニ、四週連続で値下がり。" * 20,
    "$body ${foot} {paper} %s",
    "<!-- story --> ]]> --> <style>",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_headline_says_harms_no_letter(words: str) -> None:
    given = dict.fromkeys(("headline", "text", "outlet", "place", "region"), words)
    told = issue(part("fisheries", [story(1, **given)], name=words, teasers=[story(2, **given)]), updated=[story(3, **given)])
    letter = digest(told, (), replace(MASTHEAD, name=words, tagline=words, place=words))
    page = LexborHTMLParser(letter.html)
    assert "\n" not in letter.subject and "\r" not in letter.subject and "\u202e" not in letter.subject
    assert not page.css("script, .sheet style") and len(page.css("h3")) == 2 and len(page.css(".foot")) == 1
    assert " ".join(words.split()) in " ".join(page.css_first("h3").text().split())
    assert not [line for line in letter.text.splitlines() if width(line) > COLUMNS and not ADDRESSES.search(line)]
    assert "\r" not in letter.text


@pytest.mark.parametrize("words", ["Kurz und gut " * 20, "釧路港のカニ" * 40])
def test_five_thousand_stories_make_a_letter_that_no_mailbox_cuts_off(words: str) -> None:
    told = issue(*(part(f"s{n}", [story(n * 1000 + m, text=words) for m in range(1000)], more=7) for n in range(5)), number=5035)
    letter = digest(told, (), MASTHEAD)
    assert 0.6 * LARGEST < len(letter.html.encode()) <= LARGEST
    left_out = sum(int(n.replace(",", "")) for n in re.findall(r"And ([\d,]+) more on the site", letter.text))
    shown = letter.text.count("Crab boats stay")
    assert left_out + shown == 5035 and shown == letter.html.count("<h3")


def test_teasers_go_before_stories_do() -> None:
    told = issue(part("fisheries", [story(1)], teasers=[story(n, text="Netz " * 60) for n in range(400)]))
    letter = digest(told, (), MASTHEAD)
    assert len(letter.html.encode()) <= LARGEST
    assert "And 400 more on the site" in letter.text


@pytest.mark.parametrize("language", ["de", "fr", "es", "nb", "ar"])
def test_a_letter_speaks_the_language_of_its_edition_where_we_have_it(language: str) -> None:
    letter = digest(PLAIN, (), replace(MASTHEAD, language=language))
    page = LexborHTMLParser(letter.html)
    sheet = page.css_first(".sheet").attributes
    assert (page.css_first("html").attributes["lang"], sheet["lang"]) == (language, language)
    assert sheet["dir"] == ("rtl" if language == "ar" else "ltr")
    assert page.css_first("h3").attributes.get("lang") == "en", "the story is in another language than the letter"
    assert (page.css_first(".foot").attributes.get("lang") == "en") is (language == "ar"), "our own words are English there"
    if language == "de":
        assert "auch bei Nordlys Post, Le Fanal und 2 weiteren" in page.body.text() and "Dienstag, 24. November 2026" in letter.text


def test_every_label_of_the_letter_has_its_blanks_in_every_language() -> None:
    for key, texts in LABELS.items():
        if key.startswith("letter"):
            assert len({frozenset(re.findall(r"{\w+}", text)) for text in texts}) == 1, key


def test_plain_text_keeps_its_columns_and_underlines_its_sections() -> None:
    text = digest(PLAIN, (), MASTHEAD).text
    lines = text.splitlines()
    assert max(map(width, lines)) <= COLUMNS
    assert lines[lines.index("Fisheries") + 1] == "---------"
    links = [line for line in lines if ADDRESSES.search(line)]
    assert links and all(re.fullmatch(r" +\S+", line) for line in links), "a link shares its line with words"


@given(st.text(max_size=400))
def test_wrapping_loses_nothing_but_blanks(text: str) -> None:
    lines = list(wrapped(text))
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(line.strip() for line in lines)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width_", [320, 360, 800])
def test_a_browser_shows_the_letter_without_barriers_and_within_its_width(width_: int, scheme: str, tmp_path: Path) -> None:
    import shutil

    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    hostile = part("hostile", [story(n, headline=words, text=words, outlet=words) for n, words in enumerate(HOSTILE, 10)])
    file = tmp_path / "letter.html"
    file.write_text(digest({**PLAIN, "sections": [*PLAIN["sections"], hostile]}, (), MASTHEAD).html, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width_, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        barriers = [f"{found['id']}: {found['nodes'][0]['html'][:100]}" for found in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        browser.close()
    assert barriers == [] and wide <= width_
    assert paper == ("rgb(21, 22, 26)" if scheme == "dark" else "rgb(251, 250, 246)")
    assert asked == [file.as_uri()]
