"""How does the door ask, and what does it make of the answer? Against a real server on loopback."""

from __future__ import annotations

import asyncio
import base64
import gzip
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from raw_server import redirect, reply, serving

from wirecopy import net
from wirecopy.net import Answer, Door, Limits, Trouble, Validators, get_once

FEED = b"<rss version='2.0'><channel><title>Port Wendel Courier</title></channel></rss>"
TAGGED = reply(FEED, Content_Type="application/rss+xml; charset=UTF-8", ETag='W/"a b"', Last_Modified="Tue, 03 Mar 2026 08:00:00 GMT")


def test_an_answer_holds_what_came_back() -> None:
    async def ask() -> None:
        async with serving({"/feed": TAGGED}) as server, Door(server.door(contact="https://wendel.example/bot")) as door:
            got = await door.get(server.url("/feed#top"), accept="feed", check_robots=False)
            assert isinstance(got, Answer)
            assert (got.url, got.final_url, got.status, got.body, got.moved_to) == (server.url("/feed"), server.url("/feed"), 200, FEED, "")
            assert (got.content_type, got.charset, got.retry_after) == ("application/rss+xml", "UTF-8", None)
            assert got.validators == Validators('W/"a b"', "Tue, 03 Mar 2026 08:00:00 GMT", server.url("/feed"))
            assert (datetime.now(UTC) - got.fetched_at).total_seconds() < 5
            sent = server.asked[0].headers
            assert sent["user-agent"] == "Wirecopy/1.2 (+https://wendel.example/bot)"
            assert sent["accept-encoding"] == "gzip, br, zstd"
            assert sent["accept"].startswith("application/rss+xml")
            assert not {"cookie", "referer", "authorization", "if-none-match", "if-modified-since"} & sent.keys()

    asyncio.run(ask())


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified", "404 Not Found", "410 Gone", "500 Oh", "999 Odd"])
def test_any_status_is_an_answer(status: str) -> None:
    async def ask() -> None:
        async with serving({"/": reply(status=status)}) as server, Door(server.door()) as door:
            got = await door.get(server.url(), check_robots=False)
            assert isinstance(got, Answer)
            assert got.status == int(status[:3])

    asyncio.run(ask())


def test_validators_go_out_byte_for_byte_and_a_304_keeps_what_it_does_not_renew() -> None:
    held = Validators('W/"a b"', "tuesday, or so")

    async def ask() -> None:
        async with serving({"/feed": reply(status="304 Not Modified", ETag='"new"')}) as server, Door(server.door()) as door:
            got = await door.get(server.url("/feed"), validators=held, check_robots=False)
            assert isinstance(got, Answer)
            assert got.validators == Validators('"new"', "tuesday, or so", server.url("/feed"))
            assert server.asked[0].headers["if-none-match"] == 'W/"a b"'
            assert server.asked[0].headers["if-modified-since"] == "tuesday, or so"

    asyncio.run(ask())


def test_a_304_from_elsewhere_says_nothing_about_what_we_hold() -> None:
    async def ask() -> None:
        async with serving({"/feed": reply(status="304 Not Modified")}) as server, Door(server.door()) as door:
            for held in (None, Validators('"a"', "", server.url("/other"))):
                got = await door.get(server.url("/feed"), validators=held, check_robots=False)
                assert isinstance(got, Answer)
                assert (got.status, got.validators) == (304, Validators())

    asyncio.run(ask())


def test_validators_go_only_to_the_address_that_they_are_of() -> None:
    async def ask() -> None:
        async with serving({"/old": redirect("/new"), "/new": reply(), "/other": reply()}) as server, Door(server.door()) as door:
            of_new = Validators('"n"', "", server.url("/new"))
            for path in ("/old", "/other"):
                await door.get(server.url(path), validators=of_new, check_robots=False)
            await door.get(server.url("/old"), validators=Validators('"o"'), check_robots=False)
            sent = [(asked.target, asked.headers.get("if-none-match")) for asked in server.asked]
            assert sent == [("/old", None), ("/new", '"n"'), ("/other", None), ("/old", '"o"'), ("/new", None)]

    asyncio.run(ask())


@pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', '"a\x00"', '"' + "x" * 1000 + '"', '"\udc80"'])
def test_a_validator_that_is_unfit_for_a_header_is_never_sent(etag: str) -> None:
    async def ask() -> None:
        async with serving({"/": reply()}) as server, Door(server.door()) as door:
            assert isinstance(await door.get(server.url(), validators=Validators(etag, etag), check_robots=False), Answer)
            assert not {"if-none-match", "if-modified-since", "x-evil"} & server.asked[0].headers.keys()

    asyncio.run(ask())


@pytest.mark.parametrize(
    "header", [{"Cache_Control": "private, No-Store"}, {"Expires": "0"}, {"ETag": '"' + "x" * 5000 + '"'}, {"ETag": '"\xff"'}]
)
def test_validators_that_must_not_be_kept_are_not(header: dict[str, str]) -> None:
    async def ask() -> None:
        said = reply(**{"ETag": '"a"', **header}).replace("\xff".encode(), b"\xff")
        async with serving({"/": said}) as server, Door(server.door()) as door:
            got = await door.get(server.url(), check_robots=False)
            assert isinstance(got, Answer)
            assert got.validators == Validators()
            assert all(value.encode() for value in got.headers.values())  # whatever came can be stored as text

    asyncio.run(ask())


