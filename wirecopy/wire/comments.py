"""Where do the comments of readers begin under a text, on a page that does not say so by its markup?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from string import digits

from wirecopy.wire import timestamp
from wirecopy.wire.blocks import Line
from wirecopy.wire.body import prosaic

SHORT = 90  # letters of a line that heads or signs
BEFORE, PARAGRAPHS = 200, 3  # letters and lines of prose over the comments: a text
CLOSE, FAR = 5, 40  # lines in which the first of them is signed under a word that may mean something else, and two are
LINKED, TITLE = 0.8, 25  # share of a line that is a link, and letters of a title
MOST = 60  # lines of a page that may head comments and are looked at
NAMED = 60  # letters in which a longer line names its author and its time
_WORD = (
    "comments?|messages|(?:reader|user) comments?|(?:leser|nutzer)?kommentare?n?|commentaires?|comentarios?|comentários?|commenti|commento|"
    "reacties?|kommentarer|kommentarid|komentarze|komentářů?e?|komentáre|yorum(?:lar)?|комментари[ийевя]{1,2}|коментар[іи]|σχόλια|コメント|评论|댓글"
)
_YOUR = "your|readers['’]|i vostri|vos|vuestros|tus|os seus|eure|ihre|jullie|dine"
_OF = "dei lettori|des lecteurs|de (?:los )?lectores|dos leitores|(?:unserer |der )?leser|van lezers|fra læserne|czytelników|čtenářů"
# Words that may head a part of a story as well.
_ALSO = (
    "responses?|replies|reactions|thoughts|opinions|discussion|conversation|antworten|reaktionen|meinungen|diskussion|leserbriefe|"
    "réactions|respuestas|respostas|risposte"
)
HEAD = re.compile(
    rf"^\W{{0,3}}(?:(?P<count>\d[\d.,]*|no|keine|one|two|three|four|five)\s)?(?:(?:{_YOUR})\s)?(?:{_WORD}|(?P<also>{_ALSO}))(?:\s(?:{_OF}))?(?:\s?[(\[]?\d[\d.,]*[)\]]?)?"
    r"(?:\s(?:to|on|about|zu|auf|sur|à|su|op|på|til|k)\s.{1,300})?\W{0,3}$"
    r"|^(?:join the (?:conversation|discussion)|(?:leave|post|add) a (?:comment|reply)|what do you think\?|have your say)\W{0,3}$",
    re.I,
)
# What such a line begins with, figures aside: most lines are passed over by that.
BEGUN = 3  # letters
_FIRST = """
com mes rea use les nut you ivo vos vue tus oss eur ihr jul din kom yor ком σχό コメン 评论 댓글 res rep tho vie opi dis con ant mei réa
ris joi lea pos add wha hav noc kei one two thr fou fiv
"""
FIRST = frozenset(_FIRST.split())
ENDS = (":", "...", "…")
_SAID = (
    "says|said|wrote|writes|commented|replied|posted|sagte?|schrieb|schreibt|meinte?|kommentierte?|antwortete?|"
    "a (?:écrit|dit|répondu)|dit|écrit|dijo|dice|escribió|disse|diz|escreveu|ha (?:scritto|detto)|scrive|zegt|schreef|schrijft|"
    "skrev|skriver|säger|sier|siger|pisze|napisał\\(?a?\\)?|napsala?|пишет|написал[аи]?|говорит"
)
SIGNED = re.compile(rf"\S.{{0,40}}?\s(?:{_SAID})\b(?P<when>.{{0,50}}?)\s?(?::|\.\.\.|…)$", re.I)
ANSWER = re.compile(
    r"(?:(?:reply|antworten|répondre|responder|rispondi|reageer|svara?|odpowiedz|odpovědět|ответить|yanıtla|返信|답글|report|like|melden|"
    r"gefällt mir|permalink)[\d\s#|·,()]*)+",
    re.I,
)
AGO = re.compile(
    r"\b\d+\s?(?:s|sec|min|m|h|d|hours?|hrs?|minutes?|days?|weeks?|months?|years?|yrs?)\w{0,3}\sago\b|\bvor \d+ \w+|\bil y a \d+ \w+"
    r"|\bhace \d+ \w+|\bhá \d+ \w+|\b\d+ \w+ fa\b|\b\d+ \w+ (?:geleden|sedan|siden)\b",
    re.I,
)


def begin(lines: Sequence[Line], headlines: Collection[str]) -> int:
    """The number of the line that heads the comments, or signs the first of several; how many lines there are where none does.

    Under prose enough for a text, such a heading must be followed by a comment that is signed as such, or by two under a name or a time.
    `headlines`: the keys of those that the page gives for the story that it is about.
    """
    for line in [line for line in lines if line.key.strip(digits)[:BEGUN] in FIRST][:MOST]:
        head = HEAD.match(line.text) if line.link_share < 1 or line.level else None
        if head and told_before(lines, line, headlines):
            after = lines[line.number + 1 : line.number + 1 + FAR]
            prose = {one.path for one in lines[: line.number] if prosaic(one)}  # what stands so is of a text, where "she said:" leads on
            told = {one.number: signature(one) for one in after if not leads_on(lines, one)}
            marks = {n: mark for n, mark in told.items() if mark and not (mark == "said" and lines[n].path in prose)}
            plainly = "said" in marks.values() or "answer" in marks.values()
            close = min(marks, default=len(lines)) - line.number <= CLOSE
            if (plainly or (len(marks) > 1 and (head["count"] or not head["also"]))) and (close or not head["also"]):
                return line.number
    said = [line for line in lines if line.text.endswith(ENDS) and signature(line) == "said"]
    prose = {line.path for line in lines[: said[0].number] if prosaic(line)} if len(said) > 1 else set()
    said = [line for line in said if line.path not in prose]
    return said[0].number if len(said) > 1 and told_before(lines, said[0], headlines) else len(lines)


def leads_on(lines: Sequence[Line], line: Line) -> bool:
    """Does it stand beside the title of another story, that is a link?"""
    return any(one.link_share > LINKED and len(one.text) > TITLE for one in lines[max(0, line.number - 1) : line.number + 2])


def told_before(lines: Sequence[Line], line: Line, headlines: Collection[str]) -> bool:
    """Is there more prose over it than a standfirst and points of a summary, since the headline if there is one, which does not follow?"""
    heads = [head.number for head in lines if head.level and head.key in headlines]
    over = [len(one.text) for one in lines[heads[0] if heads else 0 : line.number] if prosaic(one) and not one.box.within("li")]
    return len(over) >= PARAGRAPHS and sum(over) >= BEFORE


def signature(line: Line) -> str:
    """What signs a comment in the line: "said", "answer" or "time"; or nothing."""
    if len(line.text) > SHORT:
        return "time" if timed(line.text[:NAMED]) else ""
    if line.level == 1:
        return ""
    if ANSWER.fullmatch(line.text):
        return "answer"
    said = SIGNED.match(line.text)
    if said and (not said["when"].strip() or timed(said["when"])):
        return "said"
    return "time" if timed(line.text) else ""


def timed(text: str) -> bool:
    return AGO.search(text) is not None or timestamp.find(text) is not None
