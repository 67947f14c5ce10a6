"""What of a reading may be shown to whom? The one gate: pages, feeds, letters, search and exports all ask here."""

from __future__ import annotations

from dataclasses import dataclass

from wirecopy.wire.article import Article, Block, Credit, Dateline, Image, ZoneStamp

RIGHTS = ("headline", "excerpt", "full")
EXCERPT_WORDS = 60
EXCERPT_SIGNS = 360  # for scripts that put no spaces between words


@dataclass(frozen=True, slots=True)
class Rights:
    """What an outlet allows: how much text (headline, excerpt or full), and whether its pictures."""

    text: str = "excerpt"
    pictures: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of one article. Facts (headline, byline, times, credit) are free; text and pictures are not."""

    headline: str
    kicker: str | None
    standfirst: str | None
    byline: str | None
    authors: tuple[str, ...]
    published: ZoneStamp | None
    updated: ZoneStamp | None
    dateline: Dateline | None
    credit: Credit | None
    language: str | None
    url: str | None
    blocks: tuple[Block, ...]  # what may be shown of the body
    whole: bool  # is that all of it?
    images: tuple[Image, ...]
    corrections: tuple[str, ...]
    passages: bool  # may a picture say which parts of its text stand in another's?


def shown(article: Article, rights: Rights) -> Shown:
    """What of `article` may be shown under `rights`. A headline alone brings no standfirst; an excerpt is the opening, cut at a word."""
    if rights.text == "full":
        blocks, whole = article.blocks, True
    elif rights.text == "excerpt":
        blocks = excerpt(article.blocks)
        whole = blocks == article.blocks
    else:
        blocks, whole = (), not article.blocks
    text = rights.text != "headline"
    return Shown(
        headline=article.headline or "",
        kicker=article.kicker,
        standfirst=cut(article.standfirst, EXCERPT_WORDS, EXCERPT_SIGNS) if text and article.standfirst else None,
        byline=article.byline,
        authors=article.authors,
        published=article.published,
        updated=article.updated,
        dateline=article.dateline,
        credit=article.credit,
        language=article.language,
        url=article.canonical_url or article.url,
        blocks=blocks,
        whole=whole,
        images=article.images if rights.pictures else (),
        corrections=article.corrections if text else (),
        passages=text,
    )


def excerpt(blocks: tuple[Block, ...], words: int = EXCERPT_WORDS, signs: int = EXCERPT_SIGNS) -> tuple[Block, ...]:
    """The opening: the first paragraph, and the second where the first is short, never more than `words` words in all."""
    opening: list[Block] = []
    for block in blocks:
        if block.kind not in ("paragraph", "quote", "list_item"):
            continue
        text = cut(block.text, words, signs)
        if text == block.text:
            opening.append(block)
        else:
            opening.append(Block(block.kind, text))  # cut text has no markup left that could be cut in half
            break
        words -= len(text.split())
        signs -= len(text)
        if words < 20 or signs < 120 or len(opening) == 2:
            break
    return tuple(opening)


def cut(text: str, words: int, signs: int) -> str:
    """`text`, or its start cut at a word with an ellipsis."""
    parts = text.split()
    if len(parts) <= words and len(text) <= signs:
        return text
    kept = " ".join(parts[:words])
    if len(kept) > signs:
        kept = kept[:signs]
        space = kept.rfind(" ")
        kept = kept[:space] if space > signs // 2 else kept
    return kept.rstrip(" ,;:.–—-") + " …"
