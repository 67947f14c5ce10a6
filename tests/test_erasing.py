"""Is what was erased for legal reasons nowhere any more, does the rest stand as it was, and does it stay away?"""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import press_rows
import pytest
import releases_rows
import roads
from backports import zstd
from click.testing import CliRunner
from django.conf import settings as django_settings
from django.db import connection
from fastwarc.warc import ArchiveIterator
from newsroom_rows import editor

from wirecopy import cli_erasing, erasing
from wirecopy.accounts.models import Deed
from wirecopy.desk.models import Erasure, Group, Notice, Objection, Story
from wirecopy.press import issuing, paths
from wirecopy.press.models import Edition, Issue
from wirecopy.releases.models import Attached, Draft, Release
from wirecopy.wire import captures, filing
from wirecopy.wire import erasing as wire
from wirecopy.wire.models import Copy, Feed, Outlet, Picture, Reading, Stumble, Take
from wirecopy.wire.work import page_of

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "quxilante"  # stands in the headline, the address and each paragraph of what is to be erased
OTHERS = ("Nets cost more", "Ferry is late again", "Museum opens its hall")


def text(seed: int, word: str = "") -> str:
    """Paragraphs in words of their own: texts of two seeds tell of nothing in common."""
    own = "bcdfghjklmnpqrstvwxz"[seed % 20] * 2
    return "".join(f"<p>{word} {block.text.replace(' ', own + ' ')}</p>" for block in press_rows.long_text(seed, 5))


class Wire:
    """Two outlets on loopback: one has the story and three more, the other a copy of its text without that word, or, where it is to be
    `alone`, a story of its own."""

    def __init__(self, alone: bool) -> None:
        self.more, self.alone = "", alone

    def answer(self, host: str, path: str) -> roads.Reply | None:
        if path.endswith(".xml"):
            return 200, {"Content-Type": "application/rss+xml"}, self.feed(host).encode()
        if path == "/robots.txt":
            return 404, {}, b""
        headline, body = self.page(host, path)
        page = f'<html lang="en"><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{body}</article></body></html>'
        return 200, {"Content-Type": "text/html; charset=utf-8"}, page.encode()

    def page(self, host: str, path: str) -> tuple[str, str]:
        if WORD in path or "moved" in path:
            return f"The {WORD} affair of the crab boats", text(1, WORD) + self.more
        if host == "kola.example":
            return ("Choir sings in the fog", text(8)) if self.alone else ("An affair of the crab boats", text(1))
        number = int(path.rsplit("-", 1)[-1])
        return OTHERS[number], text(12 + number)

    def feed(self, host: str) -> str:
        links = [f"/{WORD}-affair", *(f"/other-{number}" for number in range(3))] if host == "harbour.example" else ["/crab"]
        items = "".join(
            f"<item><title>{self.page(host, link)[0]}</title><link>http://{host}{link}</link><guid isPermaLink='false'>{host}{link}</guid>"
            f"<description>{self.more and 'changed'}</description></item>"
            for link in links
        )
        return f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'


@pytest.fixture
def world(data: Path, settings: Any, request: Any) -> Iterator[Wire]:
    """A printed edition, and all that was fetched, read, folded and printed of the wire; with a second version, and a letter."""
    made = Wire(getattr(request, "param", "") == "alone")
    with roads.bad_wire(made.answer) as proxy:
        settings.WIRECOPY = {**settings.WIRECOPY, "PROXY": proxy, "DELAY": 0}
        press_rows.edition(sections=[])
        for host in ("harbour", "kola"):
            roads.add(f"http://{host}.example/feed.xml", name=f"{host.title()} Post")
            Outlet.objects.update(rights="full")
            roads.run(settings)
        made.more = f"<p>{WORD} was added later, in a second version of it.</p>"
        Feed.objects.update(due_at=roads.now(), body_hash="", etag="", last_modified="")
        roads.run(settings, later=timedelta(hours=2))
        issuing.make_issue(Edition.objects.get(), "daily", roads.now() + timedelta(hours=3))
        roads.run(settings, later=timedelta(hours=3))
        yield made


def target() -> Copy:
    return Copy.objects.get(url__contains=WORD)


def where_it_stands(data: Path, word: str = WORD) -> list[str]:
    """Every file below the data folder, and of the database, that says `word`: in its name, its bytes, or what these are packed from."""
    database = Path(connection.settings_dict["NAME"])
    files = [*data.rglob("*"), *database.parent.glob(database.name + "*")] if connection.vendor == "sqlite" else [*data.rglob("*")]
    return sorted(str(file) for file in files if word in str(file).lower() or (file.is_file() and _says(file, word)))


