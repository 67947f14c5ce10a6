"""Does a script that somebody hides in a headline, a text, a release or a feed ever run: on pages, in feeds, letters and at the desk?

Each line of tests/cases/hostile_html/*.txt is one attempt; HIT stands for the script. The pages are opened in a browser without their
Content-Security-Policy, so that what is tested is the markup itself; a further test looks at the policy.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from newsroom_rows import edition, editor
from press_rows import NOW, article, copy, outlet

import wirecopy
from wirecopy.mail.digest import digest
from wirecopy.mail.subscribing import masthead
from wirecopy.press import work
from wirecopy.press.issuing import compose
from wirecopy.press.models import Edition
from wirecopy.press.pages import Run
from wirecopy.releases import markup
from wirecopy.releases.models import Release
from wirecopy.wire.article import Block, Credit, Dateline, Image

try:
    from playwright.sync_api import Error
except ImportError:  # the tests that need it are skipped

    class Error(Exception):  # type: ignore[no-redef]
        pass


CASES = Path(__file__).parent / "cases" / "hostile_html"
VECTORS = [
    line
    for file in sorted(CASES.glob("*.txt"))
    for line in file.read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("# ")
]
# What a page must not hold, whoever wrote it; asked of every element that is there.
FOUND = """() => (document.querySelectorAll('details').forEach((each) => { each.open = true; }),
  [...document.querySelectorAll('*')].flatMap((each) => {
  const bad = [];
  const name = each.localName;
  if (['iframe', 'object', 'embed', 'frame', 'base', 'applet', 'portal'].includes(name)) bad.push(name);
  if (name === 'script' && each.type !== 'application/ld+json' && !each.hasAttribute('src')) bad.push('script');
  if (name === 'script' && each.src && new URL(each.src).host !== location.host) bad.push('script from elsewhere');
  if (name === 'style') bad.push('style');
  if (name === 'meta' && each.httpEquiv) bad.push('meta ' + each.httpEquiv);
  if (name === 'form' && new URL(each.getAttribute('action') || '', location).host !== location.host) bad.push('form to elsewhere');
  for (const { name: key, value } of each.attributes) {
    const plain = value.replace(/[\\u0000-\\u0020]/g, '').toLowerCase();
    if (key.startsWith('on')) bad.push(name + ' ' + key);
    if (/^(javascript|vbscript|livescript|data:text)/.test(plain) && key !== 'value') bad.push(name + ' ' + key + '=' + value);
    if (key === 'style' && name !== 'i') bad.push(name + ' style');
    if (/^(data-)?hx-on|^hx-vals|^hx-headers|^v-|^x-|^ng-/.test(key)) bad.push(name + ' ' + key);
  }
  return bad;
}))"""
OURS = {"hx-get", "hx-post"}


def test_there_are_many_and_each_is_another():
    assert len(VECTORS) >= 300 and len(set(VECTORS)) == len(VECTORS)


def put_out(here: Edition) -> None:
    """One story for each attempt: it stands in every field that an outlet can fill, and in a page that was read."""
    of = outlet("Cascade Press", rights="full")
    for number, vector in enumerate(VECTORS):
        at = NOW - timedelta(seconds=number)
        page = f"<html><body><article><h1>Harbour {number}</h1><p>{'A quiet day at the harbour, and nobody sailed. ' * 4}</p>"
        page += f"<div>{vector}</div><p>{'The board meets again on Monday at nine. ' * 4}</p></article></body></html>"
        read = wirecopy.read(page, f"https://cascade.example/{number}")
        raw = Block("paragraph", vector)  # text without markup of its own
        told = article(
            f"{vector} {number}", at, standfirst=vector, byline=vector, kicker=vector, credit=Credit(vector, (vector,), None, vector),
            dateline=Dateline(vector, vector, "NO", as_printed=vector), corrections=(vector,),
            images=(Image("https://cascade.example/x.jpg", vector, vector, vector),), blocks=(*read.blocks, raw),
        )  # fmt: skip
        copy(of, told, at)
    while work.turn(NOW):
        pass


def printed(here: Edition, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted = list(paths)
    for start in range(0, len(wanted), 50):
        run = Run(here, NOW, wanted[start : start + 50])
        for path in wanted[start : start + 50]:
            found = run.page(path)
            if found:
                yield path, found.body.decode()


def in_feeds(here: Edition) -> Iterator[tuple[str, str]]:
    """The HTML that a feed reader would show."""
    bodies = dict(printed(here, ("/rss.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/news-sitemap.xml")))
    for name in ("/rss.xml", "/atom.xml", "/sitemap.xml", "/news-sitemap.xml"):
        for at, element in enumerate(ElementTree.fromstring(bodies[name]).iter()):
            if element.text and (element.get("type") == "html" or element.tag.endswith(("description", "encoded"))):
                yield f"{name} {at}", element.text
    for at, item in enumerate(json.loads(bodies["/feed.json"])["items"]):
        yield f"/feed.json {at}", item.get("content_html") or ""


def at_the_desk(here: Edition) -> Iterator[tuple[str, str]]:
    _, client = editor(here, "administrator")
    addresses = ["/desk/barents/", "/desk/barents/front/", "/desk/barents/letters/", "/desk/barents/releases/", "/desk/barents/log/"]
    addresses += [f"/desk/barents/story/{row}/" for row in here.appearances.order_by("pk").values_list("story", flat=True)[::9]]
    addresses += [f"/desk/barents/release/{row}/" for row in Release.objects.order_by("pk").values_list("pk", flat=True)[::9]]
    after = "/desk/barents/stories/"
    while after:
        answer = client.get(after)
        yield after, answer.content.decode()
        more = answer.context["more"]
        after = f"/desk/barents/stories/?after={more.replace('+', '%2B')}" if more else ""
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield address, answer.content.decode()


def handed_in(here: Edition) -> None:
    for number, vector in enumerate(VECTORS):
        Release.objects.create(
            edition=here, secret=f"s{number}", standing="waiting", headline=vector[:300], text=f"{vector}\n\n{vector}", sender=vector[:200],
            dateline=vector[:200], contact=vector[:200], address="a@b.example", why=vector, category="event", made_at=NOW, changed_at=NOW,
            handed_in_at=NOW, concerns=[["hype", vector, vector]],
        )  # fmt: skip


def together(kind: str, texts: list[str]) -> dict[str, str]:
    """What a reader program shows, a few on a page: each is whole in itself."""
    some = (texts[start : start + 20] for start in range(0, len(texts), 20))
    return {f"{kind} {at}": "<!doctype html><body>" + "".join(f"<div>{text}</div>" for text in few) for at, few in enumerate(some)}


@pytest.fixture
def pages(data) -> dict[str, str]:
    """All that is shown, by where it stands."""
    here = edition(rules={})
    put_out(here)
    handed_in(here)
    stories = [f"/story/{number}-{slug}/" for number, slug in here.appearances.values_list("story", "story__slug")]
    lists = ["/", "/section/world/", "/archive/", f"/archive/{NOW:%Y-%m-%d}/", "/outlets/", "/outlet/cascade-press/"]
    found = dict(printed(here, [*stories, *lists]))
    found |= together("feed", [text for _, text in in_feeds(here)])
    letter = digest(compose(here, "daily", NOW + timedelta(minutes=1)).told, (), masthead(here))
    found["letter"] = letter.html
    found |= together("release", [markup.html(vector) for vector in VECTORS])
    found |= dict(at_the_desk(here))
    return found


@pytest.fixture
def unguarded(browser: Any) -> Any:
    """A context without policies that knows when a script ran and who was asked for something."""
    context = browser.new_context(bypass_csp=True)
    context.asked = []
    context.add_init_script("Object.defineProperty(window, 'HIT', { get() { top.ran = true; return 1; } });")
    return context


def opened(context: Any, pages: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Each page in a tab, from a server of this machine; all other hosts are out of reach, and who asks them is written down."""
    texts = list(pages.items())

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            at = self.path.removeprefix("/at/")
            body = texts[int(at)][1].encode() if at.isdecimal() else b""
            self.send_response(200 if at.isdecimal() else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}/"
        context.on("request", lambda asked: asked.url.startswith((base, "data:", "about:", "blob:")) or context.asked.append(asked.url))
        tab = context.new_page()
        for at, (name, _) in enumerate(texts):
            try:
                tab.goto(f"{base}at/{at}", wait_until="load")
            except Error:  # the page before is still on its way elsewhere
                tab.close()
                tab = context.new_page()
                tab.goto(f"{base}at/{at}", wait_until="load")
            yield name, tab
        server.shutdown()


