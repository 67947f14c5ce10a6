"""Where is a line of flat text glued, and where does a name only look so?"""

from __future__ import annotations

import pytest
from test_ends import ENGLISH, GERMAN

from wirecopy.wire import plain_glue
from wirecopy.wire.plain_lines import Row


@pytest.mark.parametrize(
    "pieces",
    [
        ["Ferry back at NessBy Ida Strand"[:18], "By Ida Strand", "12 March 2031"],
        ["Ferry back at Ness", "Ida Strand", "Published: 12 March 2031"],
        ["12 March 2031", "The ferry is back at Ness, and the islanders are glad of it."],
        ["The ferry is back.", "“We are glad,” said Ida.", "It sails at noon."],
        ["The ferry is back.", "Advertisement", "It sails at noon."],
        ["Share this:", "Facebook", "Twitter", "Email"],
        ["Home", "News", "Sport", "Culture", "The ferry is back at Ness"],
        ["Read more: Gulls take over the town hall", "“We are glad,” said Ida."],
        ["The landing in 1911", "Photo: Ida Strand", "The ferry is back at Ness, and the islanders are glad of it."],
        ["Ein Fährschiff ist zurück.", "Über den Preis sagt keiner etwas."],
    ],
    ids=lambda pieces: pieces[0],
)
def test_a_line_is_cut_where_it_is_glued(pieces: list[str]) -> None:
    assert plain_glue.pieces("".join(pieces)) == pieces


@pytest.mark.parametrize(
    "line",
    [
        *ENGLISH,
        *GERMAN,
        "He said YouTube Kids and PayPal would follow McDonald's lead.",
        "Node.JS and ASP.NET are used by eBay and by Booking.com as well.",
        "U.S.A. and J.K. Rowling met at 10.30 a.m. on the iPhone 15.",
        "DeepMind's AlphaFold won, the BBC's NewsNight said.",
        "LONDON - Stocks were divided, with sectors parting ways.Tech stocks ...",
        "“No.” “Yes.”",
        "vanDijk",
        "",
    ],
)
def test_what_only_looks_glued_is_whole(line: str) -> None:
    assert plain_glue.pieces(line) == [line]


def test_only_the_first_piece_keeps_the_mark_of_its_row() -> None:
    assert list(plain_glue.parted([Row("Ferry backBy Ida Strand", "h1")])) == [Row("Ferry back", "h1"), Row("By Ida Strand")]


def test_a_line_of_many_seams_is_cut_in_time() -> None:
    assert len("".join(plain_glue.pieces("aaBb" * 100_000))) == 400_000
