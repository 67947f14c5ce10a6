"""What may a template of the press say beside Django's own? Times in the edition's zone, words, languages, safe blocks, parts kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.template import Context, Library
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from wirecopy.press import edition, paths
from wirecopy.press.pictures import Row
from wirecopy.press.stamps import machine, stamp
from wirecopy.press.told import Told
from wirecopy.press.way import Step
from wirecopy.press.words import Words, primary, right_to_left
from wirecopy.wire.article import Block, ZoneStamp

EDGES = re.compile(r"^(?:<(?:p|li|h[1-6]|blockquote)>)+|(?:</(?:p|li|h[1-6]|blockquote)>)+$")  # the template has these

register = Library()
NONE = SafeString("")


class Kept(Node):
    """A part of an edition's pages that is the same as long as its keys are: rendered once, and kept in `parts`."""

    child_nodelists = ()  # no block of another template fills in something there

    def __init__(self, name: str, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.keys, self.nodelist = name, keys, nodelist

    def render(self, context: Context) -> SafeString:
        kept: dict[object, SafeString] = context["kept"]
        key = (self.name, *[each.resolve(context, ignore_failures=True) for each in self.keys])
        try:
            found = kept.get(key)
        except TypeError:
            return self.nodelist.render(context)  # a key that came as JSON, as in an issue that was told long ago: lists, which may change
        if found is None:
            found = kept[key] = self.nodelist.render(context)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """{% kept "name" key … %} … {% endkept %}: what stands between shows nothing but the edition, its day and the keys.

    The keys are values, all that is shown being among them: a row of the database would be taken for the same after it changed.
    """
    _, name, *keys = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(name, [parser.compile_filter(key) for key in keys], nodelist)


@register.simple_tag(takes_context=True)
def clock(context: Context, moment: datetime) -> SafeString:
    """Hour and minute; the day stands in a heading nearby."""
    local = moment.astimezone(context["zone"])
    return format_html('<time datetime="{}">{}</time>', machine(local, context["zone"]), f"{local:%H:%M}")


@register.simple_tag(takes_context=True)
def near(context: Context, moment: datetime) -> SafeString:
    """Hour and minute of today, the date of any other day: for the front, which holds until midnight."""
    local = moment.astimezone(context["zone"])
    if local.date() == context["today"]:
        return clock(context, moment)
    return format_html('<time datetime="{}">{}</time>', machine(moment, context["zone"]), context["w"].short_date(local.date()))


@register.simple_tag(takes_context=True)
def stamped(context: Context, moment: datetime, printed: ZoneStamp | None = None) -> SafeString:
    """A zone stamp: our time, and beside it the clock of the page."""
    told = stamp(moment, printed, context["zone"], context["w"])
    here = format_html('<time datetime="{}">{}</time>', told.machine, told.here)
    if not told.there:
        return here
    there = context["w"]["there"].format(time=told.there)
    return format_html('{} · <span class="there" title="{}">{}</span>', here, told.as_printed, there)


@register.simple_tag(takes_context=True)
def long_date(context: Context, day: date) -> str:
    return str(context["w"].long_date(day))


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: Any) -> SafeString:
    """A label with its blanks filled in."""
    return format_html(context["w"][key], **values) if values else conditional_escape(context["w"][key])


@register.simple_tag(takes_context=True)
def count(context: Context, key: str, n: int, **more: object) -> str:
    return str(context["w"].count(key, n, **more))


@register.simple_tag(takes_context=True)
def in_numbers(context: Context, rows: Iterable[Row]) -> SafeString:
    """The rows of the table beside a passage picture."""
    words: Words = context["w"]

    def span(ends: tuple[int, int] | None) -> str:
        return "–".join(map(words.number, dict.fromkeys(ends))) if ends else ""

    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>',
        ((words[f"is_{row.kind}"], words.number(row.words), span(row.original), span(row.copy)) for row in rows),
    )


@register.simple_tag(takes_context=True)
def way(context: Context, steps: Iterable[Step]) -> SafeString:
    """What a copy passed, a line for each step. A page has some six, so they are written in one go."""
    english = lang(context, "en")

    def line(step: Step) -> str:
        at = stamped(context, step.at) if step.another_day else clock(context, step.at)
        said = f'<span class="step"{english if step.foreign else ""}>{escape(step.said)}</span>'
        return f'<li class="ours"><b>{escape(step.label)}</b> <span class="meta">{at}</span>{said}</li>\n'

    return mark_safe("".join(map(line, steps)))  # noqa: S308


@register.simple_tag(takes_context=True)
def way_exactly(context: Context, steps: Iterable[Step]) -> SafeString:
    """The same as the desk wrote it down, and by which rule."""
    english = lang(context, "en")
    told = (
        f"<div><dt>{escape(step.label)}</dt><dd><span{english}>{escape(step.exact)}</span>"
        f' <span class="meta">· {say(context, "rule", rule=step.rule)}</span></dd></div>\n'
        for step in steps
    )
    return mark_safe("".join(told))  # noqa: S308


@register.simple_tag(takes_context=True)
def lang(context: Context, language: str | None) -> SafeString:
    """The attributes of text that is not in the edition's language."""
    if not language or primary(language) == primary(context["edition"].language):
        return NONE
    return format_html(' lang="{}" dir="{}"', language, "rtl" if right_to_left(language) else "ltr")


@register.filter
def html(block: Block) -> SafeString:
    """The safe HTML that the reader made of a block, without the tag of the block itself, else its text, escaped."""
    return mark_safe(EDGES.sub("", block.html)) if block.html else conditional_escape(block.text)  # noqa: S308


@register.filter
def among(path: str, sections: Iterable[tuple[str, str]]) -> str:
    """`path` where the navigation leads there, else nothing: it looks the same on all other pages."""
    return path if path in (paths.FRONT, paths.ARCHIVE, paths.OUTLETS, *(to for _, to in sections)) else ""


@register.filter
def summary(story: Told) -> str:
    return edition.summary(story)
