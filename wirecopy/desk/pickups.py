"""Who copied whom among these articles? What the desk decides over weeks, for articles that are all at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from wirecopy.desk import fold
from wirecopy.desk.anchors import anchors
from wirecopy.desk.copied import Compared, Group, Name, Pickup, Span
from wirecopy.desk.index import Index
from wirecopy.desk.origin import Origin, Witness, credits_of, direction, origin
from wirecopy.desk.passages import Passage, left_over
from wirecopy.desk.words import Keys, Words, words
from wirecopy.wire import timestamp
from wirecopy.wire.article import Article
from wirecopy.wire.links import bare, canonical, host

MOST = 6  # earlier texts that a text is compared with
WITNESSES = 50  # copies of a group that are asked where their text came from: the first that came
QUOTES = ("quote", "embed")  # blocks that are somebody's words without marks
LATEST = datetime.max.replace(tzinfo=UTC)


def quotations(article: Article) -> Iterator[Span]:
    """Where in the body block quotes and embeds stand."""
    at = 0
    for block in article.blocks:
        if block.kind in QUOTES:
            yield at, at + len(block.text)
        at += len(block.text) + 2


def told_at(article: Article) -> datetime | None:
    """When it came out, where the page gives a time of day with its zone."""
    stamp = article.published
    return timestamp.instant(stamp) if stamp and stamp.precision != "day" else None


def elsewhere(answers: Sequence[fold.Answer], groups: Sequence[Hashable], joined: Hashable) -> list[int]:
    """The numbers of the answers that name what a text takes from other groups than the one it joined: of each the one with most in common.

    `groups`: those of the texts that the answers are about.
    """
    found: dict[Hashable, int] = {}
    for number in sorted(range(len(answers)), key=lambda number: (-answers[number].own, number)):
        if answers[number].standing != "none" and groups[number] != joined:
            found.setdefault(groups[number], number)
    return list(found.values())


@dataclass(slots=True, eq=False)
class _Text:
    name: Name
    witness: Witness
    words: Words
    anchors: Keys
    group: list[_Text] = field(default_factory=list)  # all that carry this text
    match: _Text | None = None  # through which it came in
    shared: Sequence[Passage] = ()  # with that


def compared(articles: Iterable[Article], went: Callable[[], object] = lambda: None) -> Compared:
    """The groups of articles that carry one text, and what each copy has from the original; as the desk decides it.

    Articles are taken in the order of their published times; those without a time of day and a zone come after these, in the order given.
    Each joins the group of the best match among those before it, or opens one. Of several articles with one address only the last is
    compared. `Pickup.missing_origin` is told of the copies of a text that several outlets credit to an agency not at hand.
    `went` is called after each that was compared.
    """
    texts = sorted(_texts(articles), key=lambda text: text.witness.came_at)
    index, groups, reuses = Index(), [], []
    for number, text in enumerate(texts):
        others = [texts[other] for other, _ in index.candidates(text.anchors, MOST)]
        answers = fold.judged(text.words, (other.words for other in others))
        best = fold.best(answers)
        if best is None:
            groups.append(text.group)
        else:
            text.match, text.shared = others[best], answers[best].passages
            text.group = text.match.group
        text.group.append(text)
        kept = elsewhere(answers, [id(other.group) for other in others], id(text.group))
        reuses += [(text, others[other], answers[other]) for other in kept]
        index.add(number, text.anchors, 0)
        went()
    settled = [(group, origin([text.witness for text in group[:WITNESSES]])) for group in groups if len(group) > 1]
    found = [pair for group, whose in settled for pair in _copies(group, whose)]
    found += [_either_way(text, other, answer.standing, answer.passages) for text, other, answer in reuses]
    place = {text.name: number for number, text in enumerate(texts)}
    found.sort(key=lambda pickup: (place[pickup.copy], pickup.standing, place[pickup.original]))
    return Compared(tuple(_group(group, whose) for group, whose in settled), tuple(found))


def _texts(articles: Iterable[Article]) -> list[_Text]:
    """Of each address the last article, in the place of the first."""
    latest: dict[Name, tuple[int, Article]] = {}
    for position, article in enumerate(articles):
        address = canonical(article.url)
        latest[bare(address) if address else article.url or position] = position, article
    out = []
    for rank, (position, article) in enumerate(latest.values()):
        found = words(article.body, quotations(article))
        # All are at hand only now, so that a time that a page gives always lies before.
        seen_at = LATEST - timedelta(microseconds=len(latest) - rank)
        out.append(_Text(article.url or position, _witness(rank, article, seen_at), found, anchors(found)))
    return out


def _witness(number: int, article: Article, seen_at: datetime) -> Witness:
    home = host(article.url or article.canonical_url)
    return Witness(
        number, article.outlet or home, (home,) if home else (), article.url or "", article.canonical_url, credits_of(article),
        told_at(article), seen_at,
    )  # fmt: skip


def _group(texts: Sequence[_Text], whose: Origin) -> Group:
    names = {text.witness.number: text.name for text in texts}
    original = None if whose.original is None else names[whose.original]
    return Group(tuple(names.values()), original, whose.missing or None, names[whose.first], whose.evidence)


def _copies(group: Sequence[_Text], whose: Origin) -> Iterator[Pickup]:
    """Each copy of a group against the original, or the earliest where that is missing; one that shares nothing with it against the copy
    through which it came in."""
    source = next(text for text in group if text.witness.number == whose.first)
    for text in group:
        if text is source:
            continue
        if passages := _shared(text, source):
            first, evidence = direction(text.witness, source.witness)
            agrees = first == source.witness.number
            yield _pickup(text, source, "copy", evidence if agrees else whose.evidence, passages, whose.missing or None)
        else:
            other = text.match or next(each for each in group if each.match is text)
            yield _either_way(text, other, "copy", _shared(text, other), whose.missing or None)


def _shared(text: _Text, other: _Text) -> Sequence[Passage]:
    return text.shared if text.match is other else fold.judge(text.words, other.words).passages


def _either_way(text: _Text, other: _Text, standing: str, passages: Sequence[Passage], missing: str | None = None) -> Pickup:
    """Of two that share passages (given as those of `text` in `other`), the one that had them first as the original."""
    first, evidence = direction(text.witness, other.witness)
    if first == other.witness.number:
        return _pickup(text, other, standing, evidence, passages, missing)
    turned = sorted((Passage(p.b0, p.b1, p.a0, p.a1, p.same) for p in passages), key=lambda p: p.a0)
    return _pickup(other, text, standing, evidence, turned, missing)


def _pickup(copy: _Text, source: _Text, standing: str, evidence: str, passages: Sequence[Passage], missing: str | None = None) -> Pickup:
    mine, theirs = copy.words, source.words
    return Pickup(
        copy.name, source.name, standing,
        tuple((mine.span(p.a0, p.a1), theirs.span(p.b0, p.b1)) for p in passages),
        tuple(mine.span(*span) for span in left_over(((p.a0, p.a1) for p in passages), len(mine))),
        tuple(theirs.span(*span) for span in left_over(((p.b0, p.b1) for p in passages), len(theirs))),
        evidence, missing,
    )  # fmt: skip
