"""Is what visits write together as safe as what each wrote alone?"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from roads import add, now

from wirecopy.net import Answer, Validators
from wirecopy.wire import announce, collect, hosts
from wirecopy.wire.captures import Captures
from wirecopy.wire.models import Copy, Feed
from wirecopy.wire.together import Together


def rss(host: str) -> Answer:
    url = f"https://{host}/feed.xml"
    item = f"<item><title>A quay is mended</title><link>https://{host}/quay</link><guid>{host}</guid></item>"
    body = f"<rss version='2.0'><channel><title>{host}</title>{item}</channel></rss>".encode()
    return Answer(url, url, 200, {}, body, Validators(), "", now(), "application/rss+xml", None, None)


@pytest.mark.django_db(transaction=True)
def test_a_poll_that_was_written_with_a_faulty_one_is_written_whole_when_it_is_done_again(data, monkeypatch):
    feeds = [add(f"https://{host}/feed.xml", name=host) for host in ("ness.example", "skye.example")]
    settle = announce._settle

    def faulty(feed: Feed, *given: object) -> None:
        if "skye" in feed.url:
            raise KeyError("planted")
        settle(feed, *given)

    monkeypatch.setattr(announce, "_settle", faulty)
    collector = collect.Collector("tests", Captures(settings.CAPTURES))
    answers = [(feed, rss(feed.domain)) for feed in feeds]
    with pytest.raises(KeyError):
        collector._write(answers)
    assert not Copy.objects.exists()
    collector._write(answers[:1])
    assert Copy.objects.get().url == "https://ness.example/quay"


@pytest.mark.django_db
def test_of_each_domain_the_first_jobs_are_looked_up_feeds_before_the_newest_copies(data):
    feed = add("https://ness.example/feed.xml")
    other = add("https://skye.example/feed.xml", name="Another")
    Copy.objects.bulk_create(
        Copy(
            outlet=feed.outlet, feed=feed, url=f"https://ness.example/{n}", domain="ness.example", seen_at=now(), due_at=now(),
            given_at=now() - timedelta(hours=n),
        )
        for n in range(30)
    )  # fmt: skip
    jobs = hosts.due_jobs(["ness.example", "skye.example"], now())
    assert jobs["ness.example"][0] == feed and jobs["skye.example"] == [other]
    assert [job.url[-2:] for job in jobs["ness.example"][1:4]] == ["/0", "/1", "/2"]
    assert len(jobs["ness.example"]) == 1 + hosts.AHEAD


def test_what_is_asked_for_while_the_thread_is_busy_is_done_in_one_go_and_a_fault_strikes_its_own() -> None:
    lists: list[list[int]] = []
    gate = threading.Event()

    def deed(given: Sequence[int]) -> list[int]:
        gate.wait(5)
        lists.append(list(given))
        if 3 in given:
            raise ValueError("three")
        return [one * 10 for one in given]

    async def ask() -> list[object]:
        with ThreadPoolExecutor(1) as thread:
            together = Together(thread, deed)
            first = asyncio.create_task(together(1))
            await asyncio.sleep(0)
            others = [asyncio.create_task(together(one)) for one in (2, 3, 4)]
            await asyncio.sleep(0)
            gate.set()
            return await asyncio.gather(first, *others, return_exceptions=True)

    got = asyncio.run(ask())
    assert got[:2] + got[3:] == [10, 20, 40] and isinstance(got[2], ValueError)
    assert lists[:2] == [[1], [2, 3, 4]]
