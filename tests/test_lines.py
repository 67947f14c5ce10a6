"""Which lines at the edges of a text are of it, and which do outlets put there?"""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

import wirecopy
from wirecopy.wire import elsewhere
from wirecopy.wire import lines as rules
from wirecopy.wire.article import Article, Furniture
from wirecopy.wire.blocks import blocks

TEXT = (
    "The council of Harrow Bay voted late on Tuesday to rebuild the old ferry landing, ending a quarrel that had lasted three winters.",
    "Nine members were in favour and four against, said the mayor, and work is to begin in April, once the ice has left the harbour.",
    "The landing was closed three years ago, after a storm tore away half of its deck, and the islanders have since come in boats.",
    "The work will cost 4.2 million crowns, most of it paid by the county, and a first estimate had been twice as high, the council said.",
)


def body(*tail: str) -> str:
    return article("".join(f"<p>{line}</p>" for line in TEXT) + "".join(tail)).body


def article(paragraphs: str) -> Article:
    head = '<meta name="author" content="Mina Okaro"><title>Harrow Bay to rebuild its ferry landing</title>'
    story = f"<article><h1>Harrow Bay to rebuild its ferry landing</h1><div>{paragraphs}</div></article>"
    return wirecopy.read(f"<html><head>{head}</head><body>{story}</body></html>", "https://post.example/harbours/landing")


@pytest.mark.parametrize(
    "line",
    [
        "With reports from Tidewater and Coast Courier",
        "Okaro reported from Harrow Bay and Lindqvist from Orrin. Example Wire writers Jo Vane and Ada Thorne contributed to this report.",
        "—Example Wire writer Jo Vane in Orrin contributed to this report.",
        'Dieser Artikel ist zuerst bei "Küste" erschienen.',
        "Mit Informationen der Korrespondenten sowie der Nachrichtenagenturen. Die Angaben lassen sich zum Teil nicht prüfen.",
        "Harbour Post / Coast Courier",
        "Mina Okaro mina.okaro@post.example",
        "The harbour columnist Mina Okaro has rowed to every island of the bay, and keeps a boat at the old landing.",
        "Guest columns on this page do not necessarily reflect what the paper thinks.",
        "What the other members said, you can see in our liveblog:",
        "For more stories like this, look at the page of the harbours.",
        "Follow along with the latest updates from the landing below.",
        '&gt;&gt; Are you looking for <a href="/loan">money to build a boat of your own</a> this year?',
        "WATCH | The council votes on the landing:",
        "Have you seen a boat like this? Write to us at news@post.example, we read every letter.",
        "Znate nešto o tome? Javite na dojava@desk.post.example.",
        "The landing in the ice of last winter. Picture by Ada Brand",
        "Men carry planks over the ice. (Photos: Ada Brand/Coast Courier)",
        "[Video:landing 20]",
        "▲新碼頭的模型，明年完工。（圖／市府提供）",
        "图为工人在码头上修船。本报记者 陶思源 摄",
        'FUNDA OLUNYE UDABA LAPHA | <a href="/other">Isikebhe sesihambile ebusuku</a>',
        "Якщо ви помітили помилку, виділіть її та натисніть Ctrl+Enter.",
        "Hallgasd meg a cikket! 8:41",
        "Spotted an error in this story? Tell our desk.",
        "Sostieni l'informazione del porto, ne abbiamo bisogno.",
        "Jesteśmy na Google News. Dołącz do nas i czytaj o zatoce codziennie.",
        "Gefällt dir unsere Arbeit? Schon mit wenig Geld hilfst du uns.",
        "Suivez l’actualité de la baie sur la chaîne WhatsApp du Post",
        "This page is protected by reCAPTCHA; the Google privacy policy applies, and so do its terms.",
    ],
)
def test_what_an_outlet_puts_under_a_text_is_none_of_it(line: str) -> None:
    assert body(f"<p>{line}</p>").split("\n\n") == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "Corrections officers had asked for the landing, since prisoners are carried over in the same two boats as everybody else.",
        "With reports from the island growing worse by the hour, the council had met at night and behind doors that stayed shut.",
        "Whoever wants to help with the pilings may write to landing@bay.example until the end of the month.",
        '"I know Mina Okaro from the paper, and what she wrote of the boats is true," said the ferryman of the northern shore.',
        "Did you hear the storm? The council asks, and wants to know it at council@bay.example until May.",
        "The landing will be painted again. It was a picture by the whole town, said the mayor of the plan.",
        "The views expressed by the fishermen were heard for two hours, and the mayor thanked them for their patience.",
    ],
)
def test_what_only_sounds_like_it_stays(line: str) -> None:
    assert body(f"<p>{line}</p>").split("\n\n")[-1] == line


