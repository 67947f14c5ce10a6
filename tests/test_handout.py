"""Does each request get the bytes that were printed for it, and no others?"""

from __future__ import annotations

import gzip
from pathlib import Path
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import brotli
import pytest
from handout_case import FRONT, Answer, Clock, opened, printed
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.press.headers import HSTS, coding
from wirecopy.press.store import PageStore

CHROMIUM_ACCEPTS = "gzip, deflate, br, zstd"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    return printed(tmp_path / "pages")


@pytest.fixture
def app(store: PageStore, clock: Clock) -> WSGIApplication:
    return opened(store.root, clock)


def test_each_host_gets_its_own_edition(app: WSGIApplication) -> None:
    assert Answer(app, "/").body == FRONT
    assert b"Valley" in Answer(app, "/", host="valley.example:8000").body
    assert Answer(app, "/", host="HARBOUR.example:443").body == FRONT
    assert Answer(app, "/", host="harbour.example.").body == FRONT


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:9", "desk.example", "Desk.Example:8000"])
def test_this_machines_names_get_the_default_edition(app: WSGIApplication, host: str) -> None:
    assert Answer(app, "/", host=host).body == FRONT


@pytest.mark.parametrize(
    "host", ["evil.example", "valley.example", "harbour.example,b", "harbour.example@x", "a/b", "localhost.evil.example", "[", ".", ":80"]
)
def test_a_host_that_is_not_ours_is_told_so(app: WSGIApplication, host: str) -> None:
    for path in ("/", "/desk/", "/nothing/"):
        answer = Answer(app, path, host=host)
        assert answer.status == 421
        assert b"host name" in answer.body


def test_a_request_without_a_host_is_refused(app: WSGIApplication) -> None:
    assert Answer(app, "/", host=None).status == 400


