"""Which lines of a page are furniture, by what earlier pages of its outlet showed?"""

from __future__ import annotations

from dataclasses import replace

from wirecopy.wire.article import Article, Block, Furniture
from wirecopy.wire.furniture import Seen, around, near_copies, repeated, shown, without

LEDE = "The harbour board of Ness opened its new quay on Monday, nine days late and a little over what it had said it would cost."
SECOND = "Three boats from Vik were the first to land there, with crab and cod, and were met by the school's brass band and a cold wind."
PLEA = "Our letter from the quay comes every Friday"
PRAISE = (
    "The Lantern has told the valley what happens to it since the first mill was built there, and it is owned by those who read it. "
    "A share costs as much as a pair of good boots, and gives its holder one vote in the meeting of the year."
)
QUOTE = "“We will mend it before the ice comes,” said the head of works."
TEASER = '<p>From our pages: <a href="/s">{}</a></p>'


def block(text: str, kind: str = "paragraph", html: str = "") -> Block:
    return Block(kind, text, html or f"<p>{text}</p>")


def article(*blocks: Block | str) -> Article:
    given = tuple(block(one) if isinstance(one, str) else one for one in blocks)
    return Article(blocks=given, body="\n\n".join(one.text for one in given))


def learnt(*pages: Article, among: int = 4) -> dict[str, Seen]:
    """What these pages taught, each a copy of its own."""
    copies: dict[str, set[int]] = {}
    for number, page in enumerate(pages, 1):
        for line in [*shown(page.blocks), *around(page)]:
            for key in line.keys:
                copies.setdefault(key, set()).add(number)
    return {key: Seen(frozenset(found), among) for key, found in copies.items()}


def other(number: int, *blocks: Block | str) -> Article:
    """A page that tells something else and shows these lines at its end."""
    words = " ".join(f"word{number}{n}" for n in range(60))
    return article(f"{words}.", *blocks)


def left(page: Article, known: dict[str, Seen]) -> list[str]:
    return [one.text for one in without(page, repeated(shown(page.blocks), known)).blocks]


def test_a_short_line_of_one_earlier_page_goes_out_of_the_text_and_to_the_furniture():
    page = article(LEDE, PLEA, SECOND)
    found = without(page, repeated(shown(page.blocks), learnt(other(1, PLEA))))
    assert found.body == f"{LEDE}\n\n{SECOND}"
    assert found.furniture == (Furniture("repeated", PLEA),)


def test_nothing_is_taken_from_a_first_page():
    page = article(LEDE, PLEA, SECOND)
    assert without(page, repeated(shown(page.blocks), {})) is page


def test_case_blanks_and_marks_make_no_difference():
    assert left(article(LEDE, "OUR LETTER  from the quay comes every Friday!", SECOND), learnt(other(1, PLEA))) == [LEDE, SECOND]


def test_long_prose_in_the_middle_needs_three_other_pages():
    page = article(LEDE, PRAISE, SECOND)
    others = [other(n, PRAISE) for n in (1, 2, 3)]
    assert left(page, learnt(*others[:1])) == left(page, learnt(*others[:2])) == [LEDE, PRAISE, SECOND]
    assert left(page, learnt(*others)) == [LEDE, SECOND]


def test_background_that_few_of_many_pages_share_stays():
    page = article(LEDE, PRAISE, SECOND)
    assert PRAISE in left(page, learnt(*(other(n, PRAISE) for n in (1, 2, 3)), among=30))


def test_a_quote_that_two_stories_repeat_stays_wherever_it_stands():
    assert left(article(LEDE, QUOTE, SECOND), learnt(other(1, QUOTE))) == [LEDE, QUOTE, SECOND]
    assert left(article(LEDE, SECOND, QUOTE), learnt(other(1, QUOTE))) == [LEDE, SECOND, QUOTE]


def test_a_sentence_that_two_stories_share_stays_and_one_that_every_page_shows_goes():
    sentence = "The quay of Ness has been shut to boats since the great flood."
    page = article(LEDE, sentence, SECOND)
    assert sentence in left(page, learnt(other(1, sentence)))
    assert sentence not in left(page, learnt(other(1, sentence), other(2, sentence)))