def test_rows_of_linked_names_are_text_and_a_link_to_a_story_is_not() -> None:
    rows = [f"{county}: " + ", ".join(f'<a href="/{n}">{town}</a>' for n, town in enumerate(towns)) for county, towns in (
        ("North", ("Orrin", "Vale", "Harrow")), ("West", ("Lowmere", "Tide", "Skerry")), ("South", ("Brand", "Okar", "Vane")))]  # fmt: skip
    said = body(*(f"<p>{row}</p>" for row in rows), '<p><a href="/story">The bakery has moved again, and nobody knows why</a></p>')
    assert said.endswith("South: Brand, Okar, Vane")


@pytest.mark.parametrize(("beside", "empty"), [("18:04", False), ("All that the harbour pilots say of the strike, every morning", True)])
def test_a_heading_in_a_box_without_text_is_empty_unless_only_a_time_is_beside_it(beside: str, empty: bool) -> None:
    page = f"<body><p>{TEXT[0]}</p><div><div><h3>Votes are counted</h3><div>{beside}</div></div><p>{TEXT[1]}</p></div></body>"
    lines = blocks(LexborHTMLParser(page)).lines
    assert [line.level for line in lines] == [0, 3, 0, 0]
    assert elsewhere.led_in(lines, [0, 1, 3], {}, set()) == ({1: "teaser"} if empty else {})


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


FACTS = ("Harrow Bay has nine hundred people and two ferries, one of them laid up.", "It has been reached by road since the dam was built.")


def boxed(page: str, *body: int) -> list[int]:
    """The numbers of the lines of `body` that are taken for a box of facts."""
    return list(elsewhere.boxed(blocks(LexborHTMLParser(page)).lines, body))


@pytest.mark.parametrize("called", ["factbox", "post-fact-box wide", "faktaboks", "c-infobox--grey", "Infobox_wrap__x1Y2z"])
def test_a_box_of_facts_stands_beside_the_text(called: str) -> None:
    page = f"{paragraphs(*TEXT[:3])}<div class='{called}'><h3>The bay</h3><div>{paragraphs(*FACTS)}</div></div>{paragraphs(TEXT[3])}"
    assert boxed(page, 0, 1, 2, 4, 5, 6) == [3, 4, 5]
    assert article(page).body.split("\n\n") == list(TEXT)


def test_what_a_box_of_facts_says_stays_as_furniture() -> None:
    read = article(f"{paragraphs(*TEXT[:3])}<div class=factbox><h3>The bay</h3><div>{paragraphs(*FACTS)}</div></div>{paragraphs(TEXT[3])}")
    assert [one for one in read.furniture if one.kind == "box"] == [Furniture("box", text) for text in ("The bay", *FACTS)]


def test_a_heading_that_says_so_makes_a_box_of_facts_and_none_of_what_the_text_itself_stands_in() -> None:
    facts = f"<h3>Facts about Harrow Bay</h3><div>{paragraphs(*FACTS)}</div>"
    assert boxed(f"{paragraphs(*TEXT[:3])}<div class=wrapper>{facts}</div>{paragraphs(TEXT[3])}", *range(7)) == [3, 4, 5]
    assert boxed(f"{paragraphs(*TEXT[:3])}<div class=wrapper>{facts.replace('Facts', 'Artefacts')}</div>", *range(6)) == []
    assert boxed(paragraphs(*TEXT[:3]) + facts + paragraphs(TEXT[3]), *range(7)) == []


@pytest.mark.parametrize("called", ["artefactbox", "info-boxer", "inbox"])
def test_what_is_only_called_like_one_is_text(called: str) -> None:
    assert boxed(f"{paragraphs(*TEXT[:3])}<div class='{called}'>{paragraphs(*FACTS)}</div>{paragraphs(TEXT[3])}", *range(6)) == []


