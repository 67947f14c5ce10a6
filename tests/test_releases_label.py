"""Is a news release labelled as one on every page, in every feed and letter, and an edition's own copy as its own?"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from mail_rows import subscriber
from press_rows import NOW, article, copy, edition, outlet, print_all
from releases_rows import attach, draft, release, walk

from wirecopy.desk import noticing
from wirecopy.mail import claims, mailings
from wirecopy.mail.claims import Job
from wirecopy.mail.digest import digest as letter_of
from wirecopy.mail.models import Subscription
from wirecopy.mail.subscribing import masthead
from wirecopy.mail.writing import FRESH, Writer
from wirecopy.press import issuing, letters
from wirecopy.press.models import Edition
from wirecopy.press.telling import appearances, tell
from wirecopy.press.words import words
from wirecopy.releases.models import Release

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> None:
    settings.DATA, settings.PAGES, settings.CAPTURES = tmp_path, tmp_path / "pages", tmp_path / "captures"


def printed(here: Edition) -> tuple[Release, dict[str, str]]:
    """A release, an own text and a report by others, all on the wire and printed: the release, and every file of the edition by path."""
    made = release(here, standing="accepted")
    attach(made)
    attach(made, "#a03030", caption="The old shed in 2020.")
    draft(here, ready_at=NOW)
    copy(outlet("Cascade Press"), article("Ferry runs late", NOW - timedelta(hours=1)), NOW - timedelta(hours=1))
    walk()
    print_all()
    made.refresh_from_db()
    root = Path(django_settings.PAGES, here.slug)
    files = {f"/{file.relative_to(root)}": file.read_text() for file in root.rglob("*") if file.suffix in (".html", ".xml", ".json")}
    return made, files


def labelled(page: str, path: str, label: str = "News release") -> bool:
    """Does the label stand close before the link to the story?"""
    return bool(re.search(rf'<b class="release">{label}</b>(?:(?!<article|<li)[\s\S]){{0,160}}href="{re.escape(path)}"', page))


def test_on_every_page_that_names_it() -> None:
    made, files = printed(edition())
    story = made.copy.placement.story
    path = f"/story/{story.pk}-{story.slug}/"
    own = files[f"{path}index.html"]
    assert '<b class="release">News release</b> <h1' in own
    assert "Vardø Rowing Club wrote this text and handed it in. An editor of The Barents Wire accepted it." in own
    assert '"genre": "PressRelease"' in own and "First published at" not in own
    assert own.count("<figure>") == 2 and "The old shed in 2020." in own
    assert "Where this came from" in own and "handed in by the sender, accepted by an editor" in own
    naming = {name: page for name, page in files.items() if name.endswith(".html") and f'href="{path}"' in page}
    naming.pop(f"{path}index.html", None)
    assert {name.split("/")[1] for name in naming} >= {"index.html", "archive", "outlet", "story"}
    for name, page in naming.items():
        assert labelled(page, path), name
    for name, page in files.items():
        for other in re.findall(r'href="(/story/[^"]+)"', page) if name.endswith(".html") else ():
            assert other == path or not labelled(page, other), f"{name} labels {other}, which is none"
    assert "A sender of news releases. It writes its texts itself." in files[f"/outlet/{made.copy.outlet.slug}/index.html"]


def test_in_the_language_of_the_edition() -> None:
    made, files = printed(edition(language="de", sections=[]))
    story = made.copy.placement.story
    assert labelled(files["/index.html"], f"/story/{story.pk}-{story.slug}/", "Pressemitteilung")


def test_in_the_feeds() -> None:
    made, files = printed(edition())
    wanted = {made.headline: True, "Harbour board meets behind closed doors": False, "Ferry runs late": False}
    rss = ElementTree.fromstring(files["/rss.xml"])
    told = {item.findtext("title"): item for item in rss.iter("item")}
    assert {title: "News release" in [c.text for c in item.findall("category")] for title, item in told.items()} == wanted
    encoded = "{http://purl.org/rss/1.0/modules/content/}encoded"
    assert (told[made.headline].findtext(encoded) or "").startswith("<p><b>News release: Vardø Rowing Club</b></p>")
    assert told[made.headline].findtext("{http://purl.org/dc/elements/1.1/}creator") == "Vardø Rowing Club"
    entries = ElementTree.fromstring(files["/atom.xml"]).iter(f"{ATOM}entry")
    terms = {entry.findtext(f"{ATOM}title"): [c.get("term") for c in entry.findall(f"{ATOM}category")] for entry in entries}
    assert {title: "PressRelease" in found for title, found in terms.items()} == wanted
    items = {item["title"]: item for item in json.loads(files["/feed.json"])["items"]}
    assert {title: item["_wirecopy"].get("genre") == "PressRelease" for title, item in items.items()} == wanted
    assert {title: "News release" in item.get("tags", ()) for title, item in items.items()} == wanted


def test_the_editions_own_copy_bears_its_name() -> None:
    here = edition()
    _, files = printed(here)
    story = next(page for name, page in files.items() if name.startswith("/story/") and "Harbour board meets" in page.split("<h1")[1][:80])
    assert ">The Barents Wire</a>" in story and 'class="release">News release</b> <h1' not in story and "PressRelease" not in story
    assert "By Pia Lund" in story and "<b>Kirkenes, Norway</b>" in story
    assert "What this paper writes itself." in files["/outlet/own-barents/index.html"]


def text_of(writer: Writer, job: Job, now: datetime) -> str:
    """A letter that is made now, as plain text."""
    make = writer.of(job, now)
    assert make
    part = message_from_bytes(make().data, policy=policy.default).get_body(("plain",))
    assert part
    return " ".join(str(part.get_content()).split())


def an_issue(here: Edition) -> Any:
    made = issuing.make_issue(here, "daily", LATER)
    assert made
    return made


def test_in_the_letter_and_on_its_page() -> None:
    here = edition()
    made, _ = printed(here)
    issue = an_issue(here)
    letter = letter_of(letters.told_now(issue), (), masthead(here))
    assert re.search(r">News release</p>\s*<h3[^>]*><a[^>]*>Vardø rowing club opens its boathouse", letter.html)
    assert letter.html.count("News release") == 1 and letter.text.count("News release") == 1
    assert "[News release] Vardø rowing club opens its boathouse" in " ".join(letter.text.split())
    print_all(LATER)
    root = Path(django_settings.PAGES, here.slug, "letters")
    story = made.copy.placement.story
    assert labelled((root / f"{issue.day}" / "index.html").read_text(), f"/story/{story.pk}-{story.slug}/")
    for feed in ("rss.xml", "atom.xml", "feed.json"):
        assert "News release:" in (root / feed).read_text(), feed


def test_a_release_that_is_withdrawn_while_its_letter_is_being_sent_stands_in_no_letter_made_after_that() -> None:
    here = edition()
    made, _ = printed(here)
    mailing = mailings.make(an_issue(here), LATER)
    Subscription.objects.create(subscriber=subscriber("ann@x.example"), edition=here, since_at=NOW)
    assert mailings.fill(mailing, LATER) == 1
    with transaction.atomic():
        (job,) = claims.mark("here", mailing, 9, LATER + timedelta(days=1))
    writer = Writer()
    before = text_of(writer, job, LATER)
    assert "[News release] Vardø rowing club" in before and "roof again" in before
    story = made.copy.placement.story
    noticing.kill(here, story, "Pia Lund", "withdrawn by its sender", "The club has withdrawn this release.", "", LATER, copy=made.copy)
    after = text_of(writer, job, LATER + FRESH + timedelta(seconds=1))
    assert "Vardø rowing club" not in after and "roof again" not in after and "Ferry runs late" in after
    assert not [story for story in tell(here, appearances(here)) if story.best.copy == made.copy.pk]


def test_every_language_of_the_press_has_the_words() -> None:
    said = [words(language)["release_note"].format(outlet="X", paper="Y") for language in ("en", "de", "fr", "es", "no")]
    assert len(set(said)) == 5 and all("X" in text and "Y" in text for text in said)