def _says(file: Path, word: str) -> bool:
    body = file.read_bytes()
    unpack = {".br": brotli.decompress, ".gz": gzip.decompress, ".zst": zstd.decompress}.get(file.suffix)
    return any(word.encode() in each.lower() for each in (body, unpack(body) if unpack and body else b""))


def read_on_from_the_first(file: Path) -> list[str]:
    with open(file, "rb") as stream:
        return [record.headers["WARC-Target-URI"] for record in ArchiveIterator(stream) if record.record_id and record.http_headers]


def erase(copy: Copy, **more: Any) -> Erasure:
    return erasing.erase(copy, Edition.objects.order_by("pk").first(), "Ada", "Art. 17 GDPR", datetime.now(UTC), **more)


@pytest.mark.parametrize("world", ["alone", "together"], indirect=True)
def test_it_is_nowhere_below_the_data_folder_and_the_rest_stands(world: Wire, data: Path, settings: Any) -> None:
    copy, others = target(), {take.pk: page_of(take) for take in Take.objects.exclude(copy=target())}
    story = copy.placement.story
    assert copy.takes.count() == 2 and WORD in story.slug and WORD in story.slugline
    before = where_it_stands(data)
    wanted = ("captures", f"/story/{story.pk}-", "index.html.br", "index.html.gz", "rss.xml", "letters", "/copy/")
    assert all(any(part in file for file in before) for part in wanted), before
    assert any("sqlite" in file for file in before) or connection.vendor != "sqlite"
    row = erase(copy)
    roads.run(settings, later=timedelta(hours=3))
    assert where_it_stands(data) == []
    assert row.reached["takes"] == row.reached["captures"] == 2 and row.reached["issues"] == 1 and row.reached["pages"] > 5
    assert "affair" not in json.dumps(row.reached) + row.ground
    assert {take.pk: page_of(take) for take in Take.objects.all()} == others
    for file in django_settings.CAPTURES.iterdir():
        assert len(read_on_from_the_first(file)) == sum(1 for take in Take.objects.all() if take.warc == file.name)
    assert Copy.objects.exclude(url__startswith=wire.MARK).count() == 4


@pytest.mark.parametrize("world", ["alone", "together"], indirect=True)
def test_a_story_that_nothing_tells_any_more_keeps_a_page_that_says_so(world: Wire, data: Path, settings: Any) -> None:
    story, alone = target().placement.story, world.alone
    assert alone is not story.placements.exclude(copy=target()).exists()
    objection = Objection.objects.create(edition=Edition.objects.get(), story=story, page=paths.story(story.pk, story.slug), kind="removal",
                                         name="x", said="x", came_at=roads.now(), due_at=roads.now())  # fmt: skip
    erase(target(), objection=objection)
    assert not story.choices.exists()
    roads.run(settings, later=timedelta(hours=3))
    story.refresh_from_db()
    objection.refresh_from_db()
    folder = data / "pages" / "barents" / paths.story(story.pk, "story").strip("/")
    page = (folder / "index.html").read_text()
    assert objection.page == paths.story(story.pk, "story") and objection.erasures.count() == 1
    if alone:
        assert "erased for legal reasons" in page and (folder / "index.html.gone").exists()
        assert Notice.objects.get().kind == "kill" and story.slug == "story"
    else:
        assert "One of the texts of this story was erased" in page and Notice.objects.get().kind == "correct"
    assert not Group.objects.filter(foldings=None).exclude(terms=b"").exists()


def test_its_feed_does_not_bring_it_again_nor_a_redirect_to_it(world: Wire, data: Path, settings: Any) -> None:
    erase(target())
    world.more = "<p>Changed once more.</p>"
    Feed.objects.update(due_at=roads.now(), body_hash="", etag="", last_modified="")
    roads.run(settings, later=timedelta(hours=4))
    assert where_it_stands(data) == [] and Copy.objects.exclude(url__startswith=wire.MARK).count() == 4
    assert not Stumble.objects.filter(sentence__contains=WORD).exists()
    given = {f"https://harbour.example/{WORD}-affair": "", "http://harbour.example/new-address": f"harbour.example/{WORD}-affair"}
    feed = Feed.objects.get(url__contains="harbour")
    another = Feed.objects.exclude(pk=feed.pk)[0]
    other = {"http://harbour.example/other-1": "x"}
    assert wire.barred([(another, other), (feed, given)]) == {(feed.pk, url) for url in given}
    assert wire.barred([(feed, other)]) == set()
    ids = {f"http://elsewhere.example/{number}": guid for number, guid in enumerate(given.values()) if guid}
    assert len(wire.barred([(feed, ids)])) == 1 and wire.barred([(another, ids)]) == set()  # an id is one feed's
    here = f"http://harbour.example/{WORD}-affair"
    moved = Copy.objects.create(outlet=feed.outlet, feed=feed, url="http://harbour.example/short", domain="harbour.example",
                                seen_at=roads.now(), due_at=roads.now())  # fmt: skip
    from wirecopy.net import Answer, Validators

    answer = Answer(moved.url, here, 200, {}, f"<p>{WORD}</p>".encode(), Validators(), "", roads.now(), "text/html", None, None)
    [(_, _, fetched)] = filing.keep_pages([(moved, answer)], captures.Captures(settings.CAPTURES))
    assert fetched.setback and fetched.setback[0] == "erased" and fetched.place is None and not fetched.again


