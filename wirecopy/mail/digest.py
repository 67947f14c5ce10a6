"""How does an issue become a letter? Told twice: as HTML for every client, and as plain text that can be read with pleasure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wirecopy.mail import digest_html, digest_text
from wirecopy.mail.letter import Letter, Masthead
from wirecopy.press.issue import all_stories, shares
from wirecopy.press.words import words
from wirecopy.wire.clean import plain
from wirecopy.wire.rights import cut

LARGEST = 94_000  # bytes of HTML: mailbox hosts cut off a letter at about 100 kB, and each recipient's own addresses come to it
SUBJECT_WORDS, SUBJECT_SIGNS = 22, 120
PREVIEW_HEADLINES, PREVIEW_SIGNS = 3, 160


def tells(told: Mapping[str, Any], sections: Sequence[str] = ()) -> int:
    """How many stories and notices the letter of these sections would bring; with none, there is no letter for who takes these alone."""
    return len(all_stories(_only(told, sections))) + len(told.get("notices", ()))


def digest(told: Mapping[str, Any], sections: Sequence[str], masthead: Masthead) -> Letter:
    """The letter of an issue for those who take `sections` (slugs; none: all). ValueError where it would bring nothing.

    Of what is too much for one letter the teasers are left out first, then stories from the end of the longest sections; all are counted.
    """
    if not tells(told, sections):
        raise ValueError("nothing is new, so there is no letter")
    given = _only(told, sections)
    subject, preview = _subject(given, masthead), _preview(given)
    stories = len(all_stories(given))
    most = stories + 1  # one more than there are: the teasers too
    while True:
        held = _at_most(given, most) if most <= stories else given
        html = digest_html.written(held, masthead, subject, preview)
        size = len(html.encode())
        if size <= LARGEST or most <= 0:
            return Letter(subject, html, digest_text.written(held, masthead))
        most = stories if most > stories else min(most - 1, most * LARGEST // size)


def _only(told: Mapping[str, Any], sections: Sequence[str]) -> dict[str, Any]:
    """What an issue says in these sections. Its counts and changed stories are of all of it, so a letter of some is without them."""
    parts = [part for part in told.get("sections", ()) if not sections or part["slug"] in sections]
    return {**told, "sections": parts} if not sections else {**told, "sections": parts, "number": 0, "updated": ()}


def _at_most(told: Mapping[str, Any], most: int) -> dict[str, Any]:
    """The same with `most` stories in all, and no teasers. What is left out is counted."""
    parts = []
    for part, number in zip(told["sections"], shares([len(part["stories"]) for part in told["sections"]], most), strict=True):
        left_out = len(part["stories"]) - number + len(part["teasers"])
        parts.append({**part, "stories": part["stories"][:number], "teasers": (), "more": part["more"] + left_out})
    return {**told, "sections": parts}


def _subject(told: Mapping[str, Any], masthead: Masthead) -> str:
    """The first headline; of a letter that only puts something right, that."""
    first = next((story["headline"] for story in all_stories(told)), "")
    subject = plain(first) or f"{words(masthead.language)['letter_notices']}: {plain(told['notices'][0]['headline'])}"
    return cut(subject, SUBJECT_WORDS, SUBJECT_SIGNS)


def _preview(told: Mapping[str, Any]) -> str:
    """The next headlines: what a mailbox shows beside the subject."""
    further = [plain(story["headline"]) for story in all_stories(told)[1 : 1 + PREVIEW_HEADLINES]]
    return cut(" · ".join(further), PREVIEW_SIGNS, PREVIEW_SIGNS)