def test_retry_after_is_told() -> None:
    async def ask() -> None:
        async with serving({"/": reply(status="429 Slow Down", Retry_After="90")}) as server, Door(server.door()) as door:
            got = await door.get(server.url(), check_robots=False)
            assert isinstance(got, Answer)
            assert (got.status, got.retry_after) == (429, 90)

    asyncio.run(ask())


def test_a_packed_answer_is_unpacked() -> None:
    async def ask() -> None:
        async with serving({"/": reply(gzip.compress(FEED), Content_Encoding="gzip")}) as server, Door(server.door()) as door:
            got = await door.get(server.url(), check_robots=False)
            assert isinstance(got, Answer)
            assert got.body == FEED

    asyncio.run(ask())


def test_only_a_move_that_is_permanent_at_every_hop_is_told() -> None:
    async def ask() -> None:
        answers = {
            "/a": redirect("/b", "301 Moved"),
            "/b": redirect("/end", "308 Moved"),
            "/c": redirect("/d", "301 Moved"),
            "/d": redirect("/end", "302 Found"),
            "/end": reply(FEED),
        }
        async with serving(answers) as server, Door(server.door()) as door:
            for path, moved in (("/a", server.url("/end")), ("/c", ""), ("/end", "")):
                got = await door.get(server.url(path), check_robots=False)
                assert isinstance(got, Answer)
                assert (got.final_url, got.moved_to, got.body) == (server.url("/end"), moved, FEED)

    asyncio.run(ask())


def test_credentials_stay_with_their_own_server_and_out_of_all_that_is_told() -> None:
    async def ask() -> None:
        async with serving({"/far": reply()}) as other:
            answers = {"/feed": redirect("/near"), "/near": redirect(other.url("/far"), "301 Moved")}
            async with serving(answers) as server, Door(Limits("1.2", delay=0, allow=server.door().allow | other.door().allow)) as door:  # type: ignore[attr-defined]
                got = await door.get(f"http://reader:geh%20eim@127.0.0.1:{server.port}/feed", check_robots=False)
                assert isinstance(got, Answer)
                assert "geh" not in repr(got)
                wanted = "Basic " + base64.b64encode(b"reader:geh eim").decode()
                assert [asked.headers.get("authorization") for asked in server.asked] == [wanted, wanted]
                assert "authorization" not in other.asked[0].headers
                refused = await door.get("http://reader:geheim@127.0.0.1:9/", check_robots=False)
                assert isinstance(refused, Trouble)
                assert "geheim" not in repr(refused)

    asyncio.run(ask())


def test_cookies_are_not_kept() -> None:
    async def ask() -> None:
        async with serving({"/": reply(Set_Cookie="id=1; Path=/")}) as server, Door(server.door()) as door:
            await door.get(server.url(), check_robots=False)
            await door.get(server.url(), check_robots=False)
            assert "cookie" not in server.asked[1].headers

    asyncio.run(ask())


def test_a_proxy_is_asked_for_every_host_and_literal_private_addresses_are_still_refused() -> None:
    async def ask() -> None:
        answers = {"http://courier.example/feed": redirect("http://127.0.0.1:8080/"), "http://wendel.example:8080/": reply(FEED)}
        async with serving(answers) as server, Door(server.proxied()) as door:
            got = await door.get("http://wendel.example:8080/", check_robots=False)
            assert isinstance(got, Answer)
            assert got.body == FEED
            for url in (server.url(), "http://localhost/", "http://[::1]/", "http://courier.example/feed"):
                refused = await door.get(url, check_robots=False)
                assert isinstance(refused, Trouble)
                assert refused.why == "blocked-address"
            assert server.targets() == ["http://wendel.example:8080/", "http://courier.example/feed"]

    asyncio.run(ask())


def test_proxies_named_in_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask() -> None:
        async with serving({}) as proxy, serving({"/": reply(FEED)}) as server, Door(server.door()) as door:
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.url())
            got = await door.get(server.url(), check_robots=False)
            assert isinstance(got, Answer)
            assert got.body == FEED
            assert proxy.connections == 0

    asyncio.run(ask())


def test_a_name_is_used_only_at_its_public_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver is stood in for: no name of the real one leads where a test may go."""
    where = ["127.0.0.2"]
    monkeypatch.setattr(net, "addresses", lambda host, port, family: [(2, 6, ip) for ip in where])

    async def ask() -> None:
        async with serving({"/": reply(FEED)}) as server, Door(server.door()) as door:
            url = f"http://rebound.example:{server.port}/"
            got = await door.get(url, check_robots=False)
            assert isinstance(got, Trouble)
            assert got.why == "blocked-address"
            where.append("127.0.0.1")
            both = await door.get(url, check_robots=False)
            assert isinstance(both, Answer)
            assert server.connections == 1

    asyncio.run(ask())


def test_once_is_enough_for_the_command_line() -> None:
    class Hello(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(FEED)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Hello) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        got = get_once(f"http://127.0.0.1:{port}/", Limits("1.2", delay=0, allow=frozenset({("127.0.0.1", port)})), check_robots=False)
        server.shutdown()
    assert isinstance(got, Answer)
    assert got.body == FEED
