"""Which made-up pages can a labeller of lines learn from, and be held to? Pages of many sites, with the truth of each line.

    for made in pages(seed=1): made.html, made.truth

All of it is invented: the sentences are word salad of plausible lengths, the phrases of the furniture are written for this in
24 languages (`words/`), the markup is drawn from skeletons (`skeletons/`), class names (`classes.txt`), ways to write each part,
and habits of outlets. A pull quote and a box of facts are furniture, for they repeat the text or stand beside it; a summary in
points before it is a list of the text; the lines of a second story on the page are teasers, whatever they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .page import Made, Outlet
from .sites import SITES

__all__ = ["HELD_OUT", "TEMPLATES", "Made", "pages"]

OF_NAME = {site.name: site for site in SITES}
TEMPLATES = tuple(OF_NAME)
HELD_OUT = ("tailwind", "joomla", "body-children", "gather", "teaser-flood", "right-to-left")  # never trained on
OF_AN_OUTLET = 2  # pages


def pages(seed: int, templates: Sequence[str] | None = None, each: int = 12) -> Iterator[Made]:
    """`each` pages of each template (all of them by default), the same for the same seed. Raises KeyError for no template."""
    for name in TEMPLATES if templates is None else templates:
        for first in range(0, each, OF_AN_OUTLET):
            outlet = Outlet(OF_NAME[name], first // OF_AN_OUTLET, seed)
            for _ in range(min(OF_AN_OUTLET, each - first)):
                yield outlet.page()
