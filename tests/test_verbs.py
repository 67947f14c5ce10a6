"""Do the verbs say what they did, and what is wrong?"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from roads import now

from wirecopy.demo import serve, wire

PAGE = """<html lang="en"><head><title>Ferry back in service - Ness Post</title>
<meta property="og:site_name" content="Ness Post"><meta property="article:published_time" content="2026-03-01T12:30:00+01:00"></head>
<body><article><h1>Ferry back in service</h1><p class="byline">By Ada Holm</p>
<p>NESS, March 1 (Cascade Press) - The ferry to Ness runs again after nine days in the yard, the harbour board said on Sunday.</p>
<p>Its shaft was mended at the yard in Vik, which had first asked for twice the time. "We found the part in a shed," said Ola Berg,
who runs the yard with his sister and two apprentices.</p></article></body></html>"""


@pytest.fixture
def say(tmp_path: Path):
    """Run a verb in a process of its own, over a data folder of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("WIRECOPY_")}
    environment |= {"WIRECOPY_DATA": str(tmp_path / "data"), "WIRECOPY_DELAY": "0", "WIRECOPY_AGE_DAYS": "0"}

    def run(*words: str, code: int = 0, given: str | None = None, **settings: str) -> str:
        command = [sys.executable, "-m", "wirecopy", *words]
        env = environment | {f"WIRECOPY_{name}": value for name, value in settings.items()}
        done = subprocess.run(command, env=env, input=given, capture_output=True, text=True, cwd=tmp_path, timeout=60)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture
def proxy():
    anchor = now()
    served = serve.start(wire.build(anchor), clock=lambda: anchor)
    yield served.url
    served.close()


