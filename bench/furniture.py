"""How much of what an outlet repeats is taken out of its texts, and is anything else taken with it?

    python bench/furniture.py [FOLDER] [--quick]

First made-up sites of 20 pages each (training/sites.py): each page is read alone, then cleaned by what 0, 1, 3, 4 and all earlier
pages of its site have taught, through the rows of a database of its own. Junk lines are lines of a text that its page does not
count as text. Precision: of the lines taken out, those that are junk. Recall: of the junk lines, those taken out. Lost: lines of
text taken out. Then, given the folder of a recorded wire, its outlets with two pages or more: the recall of the recorded text (words)
before and after, and what was taken out that the recorded text holds. --quick: 8 pages a site, 20 outlets. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
EARLIER = (0, 1, 3, 4, None)  # pages; None: all


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def prepare(folder: str) -> None:
    os.environ.update({"WIRECOPY_DATA": folder, "WIRECOPY_READERS": "1"})
    from wirecopy.ready import ready

    ready()


class Outlet:
    """An outlet of the table; `clean` learns as the road does, and takes its time."""

    seconds, pages = 0.0, 0

    def __init__(self, name: str) -> None:
        from wirecopy.wire.models import Outlet as Row

        self.row = Row.objects.create(name=name, slug=name[:80], home=f"http://{name}.example/", added_at=NOW)
        self.made = 0

    def clean(self, url: str, article: Any) -> Any:
        from django.db import transaction

        from wirecopy.wire import learnt
        from wirecopy.wire.models import Copy, Reading, Take

        self.made += 1
        copy = Copy.objects.create(outlet=self.row, url=f"{url}#{self.row.pk}.{self.made}", domain="example", seen_at=NOW)
        take = Take.objects.create(copy=copy, number=1, received_at=NOW, url=url, sha256="", size=0)
        Reading.objects.create(take=take, version="1", read_at=NOW, article={})
        with transaction.atomic():
            start = time.process_time()
            found = learnt.learn(copy, article, NOW)
            Outlet.seconds += time.process_time() - start
            Outlet.pages += 1
        return found


def sites(pages: int) -> dict[str, Any]:
    import wirecopy
    from training.sites import HABITS, site

    every: dict[str, Counter[str]] = defaultdict(Counter)
    by_site: dict[str, Any] = {}
    for habit in HABITS:
        made = site(habit)[:pages]
        articles = [wirecopy.read(page.html, page.url) for page in made]
        by_site[habit] = {}
        for earlier in EARLIER:
            counts: Counter[str] = Counter()
            outlet = Outlet(f"{habit}-all") if earlier is None else None
            for n, (page, article) in enumerate(zip(made, articles, strict=True)):
                if earlier is not None:
                    outlet = Outlet(f"{habit}-{earlier}-{n}")
                    for e in range(1, earlier + 1):  # the pages before it; before the first come the last
                        outlet.clean(page.url, articles[n - e])
                count(counts, set(page.text), article, outlet.clean(page.url, article))
            every[str(earlier or ("all" if earlier is None else 0))].update(counts)
            by_site[habit][earlier if earlier is not None else "all"] = figures(counts)
        say(f"{habit}: {by_site[habit]}")
    return {"sites": {name: figures(counts) for name, counts in every.items()}, "by_site": by_site}


def count(counts: Counter[str], text: set[str], before: Any, after: Any) -> None:
    stays = Counter(block.text for block in after.blocks)
    counts["pages"] += 1
    for block in before.blocks:
        out = not stays[block.text]
        counts["junk" if block.text not in text else "text"] += 1
        counts["out" if out else "left"] += 1
        counts["lost"] += out and block.text in text
        counts["right"] += out and block.text not in text


def figures(counts: Counter[str]) -> dict[str, float]:
    return {
        "junk_a_page": round((counts["junk"] - counts["right"]) / counts["pages"], 3),
        "junk_a_page_before": round(counts["junk"] / counts["pages"], 3),
        "precision": round(counts["right"] / counts["out"], 4) if counts["out"] else 1.0,
        "recall": round(counts["right"] / counts["junk"], 4) if counts["junk"] else 1.0,
        "lost_lines": counts["lost"],
    }


def recorded_outlets(folder: Path, most: int) -> dict[str, Any]:
    """Each outlet's pages in the order of the file, and then in the other: each page is a second page once."""
    from read import overlap, recorded, tokens

    import wirecopy

    by_host: dict[str, list[Any]] = defaultdict(list)
    for row, page in recorded(folder):
        by_host[urlsplit(row["url"]).hostname or ""].append((row, page))
    several = [pages for pages in by_host.values() if len(pages) > 1][:most]
    totals: Counter[str] = Counter()
    for number, given in enumerate(several, 1):
        read = [(row, wirecopy.read(page, row["url"])) for row, page in given]
        for way, order in enumerate((read, read[::-1])):
            outlet = Outlet(f"recorded-{number}-{way}")
            for row, article in order:
                after = outlet.clean(row["url"], article)
                gold = Counter(tokens("\n".join(row["paragraphs"])))
                totals["readings"] += 1
                for name, body in (("before", article.body), ("after", after.body)):
                    precision, recall = overlap(gold, Counter(tokens(body)))
                    totals[f"precision_{name}"] += precision
                    totals[f"recall_{name}"] += recall
                known = {" ".join(p.split()) for p in row["paragraphs"]}
                gone = [one.text for one in after.furniture[len(article.furniture) :]]
                totals["out"] += len(gone)
                totals["lost"] += sum(text in known for text in gone)
        if number % 10 == 0:
            say(f"{number} of {len(several)} outlets")
    means = {name: round(value / totals["readings"], 5) for name, value in totals.items() if name.endswith(("before", "after"))}
    return {"outlets": len(several), "readings": totals["readings"], "lines_out": totals["out"], "text_lines_out": totals["lost"], **means}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="a recorded wire")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    scratch = tempfile.mkdtemp(prefix="furniture-")
    try:
        prepare(scratch)
        found = sites(8 if given.quick else 20)
        if given.folder:
            found["recorded"] = recorded_outlets(given.folder, 20 if given.quick else 1000)
        found["ms_cpu_a_page"] = round(1000 * Outlet.seconds / Outlet.pages, 2)
    finally:
        shutil.rmtree(scratch)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
