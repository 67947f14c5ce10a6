"""Does copy get from other outlets' feeds to a printed edition, and is each step written down?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from roads import collect_only, now, run

from wirecopy import copyflow, running
from wirecopy.demo import serve, wire
from wirecopy.desk.models import Placement, Story
from wirecopy.press.models import Appearance, Stale
from wirecopy.press.store import PageStore
from wirecopy.wire import captures, retention, work
from wirecopy.wire.models import Change, Copy, Passage, Picture, Reading, Stumble, Take

pytestmark = pytest.mark.django_db(transaction=True)

AFTER_THE_UPDATE = timedelta(hours=1)


@pytest.fixture
def sample(data, settings):
    """The sample wire, its outlets and editions in the tables; `sample.later` moves its clock on."""
    anchor = now()
    made = wire.build(anchor)

    class Sample:
        truth = made.truth
        later = timedelta(0)

    here = Sample()
    served = serve.start(made, clock=lambda: now() + here.later)
    settings.WIRECOPY = {**settings.WIRECOPY, "PROXY": served.url, "DELAY": 0.0, "AGE_DAYS": 0, "POLL_LEAST": 30.0}
    work.readers.cache_clear()
    running.fill(made, anchor, "127.0.0.1", 8000)
    yield here
    work.readers().close()
    served.close()


def test_the_sample_wire_is_collected_read_placed_and_printed(sample, settings):
    run(settings)
    right = 0
    for true in sample.truth:
        copy = Copy.objects.get(url=true.url)
        right += Reading.objects.get(take__copy=copy).headline == true.headline
        legs = list(Passage.objects.filter(take__copy=copy).order_by("pk").values_list("leg", flat=True))
        assert legs == ["poll", "fetch", "read", "fold", "place"]
    assert right >= 0.95 * len(sample.truth)
    assert not Take.objects.exclude(next_leg="").exists()
    assert not Change.objects.exists()
    assert not Stale.objects.filter(due_at__lte=now()).exists()
    assert Placement.objects.count() == len(sample.truth)
    stories = dict(Placement.objects.values_list("copy__url", "story"))
    copies = [true for true in sample.truth if true.copy_of and true.kind in ("copy", "trimmed")]
    assert len(copies) > 20 and all(stories[true.url] == stories[true.copy_of] for true in copies)
    assert Story.objects.count() <= len(sample.truth) - len(copies)
    front = PageStore(settings.PAGES).get("barents", "/").decode()
    assert front.count("/story/") >= 10


def test_every_story_of_an_edition_has_a_page_that_says_where_it_came_from(sample, settings):
    run(settings)
    store = PageStore(settings.PAGES)
    pages = [p for p in store.paths("barents") if p.startswith("/story/")]
    shown = [path for path in pages if b'class="chain' in store.get("barents", path)]
    assert len(shown) == Appearance.objects.filter(edition__slug="barents").count()
    merged = {f"/story/{story.pk}-{story.slug}/" for story in Story.objects.filter(merged_into__isnull=False)}
    assert set(pages) - set(shown) <= merged


def test_a_changed_article_is_a_new_take_of_the_same_copy(sample, settings):
    run(settings)
    before, stories = Take.objects.count(), Story.objects.count()
    sample.later = AFTER_THE_UPDATE
    run(settings, later=timedelta(days=2))
    changed = Copy.objects.filter(takes__number=2)
    assert changed.count() == Take.objects.count() - before == 1
    copy = changed.get()
    old, new = (take.readings.get() for take in copy.takes.order_by("number"))
    assert old.headline != new.headline
    assert copy.placement.reading == new
    assert Story.objects.count() == stories
    assert "changes story" in Passage.objects.get(reading=new, leg="place").outcome


def test_polling_again_finds_nothing_new_and_fetches_nothing(sample, settings):
    run(settings)
    takes = Take.objects.count()
    run(settings, later=timedelta(hours=5))
    assert Take.objects.count() == takes


def test_pictures_are_kept_only_where_the_outlet_allows_them(sample, settings):
    run(settings)  # the pictures are named by the readings of this run,
    run(settings)  # and fetched by the next
    allowed = Picture.objects.exclude(file="")
    assert allowed.exists()
    assert all(picture.copy.outlet.pictures for picture in Picture.objects.select_related("copy__outlet"))
    for picture in allowed:
        assert (settings.PAGES / "pictures" / picture.file).read_bytes()[8:12] == b"WEBP"


def test_a_take_whose_capture_is_lost_is_set_aside_and_the_others_walk_on(sample, settings):
    collect_only(settings)
    bad = Take.objects.order_by("pk").first()
    Take.objects.filter(pk=bad.pk).update(warc_offset=10**9)
    while copyflow.move("tests", now()):
        pass
    stumble = Stumble.objects.get(take=bad)
    assert stumble.why == "capture-lost" and stumble.again_at is None
    bad.refresh_from_db()
    assert (bad.next_leg, bad.due_at) == ("read", None)
    assert Reading.objects.count() == len(sample.truth) - 1


def test_a_fault_in_a_leg_is_a_stumble_that_is_tried_again_later(sample, settings, monkeypatch, caplog):
    collect_only(settings)

    def faulty(judged: Sequence[tuple[Take, object]], at: datetime) -> list[tuple[Reading, str]]:
        raise KeyError("planted")

    read = copyflow.BY_NAME["read"]
    monkeypatch.setitem(copyflow.BY_NAME, "read", copyflow.Leg("read", read.rule, read.judge, faulty))
    moved = copyflow.move("tests", now())
    assert moved and not Reading.objects.exists()
    assert set(Stumble.objects.values_list("why", flat=True)) == {"fault"}
    monkeypatch.undo()
    again = now() + timedelta(minutes=5)
    while copyflow.move("tests", again):
        pass
    assert Reading.objects.count() == len(sample.truth)


def test_of_takes_that_are_written_together_a_fault_strikes_only_the_one_that_has_it(sample, settings, monkeypatch, caplog):
    collect_only(settings)
    bad = Take.objects.order_by("pk")[2]
    read = copyflow.BY_NAME["read"]

    def faulty(judged: Sequence[tuple[Take, object]], at: datetime) -> list[tuple[Reading, str]]:
        written = read.write(judged, at)
        if any(take.pk == bad.pk for take, _ in judged):
            raise KeyError("planted")
        return written

    monkeypatch.setitem(copyflow.BY_NAME, "read", copyflow.Leg("read", read.rule, read.judge, faulty))
    while copyflow.move("tests", now()):
        pass
    assert Stumble.objects.get().take == bad
    assert not bad.readings.exists() and not bad.passages.filter(leg="read").exists()
    assert Reading.objects.count() == Placement.objects.count() == len(sample.truth) - 1


def test_a_leg_that_keeps_failing_is_tried_ever_more_rarely_and_then_set_aside(sample, settings, monkeypatch):
    collect_only(settings)
    Take.objects.exclude(pk=Take.objects.first().pk).update(next_leg="", due_at=None)
    monkeypatch.setattr(work, "page_of", lambda take: 1 / 0)
    clock, waits = now(), []
    while copyflow.move("tests", clock):
        due = Take.objects.get(next_leg="read").due_at
        if due is None:
            break
        waits.append(due - clock)
        clock = due
    assert len(waits) == copyflow.TRIES - 1
    assert waits[-1] > waits[0]
    assert copyflow.redo("read", None, clock) == 1
    monkeypatch.undo()
    assert copyflow.move("tests", clock) == 1 and Reading.objects.exists()


def test_redo_read_makes_readings_beside_the_old_ones_and_says_what_changed_before_they_are_taken(sample, settings, monkeypatch):
    run(settings)
    before = Reading.objects.count()
    changed = Reading.objects.first()
    Reading.objects.filter(pk=changed.pk).update(article={**changed.article, "headline": "What an older reader made of it"})
    monkeypatch.setattr(work, "READER", "next")
    found = {r.take: r.changes for r in work.reread(now())}
    assert len(found) == before == Reading.objects.filter(version="next", taken=False).count()
    assert found[changed.take_id] == ("headline",)
    assert Placement.objects.filter(reading__version="next").count() == 0
    assert work.take_readings(now()) == before
    while copyflow.move("tests", now()):
        pass
    assert Placement.objects.exclude(reading__version="next").count() == 0


def test_two_claims_never_hold_the_same_take(sample, settings):
    collect_only(settings)
    first = {take.pk for take in copyflow.claim("one", now(), 10)}
    second = {take.pk for take in copyflow.claim("two", now(), 10)}
    assert len(first) == len(second) == 10 and not first & second
    copyflow.release("one")
    assert {take.pk for take in copyflow.claim("three", now(), 10)} == first


def test_captures_past_their_time_are_dropped_and_it_is_said(sample, settings):
    collect_only(settings)
    said = retention.drop_captures(now() + timedelta(days=91))
    assert said.startswith("dropped 1 of 1")
    assert not list(settings.CAPTURES.glob("*.zst"))
    take = Take.objects.first()
    assert take.warc == ""
    with pytest.raises(captures.Lost, match="dropped"):
        work.page_of(take)


def test_a_disk_budget_drops_the_oldest_day_first(settings, data):
    settings.WIRECOPY = {**settings.WIRECOPY, "CAPTURE_GB": 0.000_001}
    settings.CAPTURES.mkdir()
    for day in ("2026-03-01", "2026-03-02"):
        (settings.CAPTURES / f"{day}.1.warc.zst").write_bytes(b"x" * 900)
    retention.drop_captures(datetime.fromisoformat("2026-03-03T12:00:00+00:00"))
    assert [file.name for file in settings.CAPTURES.iterdir()] == ["2026-03-02.1.warc.zst"]
