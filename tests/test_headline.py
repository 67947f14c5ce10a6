"""Which of several titles is the headline, and who wrote the text."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import facts_head
from wirecopy.wire.blocks import blocks
from wirecopy.wire.facts import facts

LEDE = "The council of Harrow Bay voted late on Tuesday to rebuild the old ferry landing, ending a quarrel that had lasted three winters."
PIER = "Harrow Bay to rebuild its ferry landing"
SOCIAL = "Islanders get their pier back after three winters"


def head(markup: str, metadata: str = "", text: str = f"<p>{LEDE}</p><p>{LEDE}</p>", body_from: int = 0) -> facts_head.Head:
    tree = LexborHTMLParser(f"<html><head>{metadata}</head><body>{markup}<article>{text}</article></body></html>")
    said, lines = facts(tree, "https://post.example/harbours/ferry"), blocks(tree).lines
    body = [line.number for line in lines if line.box.within("article")][body_from:]
    found = facts_head.Head()
    facts_head.headline(said, lines, body, ["The Example Post"], found)
    facts_head.standfirst(said, lines, body, found)
    facts_head.byline(said, lines, body, found)
    return found


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


def ld(title: str, author: str = "") -> str:
    named = f', "author": [{author}]' if author else ""
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{title}"{named}}}</script>'


@pytest.mark.parametrize(
    ("markup", "metadata", "expected"),
    [
        # what is printed and confirmed goes before what is said to networks and search engines
        (f"<h1>{PIER}</h1>", og(SOCIAL) + ld(PIER), PIER),
        # an <h1> of the breadcrumbs is not printed as the headline
        (f'<ol class="breadcrumb"><li><h1>Ferry: {SOCIAL}</h1></li></ol><h2>{PIER}</h2>', og(PIER) + ld(f"Ferry: {SOCIAL}"), PIER),
        (f"<nav><h1>{SOCIAL}</h1></nav><h2>Harbours {PIER}</h2>", og(PIER) + ld(SOCIAL), PIER),
        # what all say with the kicker before it, against the <h1> alone
        (f"<h1>{PIER}</h1>", og(f"After the storm: {PIER}") + ld(f"After the storm: {PIER}"), f"After the storm: {PIER}"),
        # a line break between the parts of an <h1> is a mark in the titles
        (f"<h1><span>After the storm</span><br>{PIER}</h1>", og(f"After the storm: {PIER}"), f"After the storm: {PIER}"),
        # the section, the date and the name of the site are cut, the dash within the headline is not
        (f"<h1>{PIER}</h1>", og(f"{PIER} | Harbours | The Example Post") + ld(SOCIAL), PIER),
        ("", og(f"{PIER} - and a storm | The Example Post"), f"{PIER} - and a storm"),
        (f"<h1>{PIER}</h1>", og(f"{PIER} | HBP | 03.03.2026") + ld(SOCIAL), PIER),
        # Twitter's title that repeats OpenGraph's is no second voice
        ("", og(SOCIAL) + f'<meta name="twitter:title" content="{SOCIAL}">' + ld(PIER) + f"<title>{PIER}</title>", PIER),
        # what JSON-LD and OpenGraph both say behind a dash is no section; what one of them says may be
        (f"<h1>{PIER}</h1>", og(f"{PIER} - all we know") + ld(f"{PIER} - all we know"), f"{PIER} - all we know"),
        (f"<h1>{PIER}</h1>", og(f"{PIER} - Harbours") + ld(PIER), PIER),
        (f"<h1>{PIER}</h1>", og(f"{PIER} | Harbours") + ld(f"{PIER} | Harbours"), PIER),
        # JSON-LD does not repeat what an <h1> out of sight says to search engines
        (f'<ol class="breadcrumb"><li><h1>{SOCIAL}</h1></li></ol><h2>The old landing returns</h2>', og(SOCIAL) + ld(PIER), PIER),
        # each tells another kicker of the same headline
        (f'<h1><span class="overline">After the storm</span> - {PIER}</h1>', og(f"Ferries in winter: {PIER}"), PIER),
        # quotation marks stay as printed
        (f"<h1>“Rebuild it”: {PIER}</h1>", og(f"&quot;Rebuild it&quot;: {PIER}"), f"“Rebuild it”: {PIER}"),
    ],
)
def test_the_headline_is_the_printed_one_that_the_page_confirms(markup: str, metadata: str, expected: str) -> None:
    found = head(markup, metadata)
    assert found.headline is not None
    assert found.headline[0] == expected


def test_a_kicker_within_the_heading_is_told_apart() -> None:
    found = head(f'<ol class="breadcrumb"><li><h1>{SOCIAL}</h1></li></ol><h2>After the storm {PIER}</h2>', og(PIER))
    assert (found.headline, found.kicker) == ((PIER, "meta og:title"), ("After the storm", "page line"))


def test_a_kicker_may_be_a_heading_of_its_own() -> None:
    found = head(f"<nav><h1>{SOCIAL}</h1></nav><h2>After the storm</h2><h2>{PIER}</h2>", og(f"After the storm: {PIER}") + ld(SOCIAL))
    assert (found.headline, found.kicker) == ((PIER, "page h2"), ("After the storm", "page line"))
    assert [found.lines[n] for n in (1, 2)] == ["kicker", "headline"]


def test_an_outlets_name_is_no_author_beside_a_person_unless_json_ld_says_so() -> None:
    site = '<meta property="og:site_name" content="Example Post">'
    listed = '<meta name="author" content="Example Post"><meta name="author" content="Mina Okaro">'
    assert head("", site + listed).authors == ("Mina Okaro",)
    assert head("", site + ld(PIER, '"Mina Okaro", "Example Post"')).authors == ("Mina Okaro", "Example Post")


def test_a_list_of_authors_that_holds_more_than_the_byline_is_of_other_articles_too() -> None:
    printed = f'<h1>{PIER}</h1><p>By <a rel="author">Mina Okaro</a></p>'
    teaser = '<p><a rel="author">Jonas Aldine</a></p>'
    assert head(printed, og(PIER), f"<p>{LEDE}</p>{teaser}").authors == ("Mina Okaro",)


def test_a_list_of_authors_that_lacks_the_byline_gives_way_to_a_fuller_one() -> None:
    printed = '<p class="byline"><a rel="author">Jonas Aldine</a></p><p class="byline"><a rel="author">Mina Okaro</a></p>'
    assert head(f"<h1>{PIER}</h1>{printed}", ld(PIER, '"Mina Okaro"')).authors == ("Jonas Aldine", "Mina Okaro")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Mina Okaro, professor of the harbour school at Ness, post.example", ("Mina Okaro",)),
        ("post/mok;jal", ("post/mok", "jal")),
    ],
)
def test_an_office_and_a_second_writer_are_told_from_a_name(said: str, expected: tuple[str, ...]) -> None:
    assert head("", ld(PIER, f'"{said}"')).authors == expected


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<h1>{PIER}</h1><div>Mina Okaro | 03.03.2026</div>", f"<p>{LEDE}</p>"),
        (f"<h1>{PIER}</h1>", f"<p>Mina Okaro</p><p>{LEDE}</p>"),
        (f"<h1>{PIER}</h1>", f"<p>{LEDE}</p><p><b>Mina Okaro</b></p>"),
        (f'<h1>{PIER}</h1><div class="byline">3 March 2026 • Mina Okaro • 3 Minutes</div>', f"<p>{LEDE}</p>"),
    ],
)
def test_a_name_that_stands_alone_beside_the_text_wrote_it(markup: str, text: str) -> None:
    assert head(markup, og(PIER), text).authors == ("Mina Okaro",)


def test_a_name_just_above_the_text_that_stands_like_its_paragraphs_wrote_it() -> None:
    times = "<p>3 March</p><p>2026</p><p>Harbours</p><p>Ferries</p><p>Islands</p>"
    assert head(f"<h1>{PIER}</h1>", og(PIER), f"{times}<p>Mina Okaro</p><p>{LEDE}</p>", 6).authors == ("Mina Okaro",)


@pytest.mark.parametrize("line", ["（责编：林晓、王大明）", "(责任编辑：林晓、王大明)", "记者：林晓、王大明"])
def test_a_chinese_byline_may_stand_after_the_text_and_in_brackets(line: str) -> None:
    found = head(f"<h1>{PIER}</h1>", og(PIER), f"<p>{LEDE}</p><p>{line}</p>")
    assert found.authors == ("林晓", "王大明")
    assert found.byline == (line, "page line")


def test_a_message_of_the_site_is_no_standfirst() -> None:
    bar = "Do you read the Post on the telephone? Our own messages reach you wherever the ferry takes you, and cost nothing."
    assert head(f'<h1>{PIER}</h1><div class="message-bar">{bar}</div>', og(PIER)).standfirst is None
    assert head(f"<h1>{PIER}</h1><div><p>{bar}</p></div>", og(PIER)).standfirst == (bar, "page line")


def test_a_name_that_the_text_speaks_of_did_not_write_it() -> None:
    assert head(f"<h1>{PIER}</h1>", og(PIER), f"<p>Ilse Brandt</p><p>{LEDE} Mayor Brandt was in favour.</p>").authors == ()
    assert head(f"<h1>{PIER}</h1><div>Last Update : 03.03.2026</div>", og(PIER)).authors == ()


@pytest.mark.parametrize(
    ("markup", "title", "expected"),
    [
        (f"<h1>{PIER}</h1>", f"{PIER} | Harbours and Islands | by Mina Okaro", (PIER, "page h1")),
        (f"<h1>{PIER}</h1>", "Rebuild: Harrow Bay decides on its ferry landing", (PIER, "page h1")),
        (f"<h1>Article</h1><h2>{PIER}</h2>", f"{PIER} - Harbours - Islands", (PIER, "page h2")),
        (f'<h1><span class="overline">After the storm</span> {PIER}</h1>', f"Ferries in winter: {PIER}", (PIER, "page h1")),
        ("", f"Harbours | {PIER} | Example", (PIER, "title")),
        ("", f"{PIER} - all we know", (f"{PIER} - all we know", "title")),
    ],
)
def test_where_only_the_window_has_a_title_the_printed_one_counts(markup: str, title: str, expected: tuple[str, str]) -> None:
    assert head(markup, f"<title>{title}</title>").headline == expected


def test_a_link_to_a_writers_page_is_a_byline() -> None:
    link = '<div class="c7"><a href="/authors/72/mina-okaro">Mina Okaro</a></div>'
    assert head(f"<h1>{PIER}</h1>{link}", og(PIER)).authors == ("Mina Okaro",)
    assert head(f"<h1>{PIER}</h1>{link.replace('/authors/72', '/tag')}", og(PIER)).authors == ()
    assert head(f"<h1>{PIER}</h1><ul><li>{link}</li></ul>", og(PIER)).authors == ()


def test_the_byline_of_a_teaser_is_none() -> None:
    teaser = '<div><a href="/islands/gulls.html">by Jonas Aldine</a></div>'
    assert head(f"<h1>{PIER}</h1>{teaser}", og(PIER)).authors == ()
    assert head(f"<h1>{PIER}</h1>{teaser.replace('gulls', 'jonas-aldine')}", og(PIER)).authors == ("Jonas Aldine",)


def test_an_office_set_close_to_a_name_is_no_part_of_it() -> None:
    printed = '<div class="byline">By <a href="/u/7">Mina Okaro</a><span>Reporter</span></div>'
    assert head(f"<h1>{PIER}</h1>{printed}", og(PIER)).authors == ("Mina Okaro",)
    outlet = '<div class="byline"><span>Mina Okaro-Brandt</span><span>The Example Post</span></div>'
    assert head(f"<h1>{PIER}</h1>{outlet}", og(PIER)).authors == ("Mina Okaro-Brandt",)


def test_a_company_that_calls_itself_the_author_gives_way_to_the_byline() -> None:
    company = og(PIER) + '<meta name="author" content="Harrow Holdings">'
    printed = f'<h1>{PIER}</h1><p class="byline">Mina Okaro</p>'
    assert head(printed, company).authors == ("Mina Okaro",)
    assert head(f"{printed}<p>Harrow Holdings</p>", company).authors == ("Harrow Holdings",)
    assert head(printed, company + ld(PIER, '"Jonas Aldine"')).authors == ("Jonas Aldine",)


def test_a_name_in_the_line_before_or_after_the_time_wrote_it() -> None:
    named = f"<h1>{PIER}</h1><div>Islands</div><div>Mina Okaro</div><div>3 March 2026</div><div>Ferries</div><div>Harbours</div>"
    assert head(named, og(PIER)).authors == ("Mina Okaro",)
    assert head(named.replace("<div>3 March 2026</div>", ""), og(PIER)).authors == ()
    assert head(named.replace("<div>Mina Okaro</div>", "<figure>Mina Okaro</figure>"), og(PIER)).authors == ()


def test_catalogues_name_the_surname_first() -> None:
    assert head("", '<meta name="dc.creator" content="Okaro, Mina"><meta name="dc.creator" content="Aldine, J. R.">').authors == (
        "Mina Okaro", "J. R. Aldine",
    )  # fmt: skip
    assert head("", '<meta name="dc.creator" content="Example Post, Berlin">').authors == ("Example Post, Berlin",)


def test_the_heading_over_the_text_is_its_place_even_where_the_titles_are_worded_otherwise() -> None:
    found = head(f"<h1>{PIER}</h1>", og(SOCIAL))
    assert found.headline == (SOCIAL, "meta og:title")
    assert found.at == 0
