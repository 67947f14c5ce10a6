"""Does anything leave the press that an outlet does not allow? Each kind of page and feed, held against each kind of right."""

from __future__ import annotations

import json
from pathlib import Path

import press_rows as rows
import pytest
from django.conf import settings

from wirecopy.press.store import PageStore
from wirecopy.wire.article import Block, Image
from wirecopy.wire.models import Change, Copy, Outlet
from wirecopy.wire.rights import RIGHTS

pytestmark = pytest.mark.django_db

OPENING = "Openingword " + "and more of the opening " * 5
HIDDEN = "Deepword " + "which only the whole text has " * 20
BLOCKS = (
    Block("paragraph", OPENING, f"<b>{OPENING}</b>"),
    Block("paragraph", HIDDEN, f"<i>{HIDDEN} Tailword</i>"),
    Block("table", "Tableword"),
)
PICTURE = Image("https://pictures.example/original.jpg", "Captionword", "Creditword", "Altword")


def printed(rights: str, *, pictures: bool = False, others: bool = False) -> dict[str, str]:
    """All that an edition puts out, by address, when its one outlet grants `rights`; with `others`, a free one has the story too."""
    edition = rows.edition(sections=[("World", {"languages": ["en"]})])
    if others:
        free = rows.outlet("Anchorage Tide")
        first = rows.copy(free, rows.article("Free story", rows.NOW))
    closed = rows.outlet("The Owner", rights=rights, pictures=pictures)
    told = rows.article(
        "Headlineword", rows.NOW, standfirst="Standfirstword", blocks=BLOCKS, images=(PICTURE,), corrections=("Correctionword",),
        dateline=rows.Dateline("KIRKENES", as_printed="KIRKENES:"),
    )  # fmt: skip
    rows.copy(closed, told, picture="owners.jpg", into=first.placement.story if others else None)
    rows.print_all()
    return everything(edition.slug)


def everything(slug: str) -> dict[str, str]:
    store = PageStore(settings.PAGES)
    bodies = {path: store.get(slug, path) for path in store.paths(slug) if not path.startswith("/static/")}
    return {path: (body or b"").decode() for path, body in bodies.items()}


def pages_with(word: str, pages: dict[str, str]) -> set[str]:
    return {path for path, text in pages.items() if word in text}


def test_a_headline_alone_brings_no_other_word_of_the_outlets_text(data: Path) -> None:
    pages = printed("headline")
    for word in ("Standfirstword", "Openingword", "Deepword", "Tableword", "Correctionword", "Captionword", "Creditword", "Altword"):
        assert pages_with(word, pages) == set(), word
    assert {"/", "/rss.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml", "/section/world/", "/archive/2026-11-24/"} <= pages_with(
        "Headlineword", pages
    )


def test_an_excerpt_is_the_opening_and_nothing_after_it(data: Path) -> None:
    pages = printed("excerpt")
    story = next(path for path in pages if path.startswith("/story/"))
    assert "Standfirstword" in pages[story] and "Openingword" in pages[story]
    for word in ("Tailword", "Tableword", "Captionword", "owners.jpg", "original.jpg"):
        assert pages_with(word, pages) == set(), word
    assert all(text.count("which only the whole text has") <= 10 for text in pages.values())


def test_the_whole_text_stands_on_the_storys_own_page_when_all_of_it_is_allowed(data: Path) -> None:
    pages = printed("full")
    story = next(path for path in pages if path.startswith("/story/"))
    assert "Tailword</i>" in pages[story] and "Tableword" in pages[story]
    assert pages_with("Captionword", pages) == set()


def test_pictures_are_shown_only_where_they_are_allowed_and_only_from_our_own_host(data: Path) -> None:
    pages = printed("excerpt", pictures=True)
    story = next(path for path in pages if path.startswith("/story/"))
    assert 'src="/pictures/owners.jpg"' in pages[story] and "Captionword" in pages[story]
    assert pages_with("original.jpg", pages) == set()


def test_what_one_outlet_allows_does_not_open_anothers_copy_of_the_same_story(data: Path) -> None:
    pages = printed("headline", others=True)
    story = next(path for path in pages if path.startswith("/story/"))
    assert "Headlineword" in pages[story] and "We have been promised" in pages[story]
    assert pages_with("Openingword", pages) == pages_with("Standfirstword", pages) == set()


def test_rights_that_are_taken_back_leave_no_word_on_any_page(data: Path) -> None:
    pages = printed("full", pictures=True)
    assert pages_with("Openingword", pages)
    owner = Outlet.objects.get(slug="the-owner")
    Outlet.objects.filter(pk=owner.pk).update(rights="headline", pictures=False)
    Change.note("outlet", owner.pk, rows.NOW, 0)
    rows.print_all()
    pages = everything("barents")
    for word in ("Openingword", "Standfirstword", "Captionword", "owners.jpg"):
        assert pages_with(word, pages) == set(), word


@pytest.mark.parametrize("rights", RIGHTS)
def test_the_page_of_a_story_links_the_original_and_stands_for_itself(data: Path, rights: str) -> None:
    pages = printed(rights)
    copy = Copy.objects.get()
    story = next(path for path in pages if path.startswith("/story/"))
    assert f'href="{copy.url}"' in pages[story]
    assert f'<link rel="canonical" href="https://barents.example{story}">' in pages[story]
    assert "noindex" not in pages[story]


def test_text_cannot_become_markup_and_cannot_leave_the_facts_for_machines(data: Path) -> None:
    evil = '</script><script>alert(1)</script><img src=x onerror="x">'
    rows.edition(sections=[])
    rows.copy(rows.outlet("The Owner"), rows.article(evil, rows.NOW, standfirst=evil, blocks=(Block("paragraph", evil),), byline=evil))
    rows.print_all()
    pages = {path: text for path, text in everything("barents").items() if path.endswith(("/", ".html"))}
    assert pages_with("<script>alert", pages) == set()
    assert pages_with("<img src=x", pages) == set()
    story = next(text for path, text in pages.items() if path.startswith("/story/"))
    facts = story.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(facts)["headline"] == evil
