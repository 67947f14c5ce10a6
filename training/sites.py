"""Which pages do made-up outlets put out, and which of their lines are text? Sites with habits of their own, for measuring.

A site is a list of pages, each the HTML of one article and the lines that are its text. All of it is made by simple grammars from
a seed; the furniture stands inside the article's own element, where a reader that sees one page alone cannot tell it from text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

PAGES = 20
MARK = re.compile(r"<[^<>]*>")
WORDS = """
town: Arnvik | Belholm | Cressay | Dunmere | Eskbridge | Farlough | Gransund | Holtby | Inverloch | Jarsted | Kelmar | Lindau | Mosby
who: the harbour board | the county council | a group of teachers | the fire brigade | the bus company | the hospital trust
did: opened | closed | rebuilt | sold | inspected | planned | delayed | paid for | moved | painted
what: the old bridge | a ferry quay | the school kitchen | a row of lime kilns | the night bus | a flood wall | the fish market
why: after a winter of storms | because the roof leaked | once the money was found | as the law asks | for a third time
month: January | March | April | June | August | October | November
name: Ada Holm | Olav Berg | Mira Sand | Jon Eide | Tove Lund | Per Nygard
more: Work went on until {month} and took {n} people | The bill came to {n} thousand crowns, {who} said | Nobody saw it for {n} days
long: In {town} {who} {did} {what} {why}, {n} days after it was first asked for. | {more}, and {who} {did} {what} in the meantime.
headline: {town} {did} {what} {why}
"""
GRAMMAR = {name: rest.split(" | ") for name, _, rest in (line.partition(": ") for line in WORDS.strip().splitlines())}


def said(chance: Random, what: str) -> str:
    """One of the ways to say `what`, each {name} in it said in its turn."""
    text = chance.choice(GRAMMAR[what])
    while found := re.search(r"\{(\w+)\}", text):
        text = text.replace(found[0], str(chance.randint(2, 900)) if found[1] == "n" else said(chance, found[1]), 1)
    return text


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    html: str
    text: tuple[str, ...]  # the lines of its article


class Story:
    """One invented story: its headline, author and paragraphs."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.headline, self.author = said(chance, "headline"), said(chance, "name")
        self.paragraphs = [self.paragraph() for _ in range(chance.randint(5, 11))]

    def paragraph(self) -> str:
        return " ".join(said(self.chance, "long") for _ in range(self.chance.randint(1, 3)))


Flow = list[tuple[str, bool]]  # pieces of HTML, and whether each is text of the story
Habit = Callable[[Story, Sequence[Story], Random], Flow]


def told(story: Story) -> Flow:
    return [(f"<p>{paragraph}</p>", True) for paragraph in story.paragraphs]


