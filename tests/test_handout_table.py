"""Is what lies in memory what lies on the disk, and never more than it may be?"""

from __future__ import annotations

import itertools
import threading
from pathlib import Path
from wsgiref.types import WSGIApplication

import pytest
from handout_case import FRONT, Answer, Clock, opened, printed

from wirecopy.press.handout import OVERHEAD
from wirecopy.press.store import PageStore


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    return printed(tmp_path / "pages")


@pytest.fixture
def app(store: PageStore, clock: Clock) -> WSGIApplication:
    return opened(store.root, clock)


def test_a_reprinted_page_is_seen_within_a_second(app: WSGIApplication, store: PageStore, clock: Clock) -> None:
    Answer(app, "/")
    store.put("harbour", "/", b"<p>new</p>")
    clock.seconds += 1
    assert Answer(app, "/").body == b"<p>new</p>"
    store.drop("harbour", "/story/1-ferry/")
    assert Answer(app, "/story/1-ferry/").status == 404


def test_a_page_taken_back_is_gone_within_a_second_in_every_encoding(app: WSGIApplication, store: PageStore, clock: Clock) -> None:
    for accepts in ("", "gzip", "br"):
        assert Answer(app, "/story/1-ferry/", HTTP_ACCEPT_ENCODING=accepts).status == 200
    store.drop("harbour", "/story/1-ferry/")
    clock.seconds += 1
    for accepts in ("", "gzip", "br"):
        assert Answer(app, "/story/1-ferry/", HTTP_ACCEPT_ENCODING=accepts).status == 404


def test_a_packed_form_that_comes_late_is_used(app: WSGIApplication, store: PageStore, clock: Clock) -> None:
    (store.root / "harbour/index.html.br").unlink()
    assert "Content-Encoding" not in Answer(app, "/", HTTP_ACCEPT_ENCODING="br").headers
    store.put("harbour", "/", FRONT)
    clock.seconds += 1
    assert Answer(app, "/", HTTP_ACCEPT_ENCODING="br").headers["Content-Encoding"] == "br"


def test_a_new_edition_is_known_within_a_second(app: WSGIApplication, store: PageStore, clock: Clock) -> None:
    assert Answer(app, "/", host="fell.example").status == 421
    store.hosts({"fell.example": "valley", "": "harbour"})
    clock.seconds += 1
    assert b"Valley" in Answer(app, "/", host="fell.example").body
    assert Answer(app, "/", host="harbour.example").status == 421


def test_a_page_in_use_is_read_from_disk_only_once(
    app: WSGIApplication, store: PageStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: reads.append(self) or real(self))
    for _ in range(5):
        assert Answer(app, "/").body == FRONT
        clock.seconds += 1
    assert [file.name for file in reads] == ["hosts.json", "index.html"]


def test_memory_is_bounded_and_the_oldest_page_goes_first(store: PageStore, clock: Clock) -> None:
    room = 10 * (5000 + OVERHEAD)
    app = opened(store.root, clock, room)
    for number in range(30):
        store.put("harbour", f"/story/{number}-x/", bytes(5000))
        assert Answer(app, f"/story/{number}-x/").status == 200
        clock.seconds += 1
        Answer(app, "/story/0-x/")  # still in use
    kept = [path for _, path, _ in app.table]
    assert len(kept) == 10
    assert "/story/0-x/" in kept
    assert app.room == room - sum(len(page.body) + OVERHEAD for page in app.table.values())
    store.put("harbour", "/big.bin", bytes(room))
    assert len(Answer(app, "/big.bin").body) == room
    assert len(app.table) == 10


def test_addresses_and_hosts_made_up_by_a_client_take_no_memory(app: WSGIApplication) -> None:
    for number in range(3000):
        Answer(app, f"/nothing/{number}/", host=f"h{number}.example")
        Answer(app, f"/nothing/{number}/", host=f"harbour.example:{number}", HTTP_ACCEPT_ENCODING=f"x{number}" * 200)
    assert len(app.table) == 1
    assert len(app.editions) <= 1000


def test_many_threads_get_whole_pages_while_they_are_printed(store: PageStore) -> None:
    app = opened(store.root, itertools.count(0, 2).__next__, 30_000)  # two seconds between any two requests: each looks at the disk
    bodies = [b"%c" % letter * 6000 for letter in b"abc"]
    seen: list[bytes] = []
    done = threading.Event()

    def read(number: int) -> None:
        while not done.is_set():
            seen.append(Answer(app, f"/data/{number % 2}.bin").body)

    store.put("harbour", "/data/0.bin", bodies[0])
    store.put("harbour", "/data/1.bin", bodies[1])
    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for number in range(300):
        store.put("harbour", f"/data/{number % 2}.bin", bodies[number % 3])
    done.set()
    for thread in threads:
        thread.join()
    assert seen and set(seen) <= set(bodies)
    assert app.room == 30_000 - sum(len(page.body) + OVERHEAD for page in app.table.values())
