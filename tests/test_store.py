"""Are printed pages whole, where they belong, and nowhere else?"""

from __future__ import annotations

import errno
import gzip
import json
import os
import threading
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.press import store as press_store
from wirecopy.press.store import PageStore, place

PAGE = b"<!doctype html><title>Ferry back in service</title>" + b"<p>The ferry sails again.</p>" * 200


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    return PageStore(tmp_path / "pages")


def test_a_printed_page_lies_beside_its_packed_forms(store: PageStore) -> None:
    assert store.put("harbour", "/story/1-ferry/", PAGE)
    folder = store.root / "harbour/story/1-ferry"
    assert sorted(file.name for file in folder.iterdir()) == ["index.html", "index.html.br", "index.html.gz"]
    assert brotli.decompress((folder / "index.html.br").read_bytes()) == PAGE
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == PAGE
    assert store.get("harbour", "/story/1-ferry/") == PAGE


def test_the_same_bytes_are_not_written_again(store: PageStore) -> None:
    store.put("harbour", "/", PAGE)
    before = (store.root / "harbour/index.html").stat()
    assert not store.put("harbour", "/", PAGE)
    after = (store.root / "harbour/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert store.put("harbour", "/", PAGE + b"!")


def test_a_lost_packed_form_is_made_again(store: PageStore) -> None:
    store.put("harbour", "/", PAGE)
    (store.root / "harbour/index.html.br").unlink()
    assert store.put("harbour", "/", PAGE)
    assert (store.root / "harbour/index.html.br").exists()


def test_pictures_are_not_packed(store: PageStore) -> None:
    store.put("harbour", "/card.png", b"\x89PNG")
    assert [file.name for file in (store.root / "harbour").iterdir()] == ["card.png"]


def test_what_was_printed_can_be_listed_and_taken_back(store: PageStore) -> None:
    for path in ("/", "/rss.xml", "/story/1-ferry/", "/404.html", "/static/sheet.0a1b2c3d.css"):
        store.put("harbour", path, PAGE)
    assert set(store.paths("harbour")) == {"/", "/rss.xml", "/story/1-ferry/", "/404.html", "/static/sheet.0a1b2c3d.css"}
    store.drop("harbour", "/story/1-ferry/")
    store.drop("harbour", "/story/1-ferry/")
    store.drop("harbour", "/rss.xml/never/")
    assert store.get("harbour", "/story/1-ferry/") is None
    assert not list((store.root / "harbour/story/1-ferry").iterdir())
    assert store.get("harbour", "/rss.xml/x/") is None
    assert store.get("harbour", "/static") is None
    assert list(PageStore(store.root / "none").paths("harbour")) == []


@pytest.mark.parametrize(
    "path",
    ["", "x", "/../x", "/a/../b", "/a/..", "//x", "/a//b", "/.git/config", "/a/.", "/a\0b", "/a\\b", "/a\nb", "/%2e%2e/x", "/a%2Fb",
     "/a\x85b", "/x.br", "/x.gz", "/index.html", "/" + "a" * 201, "/" + "å" * 101 + "/", "/a" * 600, "/\ud800"],
)  # fmt: skip
def test_no_page_gets_an_address_that_leads_elsewhere(store: PageStore, path: str) -> None:
    with pytest.raises(ValueError, match="no page"):
        store.put("harbour", path, PAGE)
    assert not store.root.exists()


@given(st.text(max_size=40))
def test_no_address_whatever_leaves_its_edition(path: str) -> None:
    try:
        file = place(path)
    except ValueError:
        return
    assert (Path("/root/harbour") / file).resolve().is_relative_to("/root/harbour")
    assert not any(part.startswith(".") for part in file.split("/"))


@pytest.mark.parametrize("edition", ["", "..", "a/b", ".hidden", "pictures", "a" * 61])
def test_no_edition_has_a_name_that_is_no_folder(store: PageStore, edition: str) -> None:
    with pytest.raises(ValueError, match="no edition"):
        store.put(edition, "/", PAGE)
    with pytest.raises(ValueError, match="no edition"):
        store.hosts({"": edition})


def test_a_full_disk_is_told_and_leaves_the_old_page(store: PageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("harbour", "/", PAGE)

    def full(self: Path, body: bytes) -> int:
        with open(self, "wb") as out:
            out.write(body[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space"):
            store.put("harbour", "/", b"new")
    assert store.get("harbour", "/") == PAGE
    assert [file.name for file in (store.root / "harbour").iterdir()] == ["index.html"]
    assert store.put("harbour", "/", b"new")


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_run_that_ends_between_two_files_never_leaves_forms_that_differ(
    store: PageStore, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    store.put("harbour", "/", PAGE)
    real, done = press_store._write, 0

    def ending(file: Path, body: bytes) -> None:
        nonlocal done
        if done == writes:
            raise KeyboardInterrupt
        done += 1
        real(file, body)

    with monkeypatch.context() as patch:
        patch.setattr(press_store, "_write", ending)
        with pytest.raises(KeyboardInterrupt):
            store.put("harbour", "/", b"new")
    plain = store.get("harbour", "/")
    for end, unpack in ((".br", brotli.decompress), (".gz", gzip.decompress)):
        packed = store.root / f"harbour/index.html{end}"
        assert not packed.exists() or unpack(packed.read_bytes()) == plain
    assert store.put("harbour", "/", b"new")


def test_nobody_reads_half_a_page_while_it_is_printed(store: PageStore) -> None:
    bodies = [letter * 400_000 for letter in (b"a", b"b")]
    store.put("harbour", "/data.bin", bodies[0])
    seen: set[bytes | None] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(store.get("harbour", "/data.bin"))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        store.put("harbour", "/data.bin", bodies[number % 2])
    done.set()
    reader.join()
    assert seen <= set(bodies)


def test_hosts_are_written_in_lower_case(store: PageStore) -> None:
    store.hosts({"Harbour.example:8000": "harbour", "": "harbour"})
    assert json.loads((store.root / "hosts.json").read_bytes()) == {"harbour.example:8000": "harbour", "": "harbour"}


def test_an_edition_can_be_copied_to_a_static_host_with_the_pictures_it_shows(store: PageStore, tmp_path: Path) -> None:
    (store.root / "pictures").mkdir(parents=True)
    for name in ("ferry.webp", "unused.webp"):
        (store.root / "pictures" / name).write_bytes(b"RIFF")
    store.put("harbour", "/", PAGE + b'<img src="/pictures/ferry.webp" alt="">')
    store.put("harbour", "/rss.xml", b"<rss/>")
    target = tmp_path / "out"
    assert store.export("harbour", target) == 3
    assert {str(f.relative_to(target)) for f in target.rglob("*") if f.is_file()} == {
        "index.html", "index.html.br", "index.html.gz", "rss.xml", "rss.xml.br", "rss.xml.gz", "pictures/ferry.webp", ".wirecopy-printed",
    }  # fmt: skip


def test_a_second_copy_takes_away_what_is_printed_no_more_and_nothing_else(store: PageStore, tmp_path: Path) -> None:
    target = tmp_path / "out"
    store.put("harbour", "/story/1-ferry/", PAGE)
    store.export("harbour", target)
    (target / "CNAME").write_text("harbour.example")
    store.drop("harbour", "/story/1-ferry/")
    store.put("harbour", "/", PAGE)
    assert store.export("harbour", target, plain=True) == 1
    assert {str(f.relative_to(target)) for f in target.rglob("*") if f.is_file()} == {"index.html", "CNAME", ".wirecopy-printed"}