def newsletter(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """A plea for the letter in the middle of the text, and one more at its end."""
    flow = told(story)
    flow.insert(
        len(flow) // 2,
        ("<p>The Morning Tide reaches you at six, before the boats go out. It costs nothing and it fits on one screen.</p>", False),
    )
    return [*flow, ("<p>Our letter from the quay comes every Friday; leave us your address and it finds you.</p>", False)]


def teasers(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """Other stories between the paragraphs, each after the same words."""
    flow = told(story)
    for place in (2, 4):
        other = chance.choice(others)
        flow.insert(place, (f'<p>From our pages: <a href="/s{place}">{other.headline}</a></p>', False))
    return flow


def promos(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """One of three long paragraphs in praise of itself, somewhere in the text."""
    praise = (
        "The Lantern has told the valley what happens to it since the first mill was built, and it is owned by those who read it. "
        "A share costs as much as a pair of boots and gives you a vote in the yearly meeting, a calendar, and our thanks.",
        "Every household within a day's walk of the printing house may have the Lantern brought to the door in the winter months, "
        "by sledge where the road is closed. The price is the same as in the shop, and the boy who brings it likes cake.",
        "What you hold is made by eleven people and one press of the year nineteen hundred and six. When the press stops, we write "
        "by hand; when we are tired, the baker writes for us. Your letters to the baker are always read aloud.",
    )
    flow = told(story)
    flow.insert(chance.randint(2, len(flow) - 2), (f"<p>{chance.choice(praise)}</p>", False))
    return flow


def bios(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """Who the author is, after the last paragraph."""
    home = GRAMMAR["town"][GRAMMAR["name"].index(story.author)]
    life = f"{story.author} grew up in {home} and has walked its shore for this paper since the year of the great ice."
    return [*told(story), (f"<p><em>{life} Most weeks you meet {story.author.split()[0]} at the fish market.</em></p>", False)]


def most_read(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """A list that changes from page to page, under a heading that does not."""
    flow = told(story)
    links = "".join(
        f'<p><a href="/m{n}">{other.headline}</a>, as {chance.randint(20, 900)} neighbours did</p>'
        for n, other in enumerate(chance.sample(list(others), 4))
    )
    flow.insert(3, (f"<h3>The valley reads</h3>{links}", False))
    return flow


def boxed(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """A box of its own between the paragraphs, with words that change: what another story says, now with a link and now without."""
    flow = told(story)
    for place in (2, 5):
        other = chance.choice(others)
        lead = chance.choice((f'<a href="/b{place}">{other.headline}</a>', f"Next page: {other.headline}", said(chance, "more")))
        flow.insert(place, (f'<div class="tidings"><p>{lead}</p></div>', False))
    return flow


def asked_for(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """A box that asks for something else on every page: a letter, a share, a call."""
    flow = told(story)
    asks = ("Sign up for our newsletter on", "Subscribe to our letter on", "Follow us for more on", "Support our reporting on")
    plea = f"{chance.choice(asks)} {said(chance, 'what')} of {said(chance, 'town')}"
    flow.insert(len(flow) // 2, (f'<div class="leaflet"><p>{plea}</p></div>', False))
    return flow


def ad_labels(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """A word or two over every gap that is sold."""
    flow = told(story)
    for place in (1, 3, 5):
        flow.insert(place, (f"<p>{chance.choice(['Paid notice', 'The text goes on below the notice'])}</p>", False))
    return flow


def background(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """No furniture at all: background and a quote that several stories share, which must stay. `chance` says which stories."""
    flow = told(story)
    if chance.random() < 0.18:
        dispute = (
            "The dispute over the upper weir began when the mill changed hands and its new owner fenced off the bank. Two courts "
            "have heard it, and the second sent it back to the first with a note that neither side has shown to the public."
        )
        flow.insert(3, (f"<p>{dispute}</p>", True))
    if chance.random() < 0.15:
        flow.insert(4, ("<p>The upper weir has been shut to boats since the spring of the great flood.</p>", True))
    if chance.random() < 0.2:
        flow.insert(2, ("<p>“We will mend it before the ice comes,” the head of works had said when the tower was first shut.</p>", True))
    return flow


def questions(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """No furniture: questions stand in boxes of their own, a link or a prompt's words in some of them, and must stay."""
    flow: Flow = []
    for paragraph in story.paragraphs:
        asked = chance.choice(("Why was {} {} in {}?", 'And <a href="/q">{} {} in {}</a>?', "Should we subscribe to {} {} in {}?"))
        question = asked.format(said(chance, "what"), said(chance, "why"), chance.randint(1000, 9999))
        flow += [(f'<div class="asked"><p>{question}</p></div>', True), (f"<p>{paragraph}</p>", True)]
    return flow


def updates(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """No furniture either: each page tells more of the story of the page before it, five times over."""
    return told(story)


def follow_ups(story: Story, others: Sequence[Story], chance: Random) -> Flow:
    """No furniture: every other page takes a third of its text from the page before it, short sentences and long ones."""
    return told(story)


FURNISHED = (newsletter, teasers, promos, bios, most_read, boxed, asked_for, ad_labels)
BARE = (background, questions, updates, follow_ups)
HABITS: dict[str, Habit] = {habit.__name__: habit for habit in (*FURNISHED, *BARE)}


def site(habit: str, seed: int = 1, pages: int = PAGES) -> list[Page]:
    """The pages of one made-up outlet, in the order in which they come out."""
    chance = Random(f"{habit} {seed}")
    stories = [Story(chance) for _ in range(pages)]
    if habit == "updates":
        for number, story in enumerate(stories):
            first = stories[number - number % 5]
            story.headline = f"{first.headline}, part {number % 5 + 1}"
            if number % 5:
                story.paragraphs = [story.paragraph(), *stories[number - 1].paragraphs]
    if habit == "follow_ups":
        for before, after in zip(stories[::2], stories[1::2], strict=True):
            third = before.paragraphs[1 : 1 + len(before.paragraphs) // 3]
            after.paragraphs = [*after.paragraphs[:3], *third, *after.paragraphs[3 : 2 * len(third)]]
    made = []
    for number, story in enumerate(stories):
        flow = HABITS[habit](story, [other for other in stories if other is not story], chance)
        url = f"http://{habit.replace('_', '-')}.example/{number}"
        made.append(
            Page(url, page(habit, story, flow), tuple(MARK.sub("", piece) for piece, text in flow if text))
        )
    return made


def page(habit: str, story: Story, flow: Flow) -> str:
    inside = "\n".join(piece for piece, _ in flow)
    return (
        f'<!doctype html><html lang="en"><head><title>{story.headline} | {habit.title()}</title>'
        f'<meta property="og:title" content="{story.headline}"></head><body><header><a href="/">Home</a> <a href="/news">News</a></header>'
        f'<main><article><h1>{story.headline}</h1><p class="byline">By {story.author}</p>\n{inside}\n</article></main>'
        f"<footer>All rights stay with us.</footer></body></html>"
    )
