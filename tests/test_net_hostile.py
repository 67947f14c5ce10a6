"""What does the door do with a server that misbehaves? It ends in bounded time and memory, with one word for why."""

from __future__ import annotations

import asyncio
import gzip
import shutil
import ssl
import subprocess
import time
import tracemalloc
from pathlib import Path

import pytest
from costs import bounded
from raw_server import Asked, Say, redirect, reply, serving
from test_unpack import bomb

from wirecopy.net import Answer, Door, Trouble

PAGE = b"<p>The harbour of Port Wendel stays shut.</p>" * 1000


def ask_for(say: Say, path: str = "/", **limits: object) -> tuple[Answer | Trouble, int]:
    """What the door makes of one answer, and how often the server was asked."""

    async def ask() -> tuple[Answer | Trouble, int]:
        async with serving({path: say}) as server, Door(server.door(**limits)) as door:
            return await door.get(server.url(path), check_robots=False), len(server.asked)

    return asyncio.run(ask())


def why(say: Say, **limits: object) -> str:
    got, _ = ask_for(say, **limits)
    assert isinstance(got, Trouble), got
    assert got.sentence.endswith(".")
    return got.why


def test_redirects_in_a_circle_end() -> None:
    assert why(redirect("/")) == "redirects"


def test_a_sixth_redirect_is_not_followed() -> None:
    async def ask(hops: int) -> Answer | Trouble:
        answers: dict[str, Say | list[Say]] = {f"/{n}": redirect(f"/{n + 1}") for n in range(hops)}
        async with serving(answers | {f"/{hops}": reply(PAGE)}) as server, Door(server.door()) as door:
            return await door.get(server.url("/0"), check_robots=False)

    assert isinstance(asyncio.run(ask(5)), Answer)
    last = asyncio.run(ask(6))
    assert isinstance(last, Trouble)
    assert last.why == "redirects"


@pytest.mark.parametrize(
    "to",
    [
        "",
        "file:///etc/passwd",
        "gopher://wendel.example/",
        "ftp://wendel.example/",
        "data:text/html,x",
        "http://a b/",
        "http://[::/",
        "javascript:1",
    ],
)
def test_a_redirect_to_what_is_no_web_address_is_not_followed(to: str) -> None:
    assert why(redirect(to)) == "bad-redirect"


def test_a_redirect_without_a_place_to_go_is_trouble() -> None:
    assert why(reply(status="302 Found")) == "bad-redirect"


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/", "http://127.0.0.1:{port}/", "//169.254.169.254/latest", "http://2130706433/", "http://[::ffff:7f00:1]/"]
)
def test_a_redirect_inside_is_refused_at_every_hop(to: str) -> None:
    async def ask() -> None:
        async with (
            serving({"/": reply(b"secret")}) as inside,
            serving({"/": redirect("/2"), "/2": redirect(to.format(port=inside.port))}) as server,
        ):
            async with Door(server.door()) as door:
                got = await door.get(server.url(), check_robots=False)
            assert isinstance(got, Trouble)
            assert got.why == "blocked-address"
            assert inside.connections == 0

    asyncio.run(ask())


async def silent(_: Asked, __: asyncio.StreamWriter) -> None:
    await asyncio.sleep(20)