def test_read_prints_the_article_for_a_person(say, tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    told = say("read", "page.html")
    assert "Ferry back in service" in told and "Cascade Press" in told
    assert "The ferry to Ness runs again after nine days" in told


def test_read_prints_the_article_as_json(say, tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    article = json.loads(say("read", "page.html", "--json"))
    assert article["headline"] == "Ferry back in service"
    assert article["published"]["instant"] == "2026-03-01T12:30:00+01:00"
    assert json.loads(say("read", "-", "--json", given=PAGE))["body"] == article["body"]


def test_read_says_what_is_wrong_with_a_file_or_an_address(say):
    assert "no.html: No such file or directory" in say("read", "no.html", code=1)
    assert "127.0.0.1" in say("read", "http://127.0.0.1:8000/x", code=1)


def test_an_outlet_is_added_from_its_front_page_polled_and_followed(say, proxy):
    told = say("add", "http://baltic-courier.example/", PROXY=proxy)
    assert "The Baltic Courier: added, a feed with" in told
    assert "already there" in say("add", "http://baltic-courier.example/", PROXY=proxy)
    assert "legs passed" in say("work", "--once", PROXY=proxy)
    listed = say("outlet")
    assert "baltic-courier" in listed and "excerpt" in listed
    assert "rights full" in say("outlet", "the-baltic-courier", "--rights", "full")
    opml = say("export")
    assert 'xmlUrl="http://baltic-courier.example/' in opml
    url = say("shell", "-c", "from wirecopy.models import Copy; print(Copy.objects.first().url)").split()[-1]
    way = say("where", url)
    assert all(leg in way for leg in ("poll", "fetch", "read", "place", "tells story"))


def test_an_address_without_a_scheme_is_tried_with_both(say, proxy):
    assert "added" in say("add", "baltic-courier.example", PROXY=proxy)


def test_an_outlet_with_a_news_sitemap_and_one_with_neither_are_added(say, proxy):
    assert "a news sitemap with" in say("add", "http://kushiro-evening.example/", PROXY=proxy)
    assert "its front page with" in say("add", "http://mareinsel-anzeiger.example/", PROXY=proxy)


def test_an_outlet_of_a_list_without_titles_is_called_as_its_feed_says(say, proxy, tmp_path):
    feed = re.search(r"https?://\S+", say("add", "http://baltic-courier.example/", PROXY=proxy).split("entries: ")[1])[0]
    (tmp_path / "list.opml").write_text(f'<opml><body><outline text="{feed}" xmlUrl="{feed}"/></body></opml>')
    assert "1 feeds added" in say("import", "list.opml", DATA="other")
    assert "baltic-courier.example" in say("outlet", DATA="other")
    say("work", "--once", DATA="other", PROXY=proxy)
    assert "The Baltic Courier" in say("outlet", DATA="other")


def test_what_cannot_be_added_is_said(say, proxy):
    assert "not an address that can be fetched" in say("add", "ftp://x.example/", code=1)
    assert "answered 404" in say("add", "http://baltic-courier.example/no-such-page", code=1, PROXY=proxy)
    assert "answers 502" in say("add", "http://nobody.example/", code=1, PROXY=proxy)
    assert "known" in say("where", "http://nowhere.example/x", code=1)
    assert "there is no outlet" in say("outlet", "nobody", code=1)


def test_opml_goes_in_and_comes_out(say, tmp_path):
    (tmp_path / "in.opml").write_text(
        '<opml version="2.0"><head><title>Mine</title></head><body><outline text="Coast"><outline text="Ness Post" type="rss" '
        'xmlUrl="http://ness-post.example/rss.xml" htmlUrl="http://ness-post.example/"/></outline><outline text="none"/></body></opml>'
    )
    assert "1 feeds added" in say("import", "in.opml")
    assert "0 feeds added" in say("import", "in.opml")
    assert "1 feeds written" in say("export", "out.opml")
    assert 'xmlUrl="http://ness-post.example/rss.xml"' in (tmp_path / "out.opml").read_text()
    (tmp_path / "bad.opml").write_text("<html>")
    say("import", "bad.opml", code=1)


def test_an_edition_is_made_changed_and_printed_to_a_folder(say, proxy, tmp_path):
    say("edition", "add", "coast", "--host", "coast.example", "--masthead", "The Coast", "--zone", "Europe/Oslo")
    assert "Nowhere/Land" in say("edition", "add", "x", "--host", "x.example", "--masthead", "X", "--zone", "Nowhere/Land", code=1)
    say("edition", "section", "coast", "fish", "--name", "Fish", "--by-word", "crab")
    say("edition", "change", "coast", "--tagline", "By the sea")
    assert "The Coast" in say("edition", "list")
    say("add", "http://baltic-courier.example/", PROXY=proxy)
    say("work", "--once", PROXY=proxy)
    assert "files of coast are in" in say("print", "out")
    front = (tmp_path / "out" / "index.html").read_text()
    assert "The Coast" in front and "By the sea" in front and "/section/fish/" in front


def test_check_shows_settings_and_what_is_missing(say):
    told = say("check", CONTACT="", DELAY="2")
    assert "WIRECOPY_DELAY" in told and "no outlet yet" in told and "WIRECOPY_CONTACT" in told


def test_a_wrong_setting_stops_every_verb_with_a_sentence(say):
    assert say("check", code=78, DELAY="soon").strip() == "wirecopy: WIRECOPY_DELAY='soon': use a number of seconds, as 1 or 0.5"


def test_a_verb_that_is_not_there_is_said_and_djangos_own_are(say):
    assert "there is no verb 'frobnicate'" in say("frobnicate", code=2)
    assert "no changes" in say("makemigrations", "--check", "--dry-run").lower()


def test_redo_read_has_nothing_to_do_when_every_reading_is_of_today(say, proxy):
    say("add", "http://baltic-courier.example/", PROXY=proxy)
    say("work", "--once", PROXY=proxy)
    assert "0 old readings were read again" in say("redo", "read")
    assert "0 takes stand before the leg place again" in say("redo", "place")
    assert "1 feeds are due now" in say("redo", "poll")
    assert "0 copies are to be fetched again" in say("redo", "fetch")
    assert "0 editions will be printed again" in say("redo", "print")


def test_a_data_folder_that_cannot_be_used_is_said(say, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    assert "cannot be used" in say("outlet", code=74)


def test_a_second_start_is_quick(say):
    began = time.monotonic()
    say("--version")
    assert time.monotonic() - began < 5