def test_pages_go_out_packed_for_those_who_unpack(app: WSGIApplication) -> None:
    for accepts, encoding, unpack in [(CHROMIUM_ACCEPTS, "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)]:
        answer = Answer(app, "/", HTTP_ACCEPT_ENCODING=accepts)
        assert answer.headers["Content-Encoding"] == encoding
        assert unpack(answer.body) == FRONT
        assert answer.headers["Content-Length"] == str(len(answer.body))
    plain = Answer(app, "/")
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [("", ""), ("br", "br"), ("BR", "br"), ("gzip, br", "br"), ("gzip;q=1, br;q=0.5", "gzip"), ("br;q=0, gzip", "gzip"), ("br;q=0", ""),
     ("*", "br"), ("*;q=0", ""), ("br;q=0, *", "gzip"), ("identity", ""), ("identity;q=1, br;q=0.5", ""), ("br;q=0.000", ""),
     ("x-gzip", "gzip"), ("br;q=nan", ""), ("br;q=-1", ""), ("br;q=", ""), ("deflate, zstd", ""), (" br ; q=1.000 ,", "br")],
)  # fmt: skip
def test_an_encoding_is_chosen_by_its_weight(accepts: str, encoding: str) -> None:
    assert coding(accepts) == encoding


@given(st.text(max_size=60))
def test_any_accept_encoding_has_an_answer(accepts: str) -> None:
    assert coding(accepts) in ("", "br", "gzip")


def test_what_a_client_has_is_not_sent_again(app: WSGIApplication) -> None:
    plain, packed = Answer(app, "/"), Answer(app, "/", HTTP_ACCEPT_ENCODING="br")
    assert plain.headers["ETag"] != packed.headers["ETag"]
    for tags in (plain.headers["ETag"], f'"x", W/{plain.headers["ETag"]}', " * "):
        answer = Answer(app, "/", HTTP_IF_NONE_MATCH=tags)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == plain.headers["ETag"]
        assert not {"Content-Length", "Content-Type", "Content-Encoding"} & set(answer.headers)
    for tags in ('"x"', packed.headers["ETag"], plain.headers["ETag"].strip('"'), ""):
        assert Answer(app, "/", HTTP_IF_NONE_MATCH=tags).status == 200


def test_head_tells_the_length_and_sends_nothing(app: WSGIApplication) -> None:
    for _ in range(2):
        answer = Answer(app, "/", "HEAD")
        assert (answer.status, answer.body, answer.headers["Content-Length"]) == (200, b"", str(len(FRONT)))


@pytest.mark.parametrize(
    ("path", "kind", "keep"),
    [
        ("/", "text/html; charset=utf-8", "public, max-age=60"),
        ("/rss.xml", "application/rss+xml; charset=utf-8", "public, max-age=300"),
        ("/section/quay/feed.json", "application/feed+json; charset=utf-8", "public, max-age=300"),
        ("/sitemap.xml", "application/xml; charset=utf-8", "public, max-age=300"),
        ("/robots.txt", "text/plain; charset=utf-8", "public, max-age=300"),
        ("/static/sheet.0a1b2c3d.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/static/sheet.css", "text/css; charset=utf-8", "public, max-age=300"),
        ("/pictures/ferry.webp", "image/webp", "public, max-age=86400"),
    ],
)
def test_each_kind_says_what_it_is_and_how_long_it_keeps(app: WSGIApplication, store: PageStore, path: str, kind: str, keep: str) -> None:
    if path.startswith("/pictures/"):
        (store.root / "pictures").mkdir()
        (store.root / "pictures/ferry.webp").write_bytes(b"RIFF")
    else:
        store.put("harbour", path, b"x")
    answer = Answer(app, path)
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (kind, keep)


def test_pictures_are_there_on_every_host(app: WSGIApplication, store: PageStore) -> None:
    (store.root / "pictures").mkdir()
    (store.root / "pictures/ferry.webp").write_bytes(b"RIFF")
    for host in ("harbour.example", "valley.example:8000"):
        assert Answer(app, "/pictures/ferry.webp", host=host).body == b"RIFF"
    assert Answer(app, "/pictures/").status == 404
    assert Answer(app, "/hosts.json").status == 404


@pytest.mark.parametrize("path", ["/", "/nothing/", "/rss.xml", "/a//b"])
def test_every_page_forbids_scripts_and_frames(app: WSGIApplication, path: str) -> None:
    headers = Answer(app, path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"]


def test_an_address_without_its_stroke_is_led_to_the_page(app: WSGIApplication) -> None:
    answer = Answer(app, "/story/1-ferry", query="from=mail")
    assert (answer.status, answer.headers["Location"]) == (301, "/story/1-ferry/?from=mail")
    assert Answer(app, "/story/1-ferry/index.html").headers["Location"] == "/story/1-ferry/"
    assert Answer(app, "/nothing").status == 404
    assert Answer(app, "/rss.xml/").status == 404


def test_addresses_in_other_scripts_work(app: WSGIApplication, store: PageStore) -> None:
    store.put("harbour", "/tag/日本/", b"<p>Nihon</p>")
    raw = "/tag/日本/".encode().decode("latin-1")
    assert Answer(app, raw).body == b"<p>Nihon</p>"
    assert Answer(app, raw[:-1]).headers["Location"] == "/tag/%E6%97%A5%E6%9C%AC/"
    assert Answer(app, "/\xff").status == 400


@pytest.mark.parametrize(
    "path",
    ["", "x", "*", "/../hosts.json", "/a/../../x", "/.hidden", "//evil.example", "/a//b", "/\0", "/a\\b", "/a\r\nb", "/%2e%2e/x", "/%2E./x",
     "/a%00", "/..", "/.", "/desk/../x", "//desk/"],
)  # fmt: skip
def test_an_address_that_leads_elsewhere_is_refused(app: WSGIApplication, path: str) -> None:
    assert Answer(app, path).status == 400


@pytest.mark.parametrize("path", ["/" + "a" * 201 + "/", "/a" * 3000, "/index.html.br", "/index.html.gz", "/story", "/story/"])
def test_an_address_that_no_page_has_is_not_found(app: WSGIApplication, path: str) -> None:
    assert Answer(app, path).status == 404


@given(st.text(alphabet=st.one_of(st.characters(max_codepoint=255), st.sampled_from("/.%\\\0")), max_size=30))
def test_no_request_reads_a_file_outside_its_edition(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    root = tmp_path_factory.getbasetemp() / "fence"
    if not root.exists():
        PageStore(root).put("harbour", "/", b"front")
        PageStore(root).put("harbour", "/404.html", b"missing")
        PageStore(root).hosts({"": "harbour"})
        for file in (root / "x", root.parent / "x", root / "harbour/.x"):
            file.write_bytes(b"SECRET")
    app = opened(root, Clock(), 0)
    answer = Answer(app, path, host="localhost")
    assert b"SECRET" not in answer.body
    assert b"edition" not in answer.body or answer.status == 421
    assert answer.status in (200, 301, 400, 404)


def test_a_page_that_is_not_there_gets_the_editions_own_answer(app: WSGIApplication) -> None:
    answer = Answer(app, "/nothing/", HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH="*")
    assert answer.status == 404
    assert b"Not here" in brotli.decompress(answer.body)
    plain = Answer(app, "/nothing/", host="valley.example:8000")
    assert (plain.status, b"There is no such page" in plain.body) == (404, True)


def test_what_django_answers_goes_to_django(app: WSGIApplication) -> None:
    assert Answer(app, "/desk/admin/").body == b"django /desk/admin/"
    assert Answer(app, "/desk").body == b"django /desk"
    assert Answer(app, "/desk/", "POST").body == b"django /desk/"
    assert Answer(app, "/deskless/").status == 404


def test_what_is_printed_goes_before_django(app: WSGIApplication, store: PageStore) -> None:
    store.put("harbour", "/static/sheet.0a1b2c3d.css", b"a{}")
    assert Answer(app, "/static/sheet.0a1b2c3d.css").body == b"a{}"
    assert Answer(app, "/static/admin/base.css").body == b"django /static/admin/base.css"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_a_printed_page_can_only_be_read(app: WSGIApplication, method: str) -> None:
    Answer(app, "/")
    answer = Answer(app, "/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_before_anything_is_printed_a_page_says_so_and_looks_again(tmp_path: Path, clock: Clock) -> None:
    app = opened(tmp_path / "pages", clock)
    answer = Answer(app, "/", host="localhost:8000")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert b'http-equiv="refresh"' in answer.body
    assert Answer(app, "/desk/", host="localhost:8000").body == b"django /desk/"
    store = PageStore(tmp_path / "pages")
    store.hosts({"": "harbour"})
    clock.seconds += 1
    assert Answer(app, "/story/1-ferry/", host="localhost:8000").status == 503
    store.put("harbour", "/", FRONT)
    assert Answer(app, "/", host="localhost:8000").body == FRONT


@pytest.mark.parametrize(("path", "method"), [("/", "GET"), ("/", "HEAD"), ("/nothing/", "GET"), ("/story/1-ferry", "GET"), ("/", "POST")])
def test_answers_keep_to_the_wsgi_standard(app: WSGIApplication, path: str, method: str) -> None:
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "HTTP_HOST": "harbour.example", "QUERY_STRING": "", "SCRIPT_NAME": ""}
    setup_testing_defaults(environ)
    chunks = validator(app)(environ, lambda status, headers, exc_info=None: lambda body: None)
    b"".join(chunks)
    chunks.close()


@pytest.mark.parametrize("path", ["/", "/no-such-page/", "/story/1-x"])
def test_what_is_handed_out_on_https_is_only_ever_asked_for_by_https(app: WSGIApplication, path: str) -> None:
    from django.conf import settings

    name, value = HSTS
    assert name not in Answer(app, path).headers
    first = Answer(app, path, HTTP_X_FORWARDED_PROTO="https")
    assert first.headers[name] == value == f"max-age={settings.SECURE_HSTS_SECONDS}"
    assert Answer(app, path, HTTP_X_FORWARDED_PROTO="https", HTTP_IF_NONE_MATCH=first.headers.get("ETag", "")).headers[name] == value
