"""Does a line know where it stands, in the same words on each page and in each process?"""

from __future__ import annotations

import wirecopy
from wirecopy.wire.article import Article

PAGE = """<html><body><main><article class="post-{n} story"><h1>The quay of Ness is open</h1>
<p>The harbour board of Ness opened its new quay on Monday, nine days late and a little over what it had said it would cost.</p>
<div class="related wide x1" id="r{n}"><p><a href="/s">Vik paints its kitchen, and the school eats out for a week</a></p></div>
<p>Three boats from Vik were the first to land there, with crab and cod, and were met by the school's brass band and a wind.</p>
<p>The county had asked for two berths; the board built five, and has let the last of them to a maker of sails since the spring.</p>
<p>Nobody spoke at the opening, for the wind took every word away. The crab was eaten on the spot, and the cod went to the school.</p>
</article></main></body></html>"""


def test_a_block_says_its_tags_and_classes_without_their_numbers():
    first, second = (wirecopy.read(PAGE.replace("{n}", n)) for n in ("17", "3041"))
    assert {block.place for block in first.blocks} == {block.place for block in second.blocks} == {"main > article.post-.story > p"}


def test_what_stands_beside_the_text_is_named_with_a_line_of_it_and_outlives_json():
    page = wirecopy.read(PAGE.replace("{n}", "1"))
    assert page.beside["article.post-.story > div.related.wide > p"] == "Vik paints its kitchen, and the school eats out for a week"
    assert Article.from_dict(page.as_dict()) == page
