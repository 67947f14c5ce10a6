"""Does the terminal show an article's pictures, and an outlet's places in lines that can be read?"""

from __future__ import annotations

import pytest
from press_rows import NOW

from wirecopy.show import article_for_terminal
from wirecopy.show_rows import outlet_facts
from wirecopy.wire.article import Article, Block, Image
from wirecopy.wire.models import Copy, Feed, Outlet, Repeat


def test_captions_and_who_took_the_picture_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    pictures = (
        Image("https://a.example/1.jpg", "The landing [north] in winter.", "Ada Brand"),
        Image("https://a.example/2.jpg", "A pier (Ada Brand)", "Ada Brand"),
        Image("https://a.example/3.jpg", alt="A pier in ice"),
        Image("https://a.example/4.jpg"),
    )
    article_for_terminal(Article(headline="Landing", blocks=(Block("paragraph", "Text."),), images=pictures))
    assert [line.removeprefix("picture").strip() for line in capsys.readouterr().out.splitlines() if line.startswith("picture")] == [
        "The landing [north] in winter.  Ada Brand", "A pier (Ada Brand)", "shows A pier in ice", "https://a.example/4.jpg"
    ]  # fmt: skip


def test_items_of_a_list_bear_numbers_where_the_page_numbers_them(capsys: pytest.CaptureFixture[str]) -> None:
    places = {"ol > li": ("Mend the nets.", "Sail."), "ul > li": ("Bring oil.",)}
    items = [Block("list_item", text, place=place) for place, texts in places.items() for text in texts]
    article_for_terminal(Article(headline="Nets", blocks=(*items, Block("paragraph", "That is all."))))
    shown = [line.rstrip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert shown[-4:] == ["1. Mend the nets.", "2. Sail.", "• Bring oil.", "That is all."]


@pytest.mark.django_db
def test_an_outlets_lines_and_places_stand_in_two_lists(capsys: pytest.CaptureFixture[str]) -> None:
    outlet = Outlet.objects.create(name="The Courier", slug="courier", home="https://courier.example/", added_at=NOW)
    Feed.objects.create(outlet=outlet, url="https://courier.example/rss", domain="courier.example", interval=20)
    places = {"div.wrap > div.head > h1.title": "A headline", "div.wrap > aside.more": "More from the Courier " * 9}
    for number in range(4):
        copy = Copy.objects.create(outlet=outlet, url=f"https://courier.example/{number}", domain="courier.example", seen_at=NOW)
        Repeat.objects.create(outlet=outlet, key="line", copy=copy, kind="line", sample="Order now", seen_at=NOW)
        for place, sample in places.items():
            Repeat.objects.create(outlet=outlet, key=place[-16:], copy=copy, kind="place", sample=sample, place=place, seen_at=NOW)
    outlet_facts(outlet)
    lines, of_places = capsys.readouterr().out.split("Places of its pages")
    assert "every 20 s" in lines and "Order now" in lines and "aside.more" not in lines
    (row,) = [line for line in of_places.splitlines() if "aside.more" in line]
    assert row.split()[0] == "4" and "…" in row and len(row) <= 100
    assert "h1" not in of_places