def ran(tab: Any) -> bool:
    """Did a script of somebody else run? Asked after those that wait for a frame had their chance."""
    try:
        return bool(tab.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.ran), 5)))"))
    except Error:  # something sent the page elsewhere
        return True


def looked_at(tab: Any) -> list[str]:
    try:
        found: list[str] = tab.evaluate(FOUND)
    except Error as error:
        return [f"cannot be looked at: {str(error)[:200]}"]
    return ["a script ran", *found] if ran(tab) else found


@pytest.mark.browser
@pytest.mark.django_db
def test_no_script_runs_and_nobody_else_is_asked(pages: dict[str, str], unguarded: Any):
    wrong: dict[str, list[str]] = {}
    for name, tab in opened(unguarded, pages):
        told = looked_at(tab)
        if name == "letter":  # which styles itself
            told = [what for what in told if not what.endswith("style")]
        if told:
            wrong[name] = told[:5]
    assert not wrong, dict(list(wrong.items())[:8])
    assert not unguarded.asked, unguarded.asked[:10]
    assert len(pages) > len(VECTORS) + 100


@pytest.mark.browser
def test_the_attempts_do_run_where_nobody_guards_the_page(unguarded: Any):
    """Else the test above would prove nothing."""
    raw = {str(at): f"<!doctype html><body>{vector}" for at, vector in enumerate(VECTORS)}
    done = [name for name, tab in opened(unguarded, raw) if ran(tab)]
    assert len(done) > 130 and len(unguarded.asked) > 10


@pytest.mark.django_db
def test_all_that_django_answers_has_a_strict_policy(data, client):
    here = edition()
    _, desk = editor(here, "administrator")
    asked = ((client, "/desk/account/login/"), (client, "/releases/"), (desk, "/desk/barents/"), (client, "/letters/join/"))
    for who, address in asked:
        answer = who.get(address, HTTP_HOST=here.host, follow=True)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy, address
        assert "unsafe" not in policy and "script-src *" not in policy, address
        assert answer["X-Content-Type-Options"] == "nosniff" and answer["Referrer-Policy"]
    assert "require-trusted-types-for 'script'" in desk.get("/desk/barents/", HTTP_HOST=here.host)["Content-Security-Policy"]
