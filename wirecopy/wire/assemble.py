"""How do the labelled lines of a page become an article?"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from wirecopy.wire import around, body, clean, credit, dateline, language, links, pictures
from wirecopy.wire import lines as rules
from wirecopy.wire import where as standing
from wirecopy.wire.article import Article, Block, Credit, ZoneStamp
from wirecopy.wire.blocks import MOST_LINES, Blocks, Line
from wirecopy.wire.boxes import Box
from wirecopy.wire.facts import Facts, Said
from wirecopy.wire.facts_head import Head

LANGUAGE_SAMPLE = 1000
TOLD, HIDDEN = 600, 0.3  # letters of a text in JSON-LD that count, and the share of them that a page shows which does not hide its text
PARAGRAPH_END = re.compile(r"\n+|</p>|<br\s{0,9}/?>", re.I)
MARK = re.compile(r"<[^<>]{0,500}>")


def article(
    url: str | None, said: Facts, found: Blocks, numbers: Sequence[int], labels: dict[int, str], repeated: set[int], head: Head,
    outlet: Said | None, published: ZoneStamp | None, updated: ZoneStamp | None,
) -> Article:  # fmt: skip
    """Puts the fields together; `numbers` are the lines taken for text, `labels` what some of them and of the others are instead."""
    lines = found.lines
    kept = [n for n in numbers if n not in labels]
    places = standing.Places()
    texts = tuple(text_blocks([lines[n] for n in kept], said.base, places))
    shown = sum(len(block.text) for block in texts) + sum(len(lines[n].text) for n in numbers if labels.get(n) == "box")
    told = len(said.article_body) > TOLD and shown < HIDDEN * len(said.article_body)
    if told:  # the page shows the text by a script only
        texts = tuple(told_blocks(said.article_body))
    opened = next((dateline.read(block.text) for block in texts if block.kind == "paragraph"), None)
    carrier = outlet[0] if outlet else None
    given = credited(lines, numbers, kept, labels, head, carrier)
    facts_say = [*said.based_on, *said.canonical[:1]]
    if given is None and (given := credit.from_facts([value for value, _ in facts_say], url, carrier)):
        credit_in = facts_say[0][1]
    else:
        credit_in = "page" if given else ""
    spoken = language.language("\n".join(b.text for b in texts)[:LANGUAGE_SAMPLE], said.language[0][0] if said.language else None)
    where = {name: value[1] for name, value in (("headline", head.headline), ("standfirst", head.standfirst), ("kicker", head.kicker),
             ("byline", head.byline), ("outlet", outlet)) if value}  # fmt: skip
    where |= {name: source for name, source in (("authors", head.authors_in), ("published", published.found_in if published else ""),
              ("updated", updated.found_in if updated else ""), ("canonical_url", said.canonical[0][1] if said.canonical else ""),
              ("sections", said.sections[0][1] if said.sections else ""), ("credit", credit_in)) if source}  # fmt: skip
    if texts:
        cut = len(lines) >= MOST_LINES
        where["body"] = said.body_in if told else f"page, of which {MOST_LINES:,} lines were read" if cut else "page"
    return Article(
        url=links.canonical(url) if url else None,
        canonical_url=said.canonical[0][0] if said.canonical else None,
        language=spoken,
        outlet=outlet[0] if outlet else None,
        kicker=head.kicker[0] if head.kicker else None,
        headline=head.headline[0] if head.headline else None,
        standfirst=head.standfirst[0] if head.standfirst else None,
        byline=head.byline[0] if head.byline else None,
        authors=head.authors,
        published=published,
        updated=updated,
        dateline=opened[0] if opened else None,
        credit=given,
        blocks=texts,
        body="\n\n".join(block.text for block in texts),
        images=tuple(pictures.images(found, kept, labels, said)),
        sections=tuple(dict.fromkeys(name for name, where in said.sections if where == said.sections[0][1])),
        teasers=tuple(around.teasers(lines, kept, labels, said.base)),
        furniture=tuple(around.furniture(lines, kept, labels, repeated)),
        beside=standing.beside(lines, kept, places),
        corrections=tuple(lines[n].text for n in sorted(labels) if labels[n] == "correction"),
        paywalled=said.paywalled,
        live=said.live,
        found_in=where,
    )


def text_blocks(kept: Sequence[Line], base: str | None, places: standing.Places) -> Iterator[Block]:
    """One block a line; the cells of a table make one block, unless the table is there for the layout."""
    layout = body.layout_tables(kept)

    def data_table(line: Line) -> Box | None:
        table = line.box.within("table") if line.box.within("td", "th") else None
        return None if table in layout else table

    for table, group in groupby(kept, key=data_table):
        rows = list(group)
        if table is not None and len(rows) > 1:
            yield table_block(rows, base)
            continue
        for line in rows:
            html, place = line.html(base), places[line.box]
            if line.level:
                yield Block("subhead", line.text, f"<h{max(2, line.level)}>{html}</h{max(2, line.level)}>", place)
            elif line.box.within("li", "dd", "dt"):
                yield Block("list_item", line.text, f"<li>{html}</li>", place)
            elif line.box.within("blockquote"):
                yield Block("quote", line.text, f"<blockquote><p>{html}</p></blockquote>", place)
            else:
                yield Block("paragraph", line.text, f"<p>{html}</p>", place)


def told_blocks(told: str) -> Iterator[Block]:
    """The paragraphs of a text that is given as one string, with or without marks in it; who wrote it, with the address, ends none."""
    texts = [text for part in PARAGRAPH_END.split(told) if (text := clean.plain(entities.unescape(MARK.sub(" ", part))))]
    while texts and rules.MAILED.fullmatch(texts[-1]):
        texts.pop()
    for text in texts:
        yield Block("paragraph", text, f"<p>{entities.escape(text, quote=False)}</p>")


def table_block(cells: Sequence[Line], base: str | None) -> Block:
    rows = [list(group) for _, group in groupby(cells, key=lambda line: line.box.within("tr"))]
    text = "\n".join("\t".join(line.text for line in row) for row in rows)
    marks = "".join(f"<tr>{''.join(cell(line) for line in row)}</tr>" for row in rows)
    return Block("table", text, clean.html(f"<table><tbody>{marks}</tbody></table>", base))


def cell(line: Line) -> str:
    tag = "th" if line.box.within("th") else "td"
    return f"<{tag}>{''.join(line.parts)}</{tag}>"


def credited(
    lines: Sequence[Line], numbers: Sequence[int], kept: Sequence[int], labels: dict[int, str], head: Head, carrier: str | None
) -> Credit | None:
    """Whose copy it is, by the credit lines in and after the text, and by the byline."""
    printed = [lines[n].text for n in numbers if labels.get(n) == "credit"]
    near = ([head.byline[0]] if head.byline else []) + printed + credits_after(lines, kept)
    given = credit.read(near, carried_by=carrier) or rules.in_brackets(printed, carrier)
    if given is None and head.agency:
        given = Credit(outlet=head.agency, carried_by=carrier, as_printed=near[0] if near else head.agency)
    return given


def credits_after(lines: Sequence[Line], kept: Sequence[int]) -> list[str]:
    """Credit lines close after the text that were not taken for text."""
    after = lines[kept[-1] + 1 : kept[-1] + 6] if kept else ()
    return [line.text for line in after if len(line.text) < 200 and credit.is_credit_line(line.text)]
