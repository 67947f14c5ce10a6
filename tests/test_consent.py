"""Is a plea for cookies told from news about them, and does it never pass for the text of a page?"""

from __future__ import annotations

import wirecopy
from wirecopy.wire.consent import asks_leave

PLEAS = (
    "We and our 214 partners store information on your device, such as cookies, to show you personalised advertising. Do you consent?",
    "Wir und unsere Partner verarbeiten Ihre Daten mit Ihrer Einwilligung, etwa Cookies auf Ihrem Gerät, für personalisierte Anzeigen.",
    "Nous et nos partenaires utilisons des traceurs pour vous proposer une publicité personnalisée sur votre appareil.",
)
NEWS = (
    "The minister said on Monday that the baker of Lowmere gave every child a cookie, and that nobody had asked for consent.",
    "Der Stadtrat hat dem Verkauf der alten Mühle zugestimmt, die Zustimmung fiel mit neun gegen vier Stimmen deutlich aus.",
    "Police had been tracking the lorry since Friday, a spokesman of the harbour authority told reporters.",
)


def test_pleas_are_known_and_news_is_not_taken_for_one() -> None:
    assert [asks_leave(text) for text in PLEAS] == [True, True, True]
    assert [asks_leave(text) for text in NEWS] == [False, False, False]


def test_a_long_plea_for_cookies_is_not_the_text_of_a_short_page() -> None:
    plea = "".join(f"<p>{PLEAS[0]} Purpose {n}: to measure what you read, and for how long, on every page of ours.</p>" for n in range(12))
    text = "".join(f"<p>{line}</p>" for line in (NEWS[0], NEWS[2]))
    article = wirecopy.read(
        f"<html><body><div class='layer'>{plea}</div><div class='story'><h1>Cookies for all</h1>{text}</div></body></html>"
    )
    assert article.body == f"{NEWS[0]}\n\n{NEWS[2]}"