def test_a_restored_backup_is_cleaned_by_the_list(world: Wire, data: Path, settings: Any, tmp_path: Path) -> None:
    """Captures, pages and pictures come back, and the row of the copy with them; the list was kept."""
    copy, url = target(), target().url
    reading = copy.placement.reading
    shutil.copytree(data, tmp_path / "backup")
    pictures = data / "pages" / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    (pictures / "abc.webp").write_bytes(WORD.encode())
    Picture.objects.create(copy=copy, url="http://harbour.example/1.jpg", domain="harbour.example", file="abc.webp")
    places = list(copy.takes.values_list("warc", "warc_offset", "warc_length", "sha256", "size"))
    erase(copy)
    assert not (pictures / "abc.webp").exists()
    (pictures / "abc.webp").write_bytes(WORD.encode())
    (tmp_path / "backup" / "erased.jsonl").unlink(missing_ok=True)
    shutil.copytree(tmp_path / "backup", data, dirs_exist_ok=True)
    back = Copy.objects.filter(pk=copy.pk)
    back.update(url=url, headline=f"The {WORD} affair")
    for number, (warc, offset, length, sha256, size) in enumerate(places, 1):
        take = Take.objects.create(copy=copy, number=number, received_at=roads.now(), url=url, sha256=sha256, size=size, warc=warc,
                                   warc_offset=offset, warc_length=length)  # fmt: skip
    Reading.objects.create(take=take, version="x", read_at=roads.now(), article=reading.article, headline=reading.headline)
    assert len(where_it_stands(data)) > 5
    told = CliRunner().invoke(cli_erasing.erase, ["--again"])
    assert told.exit_code == 0 and "1 copies" in told.output, told.output
    roads.run(settings, later=timedelta(hours=3))
    assert where_it_stands(data) == []
    assert "nothing had come back" in CliRunner().invoke(cli_erasing.erase, ["--again"]).output
    assert "2 copies were erased" in CliRunner().invoke(cli_erasing.erase, []).output


def test_the_list_says_nothing_of_what_it_was_and_a_cut_line_breaks_nothing(world: Wire, data: Path) -> None:
    erase(target())
    said = (data / "erased.jsonl").read_text()
    assert WORD not in said and "harbour.example" not in said and "affair" not in said
    assert (data / "erased.jsonl").stat().st_mode & 0o077 == 0
    with (data / "erased.jsonl").open("a") as file:
        file.write('{"at": "2026\n{}\n')
    assert len(wire.listed()) == 1
    assert wire.mark("http://a.example/x") == wire.mark("https://a.example/x#part") != wire.mark("https://a.example/y")


