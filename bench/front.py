"""How many of a front page's articles are found, and how much else? Precision and recall of front-page links.

    python bench/front.py [--wire FOLDER] [--quick]

Two sets: the front pages of tests/fronts, hard ones of our own making whose articles stand in their first line; and those of a recorded
wire, where there is one: a folder with a replay.py that has recorded(), republished() and answer(host, path).
Progress goes to stderr; the last line of stdout is JSON.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wirecopy.wire.front import article_links
from wirecopy.wire.listing import address

ROOT = Path(__file__).resolve().parent.parent
Page = tuple[str, str, bytes, set[str]]  # name, address, HTML, addresses of its articles


def own() -> Iterator[Page]:
    for path in sorted((ROOT / "tests" / "fronts").glob("*.html")):
        truth, _, html = path.read_bytes().partition(b"\n")
        told = json.loads(truth.removeprefix(b"<!--").removesuffix(b"-->"))
        yield path.stem, told["url"], html, {address(a, told["url"]) or "" for a in told["articles"]}


def recorded(folder: Path) -> Iterator[Page]:
    spec = importlib.util.spec_from_file_location("replay", folder / "replay.py")
    if spec is None or spec.loader is None:
        return
    replay: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(replay)
    for host, pages in {**replay.recorded(), **replay.republished()}.items():
        home = f"http://{host}/"
        yield host, home, replay.answer(host, "/")[2], {address(path, home) or "" for path in pages}


def score(pages: Iterator[Page], say: bool) -> dict[str, float]:
    right = found = true = count = 0
    spent = 0.0
    for name, url, html, truth in pages:
        start = time.perf_counter()
        got = {entry.url or "" for entry in article_links(html, url)}
        spent += time.perf_counter() - start
        right, found, true, count = right + len(got & truth), found + len(got), true + len(truth), count + 1
        if say and got != truth:
            print(f"{name}: missed {sorted(truth - got)}; took for articles {sorted(got - truth)}", file=sys.stderr)
    return {
        "pages": count, "articles": true, "precision": round(right / found, 4) if found else 0.0,
        "recall": round(right / true, 4) if true else 0.0, "ms_a_page": round(1000 * spent / max(1, count), 2),
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--wire", type=Path, default=Path(os.environ.get("WIRECOPY_SHARED", ROOT.parent / "shared")) / "wire")
    options.add_argument("--quick", action="store_true", help="our own pages only")
    args = options.parse_args()
    result = {"own": score(own(), say=True)}
    print("own front pages:", result["own"], file=sys.stderr)
    if not args.quick and (args.wire / "replay.py").is_file():
        result["wire"] = score(recorded(args.wire), say=True)
        print("recorded wire:", result["wire"], file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
