"""Does the door keep its manners: robots.txt, one request at a time, a pause between two?"""

from __future__ import annotations

import asyncio
import gzip
import itertools

import pytest
from raw_server import Asked, Say, redirect, reply, serving

from wirecopy.net import Answer, Door, Trouble

SITE = "http://courier.example"
ROBOTS = f"{SITE}/robots.txt"
PAGE = f"{SITE}/world/story.html"
OPEN = reply(b"<p>Port Wendel</p>")
CLOSED = reply(b"User-agent: *\nDisallow: /world/")


def ask_for(robots: Say | list[Say], *urls: str, **more: Say) -> tuple[list[Answer | Trouble], list[str]]:
    """What comes of asking for pages of a site with this robots.txt, and what the site was asked for."""

    async def ask() -> tuple[list[Answer | Trouble], list[str]]:
        answers: dict[str, Say | list[Say]] = {PAGE: OPEN, f"{SITE}/sport": OPEN, ROBOTS: robots}
        async with serving(answers | more) as server, Door(server.proxied(total_seconds=1)) as door:
            return [await door.get(url) for url in urls or (PAGE,)], server.targets()

    return asyncio.run(ask())


def test_robots_are_asked_once_and_obeyed() -> None:
    got, asked = ask_for(CLOSED, PAGE, f"{SITE}/sport", PAGE)
    assert [isinstance(one, Answer) for one in got] == [False, True, False]
    assert isinstance(got[0], Trouble)
    assert (got[0].why, got[0].url) == ("robots", PAGE)
    assert asked == [ROBOTS, f"{SITE}/sport"]


def test_a_feed_that_a_person_chose_is_fetched_without_asking_robots() -> None:
    async def ask() -> None:
        async with serving({ROBOTS: CLOSED, PAGE: OPEN}) as server, Door(server.proxied()) as door:
            assert isinstance(await door.get(PAGE, accept="feed", check_robots=False), Answer)
            assert server.targets() == [PAGE]

    asyncio.run(ask())


@pytest.mark.parametrize("status", ["404 Not Found", "401 No", "403 No", "410 Gone"])
def test_no_robots_means_all_is_open(status: str) -> None:
    got, _ = ask_for(reply(b"User-agent: *\nDisallow: /", status=status))
    assert isinstance(got[0], Answer)


@pytest.mark.parametrize("status", ["500 Oh", "503 Later", "429 Slow Down"])
def test_robots_out_of_order_means_nothing_is_open(status: str) -> None:
    got, asked = ask_for(reply(status=status, Retry_After="600"), PAGE, PAGE)
    assert isinstance(got[0], Trouble)
    assert (got[0].why, got[0].retry_after) == ("robots", 600)
    assert asked == [ROBOTS]


async def silent(_: Asked, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(20)


def test_silent_robots_mean_nothing_is_open() -> None:
    got, _ = ask_for(silent)
    assert isinstance(got[0], Trouble)
    assert got[0].why == "timeout"
    assert "robots.txt" in got[0].sentence


def test_robots_are_followed_to_where_they_are() -> None:
    got, _ = ask_for(redirect("http://www.courier.example/robots.txt", "301 Moved"), **{"http://www.courier.example/robots.txt": CLOSED})
    assert isinstance(got[0], Trouble)
    assert got[0].why == "robots"


def test_robots_that_redirect_for_ever_mean_all_is_open() -> None:
    got, _ = ask_for(redirect(ROBOTS))
    assert isinstance(got[0], Answer)


def test_packed_and_huge_robots_are_read_as_far_as_they_go() -> None:
    rules = b"User-agent: *\nDisallow: /world/\n" + b"# filler\n" * 1_000_000
    for say in (reply(rules), reply(gzip.compress(rules), Content_Encoding="gzip")):
        got, _ = ask_for(say)
        assert isinstance(got[0], Trouble)
        assert got[0].why == "robots"


def test_each_hop_of_a_page_is_asked_of_the_robots_of_its_own_site() -> None:
    start = "http://short.example/x"
    got, asked = ask_for(CLOSED, start, **{start: redirect(PAGE)})
    assert isinstance(got[0], Trouble)
    assert (got[0].why, got[0].url) == ("robots", PAGE)
    assert asked == ["http://short.example/robots.txt", start, ROBOTS]


async def slowly(_: Asked, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.05)
    writer.write(OPEN)


def test_a_domain_has_one_request_at_a_time_with_a_pause_and_others_do_not_wait_for_it() -> None:
    near = ["http://courier.example/1", "http://www.courier.example/2", "http://news.courier.example/3", "http://courier.example/4"]
    far = ["http://wendel.example/", "http://harbour.example/", "http://a.github.io/", "http://b.github.io/"]

    async def ask() -> None:
        async with serving(dict.fromkeys(near + far, slowly)) as server, Door(server.proxied(delay=0.1)) as door:
            got = await asyncio.gather(*(door.get(url, check_robots=False) for url in near + far))
            assert all(isinstance(one, Answer) for one in got)
            ours = [asked for asked in server.asked if "courier" in asked.target]
            assert [asked.target for asked in ours] == near
            for before, after in itertools.pairwise(ours):
                assert after.began - before.ended >= 0.099
            first_done = min(asked.ended for asked in server.asked)
            assert all(asked.began <= first_done for asked in server.asked if "courier" not in asked.target)

    asyncio.run(ask())


def test_a_crawl_delay_makes_the_pause_longer() -> None:
    async def ask() -> None:
        robots = reply(b"User-agent: wirecopy\nCrawl-delay: 0.3\nAllow: /")
        async with serving({ROBOTS: robots, PAGE: OPEN}) as server, Door(server.proxied(delay=0.01)) as door:
            await door.get(PAGE)
            await door.get(PAGE)
            times = [asked.began for asked in server.asked]
            assert all(after - before >= 0.3 for before, after in itertools.pairwise(times))

    asyncio.run(ask())


def test_no_more_connections_are_open_than_allowed_and_waiting_for_one_costs_no_time() -> None:
    running, most = 0, 0

    async def count(_: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.15)
        running -= 1
        writer.write(OPEN)

    async def ask() -> None:
        urls = [f"http://paper{n}.example/" for n in range(18)]
        async with serving(dict.fromkeys(urls, count)) as server, Door(server.proxied(connections=2, total_seconds=1.2)) as door:
            got = await asyncio.gather(*(door.get(url, check_robots=False) for url in urls))
            assert all(isinstance(one, Answer) for one in got)

    asyncio.run(ask())
    assert most == 2


def test_a_request_that_is_given_up_frees_its_domain() -> None:
    async def ask() -> None:
        async with serving({f"{SITE}/slow": silent, PAGE: OPEN}) as server, Door(server.proxied()) as door:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(door.get(f"{SITE}/slow", check_robots=False), 0.1)
            assert isinstance(await asyncio.wait_for(door.get(PAGE, check_robots=False), 1), Answer)

    asyncio.run(ask())