def test_what_breaks_off_in_the_middle_is_finished_by_the_list(world: Wire, data: Path, settings: Any, monkeypatch: Any) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(erasing.wire, "forget", lambda copy: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            erase(target())
    assert target() and Erasure.objects.count() == 0
    erasing.again(datetime.now(UTC), "Ada")
    roads.run(settings, later=timedelta(hours=3))
    assert where_it_stands(data) == [] and Erasure.objects.count() == 1


@pytest.mark.parametrize("kind", ["release", "draft"])
def test_what_was_handed_in_or_written_here_goes_with_its_pictures(data: Path, kind: str) -> None:
    here = press_rows.edition(sections=[])
    text = f"The {WORD} boathouse opens. " * 30
    facts = {"headline": f"The {WORD} house", "text": text}
    made = releases_rows.release(here, standing="accepted", **facts) if kind == "release" else releases_rows.draft(
        here, ready_at=press_rows.NOW, **facts)  # fmt: skip
    releases_rows.attach(made, caption=WORD)
    other = releases_rows.draft(here)
    releases_rows.attach(other)  # the same picture, of another text
    own = releases_rows.attach(made, colour="#ff0000", caption=WORD)
    releases_rows.walk()
    press_rows.print_all()
    if isinstance(made, Release):
        releases_rows.release(here, standing="draft", corrects=made, **facts)
    made.refresh_from_db()
    assert made.copy and len(where_it_stands(data)) > 5
    erase(made.copy)
    press_rows.print_all(roads.now())
    assert where_it_stands(data) == []
    assert not Release.objects.exists() and Draft.objects.count() == 1
    kept = Attached.objects.get()
    assert (data / "uploads" / kept.file).exists() and not (data / "uploads" / own.file).exists()
    assert not Picture.objects.exists()


def test_without_the_words_of_its_address_the_address_stays(world: Wire, data: Path) -> None:
    story = target().placement.story
    erase(target(), address=False)
    assert Story.objects.get(pk=story.pk).slug == story.slug


@pytest.mark.parametrize("where", [0, 1, 2])
def test_the_captures_beside_an_erased_one_are_read_at_their_places(tmp_path: Path, where: int) -> None:
    store, at = captures.Captures(tmp_path), datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    bodies = [f"<p>{number} {WORD * (number == where)}</p>".encode() * 40 for number in range(3)]
    places = [store.keep(f"http://a.example/{number}", 200, {}, body, at) for number, body in enumerate(bodies)]
    file = tmp_path / places[0].file
    size = file.stat().st_size
    captures.erase(tmp_path, places[where])
    assert file.stat().st_size == size and captures.whole_frames(file.read_bytes()) == size
    left = [f"http://a.example/{number}" for number in range(3) if number != where]
    assert read_on_from_the_first(file) == left
    assert [address for _, address in captures.records(tmp_path, file.name)] == left
    assert captures.at(tmp_path, places[where]) is None and WORD.encode() not in zstd.decompress(file.read_bytes())
    with open(file, "rb") as stream, io.BytesIO(zstd.decompress(stream.read())) as whole:
        assert sum(1 for _ in ArchiveIterator(whole)) == 3
    store.close()
    after = captures.Captures(tmp_path).keep("http://a.example/9", 200, {}, b"<p>x</p>", at)
    assert after.offset == size


def test_an_administrator_erases_and_it_is_in_the_log_and_nobody_else_can(world: Wire, data: Path) -> None:
    copy, here = target(), Edition.objects.get()
    path, story = f"/desk/barents/copy/{copy.pk}/erase/", copy.placement.story_id
    _, chief = editor(here, "chief")
    _, boss = editor(here, "administrator", "Ada Berg")
    assert (chief.get(path).status_code, chief.post(path + "now/").status_code) == (403, 403)
    assert "erase…" in boss.get(f"/desk/barents/story/{story}/").content.decode()
    assert "erase…" not in chief.get(f"/desk/barents/story/{story}/").content.decode()
    page = boss.get(path).content.decode()
    assert "data-sure" in page and WORD in page
    assert boss.get(path + "now/").status_code == 405
    for given, wrong in (
        ({"sure": "yes"}, "ground"), ({"ground": "x"}, "sure"), ({"ground": "x" * 301, "sure": "yes"}, "ground"),
        *(({"ground": "x", "sure": "yes", "objection": each}, "objection") for each in ("99", "x' OR", "9" * 30)),
    ):  # fmt: skip
        answer = boss.post(path + "now/", given)
        assert answer.status_code == 422 and f'id="{wrong}-wrong"' in answer.content.decode()
    assert not Deed.objects.exists() and Copy.objects.filter(pk=copy.pk, url=copy.url).exists()
    assert boss.post(path + "now/", {"ground": "Art. 17 GDPR", "sure": "yes", "address": "yes"}).status_code == 303
    [deed], row = Deed.objects.all(), Erasure.objects.get()
    assert (deed.verb, deed.which, deed.said, deed.by) == ("erase", copy.pk, {"erasure": row.pk, "ground": "Art. 17 GDPR"}, "Ada Berg")
    assert "Art. 17 GDPR" in boss.get("/desk/barents/log/").content.decode()
    assert boss.get(path).status_code == boss.post(path + "now/").status_code == 404
    coast = press_rows.edition(slug="coast", host="coast.example", masthead="Coast", sections=[], rules={"words": ["nothing"]})
    _, elsewhere = editor(coast, "administrator")
    assert elsewhere.get(f"/desk/coast/copy/{Copy.objects.exclude(url__startswith=wire.MARK)[0].pk}/erase/").status_code == 404
    assert Issue.objects.count() == 1