async def drip(_: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drip_head(_: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not writer.is_closing():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def wait_for_ever(_: Asked, writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"HTTP/1.1 102 Processing\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.001)


@pytest.mark.parametrize("say", [silent, drip, drip_head, wait_for_ever])
def test_a_server_that_takes_its_time_meets_the_deadline(say: Say) -> None:
    began = time.monotonic()
    assert why(say, total_seconds=0.3) == "timeout"
    assert time.monotonic() - began < 2


def test_the_deadline_is_for_all_hops_together() -> None:
    async def slow_redirect(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        writer.write(redirect(asked.target + "x"))

    async def ask() -> None:
        async with serving({"/" + "x" * n: slow_redirect for n in range(5)}) as server, Door(server.door(total_seconds=1.5)) as door:
            got = await door.get(server.url(), check_robots=False)
            assert isinstance(got, Trouble)
            assert got.why == "timeout"
            assert 3 <= len(server.asked) <= 4

    asyncio.run(ask())


async def endless(_: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _n in range(50):
        writer.write(bytes(1024 * 1024))
        await writer.drain()


def test_a_page_of_50_mb_is_left_at_the_cap() -> None:
    tracemalloc.start()
    assert why(endless, unpacked=4 * 1024 * 1024) == "too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 24 * 1024 * 1024


def test_a_page_that_says_it_is_too_large_is_not_read() -> None:
    assert why(reply(length=50 * 1024 * 1024)) == "too-large"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_of_a_gigabyte_goes_off_outside(coding: str) -> None:
    packed = bomb(coding)
    with bounded(2):
        assert why(reply(packed, Content_Encoding=coding)) in ("bomb", "too-large")


@pytest.mark.parametrize(
    "say",
    [
        reply(gzip.compress(PAGE)[:-40], Content_Encoding="gzip"),
        reply(PAGE, length=len(PAGE) + 1, Connection="close"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n",
    ],
    ids=["gzip", "length", "chunked"],
)
def test_what_ends_early_is_no_answer(say: bytes) -> None:
    assert why(say) == "cut-short"


def test_a_coding_that_cannot_be_read_is_trouble_and_plain_text_under_its_name_is_read() -> None:
    assert why(reply(b"\x00\x01", Content_Encoding="made-up")) == "coding"
    got, _ = ask_for(reply(PAGE, Content_Encoding="gzip"))
    assert isinstance(got, Answer)
    assert got.body == PAGE


@pytest.mark.parametrize(
    "say",
    [
        b"hello\r\n\r\n",
        b"<html>HTTP/0.9</html>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n8000000000000000\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 10_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 100_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX-Odd: a\rb\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=["hello", "0.9", "length and chunked", "below zero", "2^63", "10 MB line", "100,000 lines", "lone CR"],
)
def test_what_is_not_http_is_trouble(say: bytes) -> None:
    assert why(say, total_seconds=3) in ("protocol", "cut-short", "too-large")


async def hang_up(_: Asked, writer: asyncio.StreamWriter) -> None:
    writer.close()


def test_a_server_that_hangs_up_on_a_new_connection_is_not_asked_again() -> None:
    got, asked = ask_for(hang_up)
    assert isinstance(got, Trouble)
    assert (got.why, asked) == ("cut-short", 1)


def test_a_kept_connection_that_was_dropped_is_made_anew_once() -> None:
    async def ask() -> None:
        async with serving({"/": [reply(PAGE), hang_up, reply(PAGE)], "/x": [reply(PAGE), hang_up]}) as server, Door(server.door()) as door:
            assert isinstance(await door.get(server.url(), check_robots=False), Answer)
            assert isinstance(await door.get(server.url(), check_robots=False), Answer)
            assert [asked.connection for asked in server.asked] == [1, 1, 2]
            assert isinstance(await door.get(server.url("/x"), check_robots=False), Answer)
            dropped = await door.get(server.url("/x"), check_robots=False)
            assert isinstance(dropped, Trouble)
            assert [asked.connection for asked in server.asked][3:] == [2, 2, 3]

    asyncio.run(ask())


def test_nobody_there_and_no_such_name_have_words_of_their_own() -> None:
    async def ask() -> None:
        async with serving({}) as server:
            limits = server.door()
        async with Door(limits) as door:
            gone = await door.get(server.url(), check_robots=False)
            nowhere = await door.get("http://wendel.invalid/", check_robots=False)
        assert isinstance(gone, Trouble)
        assert isinstance(nowhere, Trouble)
        assert (gone.why, nowhere.why) == ("connect", "dns")

    asyncio.run(ask())


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl to make a certificate")
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=127.0.0.1",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(made, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)

    async def ask() -> None:
        async with serving({"/": reply(PAGE)}, tls) as server, Door(server.door()) as door:
            got = await door.get(server.url().replace("http:", "https:"), check_robots=False)
            assert isinstance(got, Trouble)
            assert (got.why, server.asked) == ("tls", [])

    asyncio.run(ask())
