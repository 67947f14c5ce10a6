"""What outlets say for themselves before, amid and after a text, on plain pages that mark up nothing; and short sentences that end one."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

import wirecopy
from wirecopy.wire import ends
from wirecopy.wire.blocks import blocks

ENGLISH = (
    "The council of Harrow Bay voted late on Tuesday to rebuild the old ferry landing, ending a quarrel that had lasted three winters.",
    "Nine members voted in favour and four against, after a debate that went on until midnight and was followed by two hundred people.",
    "“We have waited long enough,” the mayor, Ilse Brandt, told reporters after the vote. “The islanders need a way to the hospital.”",
    "The landing was closed three years ago when a storm tore away two of its five piers, and the repair was put off again and again.",
    "Work is to begin in April, when the ice has left the harbour, and should be finished before the first autumn storms, the board said.",
)
GERMAN = (
    "Der Rat von Harrow Bay hat am späten Dienstag beschlossen, den alten Fähranleger wieder aufzubauen, und damit einen Streit beendet.",
    "Neun Mitglieder stimmten dafür und vier dagegen, nach einer Debatte, die bis Mitternacht dauerte und der viele Menschen folgten.",
    "„Wir haben lange genug gewartet“, sagte die Bürgermeisterin Ilse Brandt nach der Abstimmung vor Journalisten im alten Rathaus.",
    "Der Anleger wurde vor drei Jahren geschlossen, als ein Sturm zwei der fünf Pfeiler wegriss; die Reparatur wurde verschoben.",
    "Die Arbeiten sollen im April beginnen, wenn das Eis den Hafen verlassen hat, und vor den ersten Herbststürmen beendet sein.",
)
PLEAS = """
The Associated Press contributed to this report.
© 2031 The Example Post. All rights reserved.
Copyright © 2031 The Example Post. This material may not be published, broadcast, rewritten or redistributed. All rights reserved.
Follow her on Twitter: @janeroe
Reach Jane Roe at 555-0100 or jroe@post.example
Jane Roe covers harbours for The Example Post.
Click to share on Twitter (Opens in new window)
Tags: ferry, harbour, council
Posted in News
View the discussion thread.
Please enable JavaScript to view the comments powered by Gulls.
Let us know what you think in the comments.
Got a tip? Submit it here.
If you enjoyed this article, please consider subscribing.
To receive our stories in your inbox, click here.
Want more stories like this? Subscribe now.
By signing up you agree to our terms of service.
We use cookies to give you the best experience.
Read the original article on The Other Post.
RELATED: Ten things to know about ferries
Most Popular
Next Article
Back to top
Getty Images
Photo by Jane Roe
Thanks for reading.
"""
PLEAS_GERMAN = """
Lesen Sie auch: Zehn Dinge über Fähren
Das könnte Sie auch interessieren
Jetzt Newsletter abonnieren!
Schreiben Sie uns Ihre Meinung in den Kommentaren.
Sie haben noch kein Abo? Jetzt testen.
Jane Roe ist Redakteurin im Ressort Hafen.
Schlagworte: Fähre, Hafen
Mit Material von dpa
Zur Startseite
"""
SENTENCES = """
The next vote is on 12 March.
Nobody was hurt.
“We will see,” she said.
He is survived by his wife and two children.
The service has 20 million subscribers, and the newsletter is read by half of them.
He accused the minister of subscribing to conspiracy theories.
The company said it would donate a million to the islanders.
Those who sign up for the ferry pass by May will pay half.
“Read the original story and see,” she said.
“We use cookies to feed the gulls,” she joked.
Top stories of that winter were few.
Getty Images sued the town for the use of three of its pictures.
Reuters could not reach the mayor for comment.
No comments were made by the opposition after the vote.
Updated on 12 March, the list has forty names.
Posted on the door of the hall on 12 March 2031, the note was gone by noon.
Loading the ferry takes an hour.
The video is not available to the public, the court said.
The network said that the content is unavailable in Austria.
Sie wollen mehr Lohn und kürzere Schichten.
It takes people like us on the northern shore two hours.
The doctor has nine tips to increase your levels. Check them out!
Members of the board have a story to tell of their own.
Video of the storm was shown.
"""
AMID = """
Share on Facebook
3 minute read
Image copyright Getty Images
Media caption The landing in May
Photo by Jane Roe
Comments (3)
Print
- Advertisement -
[ad]
Scroll to continue
Loading...
File photo
Sponsored content
View this post on Instagram
A post shared by Jane Roe (@janeroe)
Updated March 12, 2031
Stand: 12.03.2031, 18:13 Uhr
You have reached your article limit
Already a subscriber? Log in
Send tips to tips@post.example
Have a story? Get in touch at news@post.example
Become a member
This article is for subscribers only
Never miss a story: turn on notifications
Já é assinante? Entre
Soutenez un journalisme indépendant, faites un don.
Subscribe now for unlimited access.
Read more: Ten things to know about ferries
WATCH: Gulls take over the town hall
See also: Ten things to know about ferries and about those who wait for them
Lesen Sie auch: Zehn Dinge über Fähren
Das könnte Sie auch interessieren
Artikel teilen
Hier geht es zum Newsletter
Über die Autorin
Empfohlener redaktioneller Inhalt
À lire aussi : Dix choses à savoir sur les bacs
S'abonner
Leer también: Diez cosas sobre los transbordadores
"""


def listed(lines: str) -> list[str]:
    return lines.strip().splitlines()


def read(*paragraphs: str, language: str = "en") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return wirecopy.read(
        f"<html lang={language}><title>Ferry landing - The Example Post</title><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul>"
        f"<div><h1>Harrow Bay to rebuild its ferry landing</h1><div>Jane Roe | 12.03.2031</div><div class=entry>{text}</div></div>"
        f"<div><a href=/terms>Terms</a></div></html>",
        "https://post.example/a",
    ).body


@pytest.mark.parametrize("plea", listed(PLEAS))
def test_what_an_outlet_says_after_its_text_is_none(plea: str) -> None:
    assert read(*ENGLISH, plea) == read(*ENGLISH, f"<em>{plea}</em>") == "\n\n".join(ENGLISH)


@pytest.mark.parametrize("plea", listed(PLEAS_GERMAN))
def test_nor_what_it_says_in_another_language(plea: str) -> None:
    assert read(*GERMAN, plea, language="de") == "\n\n".join(GERMAN)


@pytest.mark.parametrize("sentence", listed(SENTENCES))
def test_a_short_sentence_may_end_a_text_or_stand_amid_it(sentence: str) -> None:
    assert read(*ENGLISH, sentence) == "\n\n".join([*ENGLISH, sentence])
    assert read(*ENGLISH[:2], sentence, *ENGLISH[2:]) == "\n\n".join([*ENGLISH[:2], sentence, *ENGLISH[2:]])


@pytest.mark.parametrize("button", listed(AMID))
def test_a_button_or_a_credit_amid_the_text_is_none(button: str) -> None:
    assert read(button, *ENGLISH) == read(*ENGLISH[:3], button, *ENGLISH[3:]) == "\n\n".join(ENGLISH)


def test_what_is_hardly_more_than_pleas_is_left_as_it_is() -> None:
    lines = blocks(LexborHTMLParser("<p>The ferry sails again.<p>Print<p>Share on Facebook<p>3 comments")).lines
    assert ends.labels(lines, range(4), ()) == {}
    assert ends.labels([*lines, *lines, *lines, *lines, *lines], [0, 4, 8, 12, 16, 1], {8}) == {1: "prompt"}
