"""How does the terminal show an article, a copy's way, an outlet?"""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from wirecopy.press.body import pieces
from wirecopy.wire.article import Article, Credit, Image, ZoneStamp
from wirecopy.wire.clean import plain

SEEN, CLAIMED = "●", "○"


def console() -> Console:
    return Console(highlight=False, soft_wrap=False, width=None if Console().is_terminal else 100)


def article_for_terminal(article: Article) -> None:
    """One article, as a person reads it: the head, where it came from, the text, and what stood around it."""
    out = console()
    if article.kicker:
        out.print(f"[red]{safe(article.kicker)}[/]")
    out.print(f"[bold]{safe(article.headline or '(the page shows no headline)')}[/]")
    if article.standfirst:
        out.print(f"[italic]{safe(article.standfirst)}[/]")
    for name, text in _head(article):
        out.print(f"[dim]{name:<10}[/] {safe(text)}")
    if article.credit:
        out.print(f"[dim]{'chain':<10}[/] {safe(_chain(article.credit))}")
    out.print()
    for kind, blocks in pieces(article.blocks):
        mark = {"subhead": "[bold]{}[/]", "quote": "[italic]{}[/]", "list_item": "• {}", "numbered": "{n}. {}"}.get(kind, "{}")
        for n, block in enumerate(blocks, 1):
            out.print(Padding(mark.format(safe(block.text), n=n), (0, 0, 1, 0)))
    if not article.blocks:
        out.print("[dim](no text was found)[/]\n")
    for image in article.images:
        out.print(f"[dim]picture[/]    {_caption(image)}")
    around = [f"{len(article.teasers)} teasers"] * bool(article.teasers)
    around += [f"{item.kind.replace('_', ' ')}: {plain(item.text)[:70]}" for item in article.furniture[:6]]
    for line in around:
        out.print(f"[dim]beside it[/]  {safe(line)}")


def _caption(image: Image) -> str:
    """What stands under a picture and who made it; else what it is said to show, or where it lies."""
    said = safe(image.caption) if image.caption else f"[dim]shows[/] {safe(image.alt)}" if image.alt else ""
    credit = f"[dim]{safe(image.credit)}[/]" if image.credit and image.credit not in (image.caption or "") else ""
    return "  ".join(filter(None, (said, credit))) or f"[dim]{safe(image.url)}[/]"


def _head(article: Article) -> list[tuple[str, str]]:
    dateline = article.dateline
    place = ", ".join(p for p in (dateline.place, dateline.region) if p) if dateline else None
    facts = [
        ("by", article.byline or ", ".join(article.authors) or None),
        ("outlet", article.outlet),
        ("published", _stamp(article.published)),
        ("updated", _stamp(article.updated)),
        ("dateline", place),
        ("credit", article.credit.as_printed if article.credit else None),
        ("sections", ", ".join(article.sections) or None),
        ("language", article.language),
        ("correction", " / ".join(article.corrections) or None),
        ("address", article.canonical_url or article.url),
        ("marks", ", ".join(n for n, on in (("paywalled", article.paywalled), ("live", article.live)) if on) or None),
    ]
    return [(name, text) for name, text in facts if text]


def _stamp(stamp: ZoneStamp | None) -> str | None:
    if stamp is None:
        return None
    printed = f", printed {stamp.as_printed!r}" if stamp.as_printed and stamp.as_printed != stamp.instant else ""
    return f"{stamp.instant} (to the {stamp.precision}{printed}; {stamp.found_in or 'on the page'})"


def _chain(credit: Credit) -> str:
    claimed = [f"{CLAIMED} {who}" for who in (credit.outlet, *credit.passed_on_by) if who]
    carried = [f"{SEEN} {credit.carried_by}"] if credit.carried_by and credit.carried_by != credit.outlet else []
    return " — ".join([*claimed, *carried, "here"])


def safe(text: str) -> str:
    return escape(plain(text))