def test_a_box_that_opens_the_text_or_is_most_of_it_is_text() -> None:
    assert boxed(f"<div class=infobox>{paragraphs(*FACTS)}</div>{paragraphs(*TEXT)}", *range(6)) == []
    assert boxed(f"<p>Nine in favour.</p><p>Four against.</p><p>Ice.</p><div class=infobox>{paragraphs(*TEXT)}</div>", *range(7)) == []
    assert boxed(f"<div class=infobox>{paragraphs(*TEXT)}</div>", *range(4)) == []


@pytest.mark.parametrize(
    "plea",
    [
        "<div class=c-newsletter-box><h3>All of the bay, every morning</h3></div>",
        "<div class=signup-form><div><p>Whoever sends this agrees to what the paper does with the names that it is given.</p></div></div>",
        "<section class=verifyEmail><div><p>A letter is on its way to the address that was given; look into the box.</p></div></section>",
        "<div class=whatsapp-group><p>Its members are told of what is new on the bay before all the others are.</p></div>",
        "<div class=author__bio-wrapper><div><p>He has covered the bay for nine winters, and rows to work.</p></div></div>",
        "<div class=embed><p>An dieser Stelle finden Sie einen ausgewählten, externen Inhalt, der den Text ergänzt.</p></div>",
    ],
)
def test_what_a_form_or_a_box_on_the_author_says_is_no_text(plea: str) -> None:
    assert article(paragraphs(*TEXT[:2]) + plea + paragraphs(*TEXT[2:])).body.split("\n\n") == list(TEXT)


def test_a_text_that_is_all_in_a_box_called_after_a_life_is_one() -> None:
    assert article(f"<div class=author-bio>{paragraphs(*TEXT)}</div>").body.split("\n\n") == list(TEXT)


@pytest.mark.parametrize(
    "beside",
    [
        "<div class=img-box><h2>The mayor, left, at the old landing in May</h2></div>",
        f"<div class=img-box><h1>The mayor, left, {'and the ferryman of the northern shore, ' * 7}at the old landing in May</h1></div>",
        "<div class=CarouselSlide-info><p>The mayor at the old landing</p></div>",
        "<div class=photo-caption><span><b>The mayor at the old landing</b></span></div>",
        "<div class='vjs-wrapper'><h2>How often does the landing close?</h2></div>",
        "<div class=c-video-player><h3>How often does the landing close?</h3></div>",
    ],
)
def test_captions_and_titles_of_players_are_no_text(beside: str) -> None:
    assert article(paragraphs(*TEXT[:2]) + beside + paragraphs(*TEXT[2:])).body.split("\n\n") == list(TEXT)
    [line] = blocks(LexborHTMLParser(beside)).lines
    assert rules.label(line, False, False) == "caption"


def test_a_heading_in_a_box_that_only_sounds_like_a_player_stays() -> None:
    for called in ("players", "videogames", "team-player-notes"):
        [line] = blocks(LexborHTMLParser(f"<div class={called}><h2>The western side</h2></div>")).lines
        assert rules.label(line, False, False) == ("caption" if called == "team-player-notes" else "")


def test_a_short_line_right_behind_a_picture_in_its_box_says_what_it_shows() -> None:
    shown = "<p><img src=/landing.jpg width=900><br><em>The old landing in May</em></p>"
    read = article(paragraphs(*TEXT[:2]) + shown + paragraphs(*TEXT[2:]))
    assert read.body.split("\n\n") == list(TEXT)
    assert [(image.url, image.caption) for image in read.images] == [("https://post.example/landing.jpg", "The old landing in May")]
    beside = f"<p><img src=/landing.jpg>{'The ferry sailed on Monday morning after the storm, the harbour board said. ' * 3}</p>"
    assert "sailed on Monday" in article(paragraphs(*TEXT[:2]) + beside + paragraphs(*TEXT[2:])).body
    essay = "".join(f"<p><img src=/{n}.jpg>On day {n} of the storm nobody at all came over the bay.</p>" for n in range(9))
    assert article(paragraphs(*TEXT[:1]) + essay).body.count("nobody at all") == 9
