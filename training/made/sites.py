"""Which sites are there? Each a template: skeletons, manners of naming, languages, and what its outlets are drawn from."""

from __future__ import annotations

from .page import Site

OLD = ("title", "none", "title", "og")
BRIEFLY = ("title", "og")
ANY = ("plain", "bem", "hash", "modules", "none")
OWN = ("local", "local", "mixed", "bem", "plain", "hash")

MODERN = (
    Site("react-hashed", "a React news site, hashed class names, hundreds of lines of menus", ("app", "app-flat"), ways=("hash",),
         nav=(30, 140), teasers=(6, 40)),
    Site("styled-split", "styled components; the text in many containers with ads between", ("app-split",), ways=("styled", "hash"),
         nav=(20, 100), teasers=(6, 40)),
    Site("css-modules", "a chain's sites with CSS modules, each paragraph in a component", ("app", "app-split", "app-flat"),
         ways=("modules",), p_ways=("divp", "p", "div")),
    Site("bem-daily", "a daily's own site with BEM names", ("daily", "daily-in"), ways=("bem",), nav=(20, 120), teasers=(6, 40)),
    Site("plain-names", "a site with plain designers' names, furniture inside the text's container",
         ("daily", "daily-in", "wordpress-theme"), ways=("plain", "mixed")),
    Site("wordpress", "WordPress with blocks", ways=("wordpress",), nav=(6, 40), p_ways=("p", "p", "pspan", "aired")),
    Site("wordpress-theme", "a WordPress magazine theme: columns, author box and related posts in the text",
         ("wordpress-theme", "wordpress"), ways=("wordpress", "plain"), nav=(8, 60), p_ways=("p", "p", "pspan")),
    Site("drupal", "Drupal with its field names", ways=("drupal",), nav=(6, 40)),
    Site("blogger", "a Blogger blog, text with <br><br> or in divs", ways=("blogger",), nav=(3, 8), teasers=(2, 6),
         p_ways=("br", "br", "p", "div", "brs"), head=BRIEFLY, letters=330),
    Site("tailwind", "utility classes only", ways=("tailwind",)),
    Site("amp", "an AMP page", ways=("amp",), nav=(0, 6), p_ways=("p",), teasers=(3, 10)),
    Site("joomla", "Joomla: h2 title, dl of details, span columns", ways=("joomla",), nav=(5, 14), teasers=(2, 6), head=BRIEFLY,
         p_ways=("p", "p", "pspan", "aired")),
    Site("typo3", "TYPO3 of a town or an institute", ways=("typo3",), languages=("de", "de", "en", "fr"), nav=(8, 40), p_ways=("p",),
         head=BRIEFLY, many=9),
)  # fmt: skip
PLAIN = (
    Site("old-table", "a layout of nested tables with font tags", ways=("none",), nav=(5, 12), teasers=(3, 10),
         p_ways=("br", "font", "p", "open"), head=OLD),
    Site("one-cell", "headline, time and the whole text in one table cell, cut by <br><br>", ways=("none",), nav=(3, 9), teasers=(3, 8),
         p_ways=("br", "br", "brs"), head=OLD),
    Site("bare", "h1 and p, not one class, little besides", ways=("none",), nav=(3, 8), p_ways=("p",), head=OLD, many=10,
         quiet=0.5),
    Site("body-children", "all parts are children of body itself", ways=("none", "plain"), nav=(4, 12), p_ways=("p", "p", "div"),
         head=OLD, many=12, teasers=(3, 9), quiet=0.4),
    Site("unclosed", "no article element, attributes without quotes, paragraphs never closed", ways=("none", "plain"), nav=(4, 12),
         p_ways=("open",), head=OLD, teasers=(3, 8)),
    Site("tiny", "a page of a headline and a few paragraphs", ways=("none", "plain"), p_ways=("p", "p", "div", "br"), many=4, head=OLD,
         quiet=0.7),
    Site("br-div", "running text with <br><br> in one div of a named class", ways=("local", "mixed", "plain"),
         p_ways=("br", "br", "brs"), nav=(6, 40)),
    Site("nineties", "centred headline, text in a blockquote, rules", ways=("none",), nav=(0, 0), p_ways=("open", "p", "br"), head=OLD,
         quiet=0.6),
    Site("spans", "every line a span in a div, headline too", ways=("plain", "none"), nav=(6, 30), p_ways=("spandiv",), head=BRIEFLY),
    Site("gather", "a gatherer of others' stories: source line, text, its credit, pleas, many teasers that are ledes",
         ways=("none", "plain"), nav=(5, 20), teasers=(8, 20), p_ways=("p", "p", "br", "div"), many=10, head=OLD, quiet=0.5),
)  # fmt: skip
KINDS = (
    Site("press-release", "a ministry's or agency's release: release line, text, contact", ways=("plain", "none", "drupal"), nav=(6, 30),
         p_ways=("p",), many=9, letters=330, head=BRIEFLY, quiet=0.7),
    Site("wire-service", "a news agency: dateline, short paragraphs, credits at the end", ways=("hash", "plain", "bem"),
         p_ways=("p", "p", "div"), letters=190),
    Site("local-chain", "a local paper of a chain: ads, pleas, subscriber wrappers, comments", ways=("plain", "bem"), nav=(20, 90),
         languages=("en", "en", "de", "no", "sv", "nl")),
    Site("tabloid", "one-sentence paragraphs, pictures, long lists of headlines", ways=("plain", "modules", "bem"), nav=(40, 120),
         teasers=(20, 60), letters=130, many=22),
    Site("magazine", "a long read in chapters with drop caps and pull quotes", ways=("plain", "bem", "hash"), modes=("long",),
         letters=480, many=30),
    Site("live-blog", "a ticker: entries with times and subheads", ways=ANY, modes=("live",), letters=200),
    Site("interview", "questions and answers", ways=ANY, modes=("talk",), letters=300),
    Site("opinion", "a column with its author's box before or after", ways=("plain", "bem", "wordpress"), letters=380, many=12),
    Site("photo-gallery", "few paragraphs and many pictures with captions", ways=ANY, modes=("gallery",)),
    Site("match-report", "a sports report with its table", ways=ANY, modes=("match",)),
    Site("news-brief", "one to three paragraphs on a full page", ways=ANY, modes=("brief",), letters=200, teasers=(6, 30)),
    Site("teaser-flood", "a short text, then far more teasers than text", ways=ANY, modes=("brief", "news"), many=5, teasers=(20, 60)),
    Site("second-story", "further whole stories under the first", ways=ANY, many=10),
    Site("cookie-over", "words on cookies before, over and in the text", ways=ANY, many=10),
)  # fmt: skip
WORLD = (
    Site("east-asia", "Japanese, Chinese and Korean portals: reporter at the end, rankings, text by <br><br>",
         ways=("plain", "bem", "hash"), languages=("ja", "zh", "ko"), p_ways=("p", "p", "br", "div"), many=8, letters=180, nav=(10, 50)),
    Site("right-to-left", "Arabic, Persian and Hebrew sites", ways=("plain", "bem", "drupal"), languages=("ar", "fa", "he"),
         p_ways=("p", "p", "div", "br")),
    Site("hindi", "Hindi portals with English in their furniture", ("portal",), ways=("plain", "modules", "hash"), languages=("hi",),
         many=10, letters=260),
    Site("cyrillic", "Russian and Ukrainian sites: pleas for Telegram, read-also links, partners' news", ("portal",),
         ways=("plain", "bem", "none"), languages=("ru", "uk"), p_ways=("p", "p", "p", "div", "br")),
    Site("portals", "Turkish, Indonesian and Vietnamese portals: read-also lines in the text, editors at its end", ("portal",), ways=OWN,
         languages=("tr", "id", "vi"), p_ways=("p", "p", "div")),
    Site("iberian", "Spanish and Portuguese sites of both shores", ("portal",), ways=OWN, languages=("es", "pt"), letters=260),
    Site("gallic-italian", "French and Italian sites: chapo, subscribers' notes, reserved rights", ("portal",), ways=OWN,
         languages=("fr", "it"), letters=280),
    Site("german-regional", "German regional papers: place before the text, summary boxes, consent placeholders", ("portal",), ways=OWN,
         languages=("de",), letters=230),
    Site("northern", "Dutch and Nordic sites: preamble, fact boxes, short paragraphs", ("portal",), ways=OWN,
         languages=("nl", "sv", "no", "da"), letters=160),
    Site("central", "Polish and Czech sites: perex, agency in brackets, read-also links", ("portal",), ways=OWN, languages=("pl", "cs"),
         letters=240),
)  # fmt: skip
SITES = (*MODERN, *PLAIN, *KINDS, *WORLD)
