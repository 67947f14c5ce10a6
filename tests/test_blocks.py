"""Are the lines of a page those that its readers see?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire.blocks import Line, blocks
from wirecopy.wire.letters import LETTERS, all_letters, letters


def lines(inside: str) -> list[Line]:
    return blocks(LexborHTMLParser(f"<html><body>{inside}</body></html>")).lines


def texts(inside: str) -> list[str]:
    return [line.text for line in lines(inside)]


@pytest.mark.parametrize(
    "called", ["sr-only", "u-visually-hidden", "o-VisuallyHidden", "screen-reader-text", "go-vh", "link__vh", "link_visuallyHidden__8Jin_"]
)
def test_what_only_screen_readers_say_is_no_text(called: str) -> None:
    (line,) = lines(f"<p>See the <a href=x>report<span class='note {called}'> (opens <b>a new tab</b>)</span></a> of the harbour.</p>")
    assert line.text == "See the report of the harbour."
    assert (line.link, line.words, line.parts[-2:]) == (6, "", ["</a>", " of the harbour."])


@pytest.mark.parametrize("called", ["not-sr-only", "sm:sr-only", "hidden-text-vhs", "visually"])
def test_what_is_shown_is_text_however_near_its_name_is_to_that_of_unseen_text(called: str) -> None:
    assert texts(f"<p>The ferry<span class={called}> sails</span></p>") == ["The ferry sails"]


@pytest.mark.parametrize("style", ["position: absolute; overflow: hidden; width: 1px", "clip: rect(0 0 0 0)", "CLIP-PATH:inset(50%)"])
def test_text_clipped_away_by_its_style_is_no_text(style: str) -> None:
    assert texts(f"<p>The ferry<span style='{style}'>, opens new tab</span> sails</p>") == ["The ferry sails"]
    assert texts("<p>The ferry<span style='position: absolute; max-width: 1px; width: 100px'> sails</span></p>") == ["The ferry sails"]


def test_a_block_that_only_screen_readers_say_stays_a_line_that_its_box_names() -> None:
    (line,) = lines("<h2 class=visually-hidden>Main news</h2>")
    assert (line.text, line.box.words) == ("Main news", "visually-hidden")


@pytest.mark.parametrize("called", ["br", "id-component br", "line-break"])
def test_an_empty_element_called_a_line_break_is_one(called: str) -> None:
    gap = f"<span class='{called}'></span>"
    (line,) = lines(f"<p>Harbour{gap}ferry</p>")
    assert (line.text, "".join(line.parts), line.words) == ("Harbour ferry", "Harbour<br>ferry", "")
    assert texts(f"<p>Harbour{gap}{gap}ferry</p>") == ["Harbour", "ferry"]
    assert texts(f"<p>Har<span class='{called}'>bour</span></p>") == ["Harbour"]


def test_a_line_keeps_its_links_and_formats_and_what_they_are_called() -> None:
    story = "<div id=A class='Story main'><a class=More href='/a?b&amp;c'><p>Tides &lt;now&gt; <b>rise</b></p> and fall</a></div>"
    first, second = lines(story)
    assert ("".join(first.parts), first.link) == ('<a href="/a?b&amp;c">Tides &lt;now&gt; <b>rise</b>', 15)
    assert ("".join(second.parts), second.text, second.box.words) == ('<a href="/a?b&amp;c"> and fall</a>', "and fall", "story main a")


def test_every_line_in_a_link_around_several_leads_where_it_leads() -> None:
    around = "<a href='/ferry'><h3>The ferry is late</h3><p>Ice</p></a><p>Nobody sailed</p>"
    assert [(line.text, line.hrefs, line.link_share) for line in lines(around)] == [
        ("The ferry is late", ("/ferry",), 1.0), ("Ice", ("/ferry",), 1.0), ("Nobody sailed", (), 0.0),
    ]  # fmt: skip


@given(st.text() | st.text(st.characters(max_codepoint=0x2FF)))
def test_the_key_of_a_text_is_its_letters_and_digits_in_lower_case(text: str) -> None:
    assert letters(text) == LETTERS.sub("", text).lower()


@given(st.lists(st.text(st.characters(exclude_characters="\n")) | st.text("aZ_ \u2019\u2026é9", max_size=9), min_size=1))
def test_the_keys_of_many_texts_are_those_of_each(given: list[str]) -> None:
    assert all_letters(given) == [letters(text) for text in given]


MENU = "<ul><li><a href=/a>Harbours</a></li><li><a href=/b>Weather</a></li></ul>"
FOOT = "<div><a href=/c>Imprint</a></div><p>© 2026 Harbour Post</p>"


@pytest.mark.parametrize(
    "menu",
    [f"<nav>{MENU}</nav>", f"<div class='c-main-menu open'>{MENU}</div>", f"<div role=navigation>{MENU}</div>",
     f"<div id=TopNav-Bar>{MENU}</div>", f"<footer>{FOOT}</footer>", f"<div class=page-footer>{MENU}</div>"],
)  # fmt: skip
def test_menus_and_the_foot_of_a_page_are_passed_over(menu: str) -> None:
    page = f"<img src=a.jpg><p>The ferry sails</p>{menu}<p>at noon</p><img src=b.jpg>"
    found = blocks(LexborHTMLParser(f"<html><body>{page}</body></html>"))
    assert [line.text for line in found.lines] == ["The ferry sails", "at noon"]
    assert [picture.before for picture in found.pictures] == [0, 2]


@pytest.mark.parametrize(
    "part",
    ["<nav><a href=/a>Harbours</a><h1>The ferry sails</h1>", "<nav>Harbours<p>The ferry sails", "<nav>Harbours<div>The ferry<br><br>sails",
     "<div class=has-menu>Harbours<article>The ferry sails</article></div>", "<footer>Harbours<main>The ferry sails</main></footer>",
     "<article>Harbours<footer>The ferry sails</footer></article>", "<main>Harbours<div class=story-footer>The ferry sails</div></main>"],
)  # fmt: skip
def test_one_that_holds_text_is_read(part: str) -> None:
    assert " ".join(texts(part)) == "Harbours The ferry sails"


def test_a_page_that_all_stands_in_a_box_called_like_a_menu_is_read() -> None:
    story = [f"The ferry sailed at noon of day {n}, with the post and nine passengers, and came back before the night." for n in range(6)]
    inside = "".join(f"<div>{text}</div>" for text in story)
    assert texts(f"<div class='app has-navigation'><div class=menu>Harbours</div>{inside}</div>") == ["Harbours", *story]
    assert texts(f"<div class='app has-navigation'>{inside[:200]}</div>") == [], "little prose is no reason"


@pytest.mark.parametrize("called", ["nautical", "canvas", "menace", "navy", "unavailable"])
def test_what_is_only_called_like_a_menu_is_read(called: str) -> None:
    assert texts(f"<div class={called}>{MENU}</div>") == ["Harbours", "Weather"]


def test_menus_in_menus_are_looked_through_a_few_times_only() -> None:
    """Each of them holds a paragraph deep down: to ask all would take the square of their number."""
    whole = texts("<div class=menu>Harbours" * 250 + "<p>The ferry sails</p>" + "</div>" * 250)
    assert (len(whole), whole[-1]) == (251, "The ferry sails")
    assert texts("<div class=menu>Harbours" * 100 + "<p>The ferry sails</p></div>" + f"<nav>{MENU}</nav>")[-2:] == ["Harbours", "Weather"]
