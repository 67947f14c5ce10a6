"""Which lines at the edges of a text are of it, and which do outlets put there?"""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

import wirecopy
from wirecopy.wire import elsewhere
from wirecopy.wire.blocks import blocks

TEXT = (
    "The council of Harrow Bay voted late on Tuesday to rebuild the old ferry landing, ending a quarrel that had lasted three winters.",
    "Nine members were in favour and four against, said the mayor, and work is to begin in April, once the ice has left the harbour.",
    "The landing was closed three years ago, after a storm tore away half of its deck, and the islanders have since come in boats.",
    "The work will cost 4.2 million crowns, most of it paid by the county, and a first estimate had been twice as high, the council said.",
)


def body(*tail: str) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT) + "".join(tail)
    head = '<meta name="author" content="Mina Okaro"><title>Harrow Bay to rebuild its ferry landing</title>'
    story = f"<article><h1>Harrow Bay to rebuild its ferry landing</h1><div>{paragraphs}</div></article>"
    return wirecopy.read(f"<html><head>{head}</head><body>{story}</body></html>", "https://post.example/harbours/landing").body


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
        '&gt;&gt; Are you looking for <a href="/loan">money to build a boat of your own</a> this year?',
        "WATCH | The council votes on the landing:",
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
