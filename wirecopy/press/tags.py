"""What may a template of the press say beside Django's own? Times in the edition's zone, words, languages, safe blocks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.template import Context, Library
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from wirecopy.press import edition
from wirecopy.press.pictures import Row
from wirecopy.press.stamps import machine, stamp
from wirecopy.press.told import Told
from wirecopy.press.words import Words, primary, right_to_left
from wirecopy.wire.article import Block, ZoneStamp

register = Library()
NONE = SafeString("")


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
def lang(context: Context, language: str | None) -> SafeString:
    """The attributes of text that is not in the edition's language."""
    if not language or primary(language) == primary(context["edition"].language):
        return NONE
    return format_html(' lang="{}" dir="{}"', language, "rtl" if right_to_left(language) else "ltr")


@register.filter
def html(block: Block) -> SafeString:
    """The safe HTML that the reader made of a block, else its text, escaped."""
    return mark_safe(block.html) if block.html else conditional_escape(block.text)  # noqa: S308


@register.filter
def summary(story: Told) -> str:
    return edition.summary(story)