def test_a_long_line_at_the_very_end_goes_after_one_page_and_so_does_what_stands_before_it():
    told = [one.text for one in other(7).blocks] + [LEDE, SECOND]
    assert left(article(*told, PRAISE, PLEA), learnt(other(1, PRAISE, PLEA))) == told


def test_a_lede_that_another_page_showed_as_a_teaser_stays():
    lede = LEDE[:100]
    known = learnt(other(1, lede), other(2, block(lede, html=f'<p><a href="/s">{lede}</a></p>')))
    assert left(article(lede, SECOND), known) == [lede, SECOND]


def test_links_that_change_go_by_the_words_beside_them():
    first, second = (
        block(f"From our pages: {t}", html=TEASER.format(t)) for t in ("Vik paints its school kitchen", "Crab is dear in Ness")
    )
    assert left(article(LEDE, first, SECOND), learnt(other(1, second))) == [LEDE, SECOND]


def test_links_that_change_go_by_the_heading_over_them_and_take_it_along():
    heading = block("The valley reads", "subhead", "<h3>The valley reads</h3>")

    def link(text: str) -> Block:
        return block(text, "list_item", f'<li><a href="/m">{text}</a></li>')

    page = article(LEDE, heading, link("Vik paints its kitchen"), link("Crab is dear in Ness"), SECOND)
    assert left(page, learnt(other(1, heading, link("A ferry for Holtby")))) == [LEDE, SECOND]


def test_a_heading_over_text_that_stays_needs_three_pages():
    heading = block("Background", "subhead", "<h3>Background</h3>")
    page = article(LEDE, heading, SECOND)
    assert left(page, learnt(other(1, heading))) == [LEDE, "Background", SECOND]
    assert left(page, learnt(*(other(n, heading) for n in (1, 2, 3)))) == [LEDE, SECOND]


def test_no_line_is_taken_from_a_near_copy():
    before = article(LEDE, SECOND, "Short and shared", PLEA)
    page = article("The quay of Ness is open, and it has cost more than anybody in the county had thought it would.", *before.blocks)
    known = learnt(before)
    assert near_copies(shown(page.blocks), known) == {1}
    assert repeated(shown(page.blocks), known) == set()


def test_what_others_show_too_is_taken_from_a_near_copy():
    before = article(LEDE, SECOND, PLEA)
    assert left(article(LEDE, SECOND, PLEA), learnt(before, other(2, PLEA))) == [LEDE, SECOND]


def test_a_page_that_shares_much_of_its_text_does_not_prove_its_short_lines():
    more = "In Holtby a row of lime kilns was sold to a group of teachers once the money for them had been found by the county."
    before = article(
        SECOND, "Short and shared", "Of Vik nothing is known yet but the names of its three boats, and that their nets were new."
    )
    page = article(LEDE, SECOND, "Short and shared", more)
    assert near_copies(shown(page.blocks), learnt(before)) == set()
    assert "Short and shared" in left(page, learnt(before))


def test_what_an_editor_keeps_stays():
    known = {key: replace(seen, kept=True) for key, seen in learnt(other(1, PLEA)).items()}
    assert left(article(LEDE, PLEA, SECOND), known) == [LEDE, PLEA, SECOND]


def test_a_page_of_furniture_alone_is_left_as_it_is():
    assert left(article(PLEA, "Paid notice"), learnt(other(1, PLEA, "Paid notice"))) == [PLEA, "Paid notice"]


def test_furniture_teaches_and_teasers_do_not():
    page = Article(furniture=(Furniture("bio", PLEA), Furniture("teaser_list", LEDE)))
    assert [line.text for line in around(page)] == [PLEA]


def test_a_dateline_comes_to_light_when_a_line_before_it_goes():
    page = article(
        "Listen to this story", "KATHMANDU, April 25 (Reuters) - A road was opened after a winter of storms, the council said.", SECOND
    )
    found = without(page, repeated(shown(page.blocks), learnt(other(1, "Listen to this story"))))
    assert found.dateline is not None and found.dateline.agency == "Reuters"


def test_scripts_without_blanks_are_measured_by_what_they_say():
    told = (
        "港の委員会は月曜日に新しい埠頭を開いた。予定より九日遅れ、費用も見積もりを上回った。三隻の船が着いた。町の人々は埠頭に集まった。"
    )
    page = article(LEDE, told, SECOND)
    assert told in left(page, learnt(other(1, told)))
