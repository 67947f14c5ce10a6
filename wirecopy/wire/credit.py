"""Whose copy is it, and through whom did it come? What credit lines and bylines say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from wirecopy.wire import creditwords as words
from wirecopy.wire import links
from wirecopy.wire.agencies import agencies_in, agency, mentions_agency, parts
from wirecopy.wire.article import Credit
from wirecopy.wire.bylines import OUTLET_WORD, byline, office

__all__ = ["byline", "from_facts", "is_credit_line", "office", "read"]

LONGEST = 300


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one line says; the claim of the lowest rank counts."""

    rank: int
    outlet: str | None
    passed: tuple[str, ...] = ()
    printed: str = ""


def read(lines: Sequence[str], *, carried_by: str | None) -> Credit | None:
    """What the credit lines and bylines among `lines` say; None where they say nothing.

    `outlet` is the origin as printed; None where lines name only "agencies" or who contributed. Of several agencies on a line the first
    is taken; `as_printed` holds them all. `passed_on_by` leaves out `carried_by`, the outlet of the page.
    """
    claims = [claim for line in lines if (claim := _claim(line, carried_by))]
    if not claims:
        return None
    best = min(claims, key=lambda claim: claim.rank)
    outlet, passed = best.outlet, best.passed
    if best.rank == 1 and outlet and not agency(outlet):
        writer = next((claim.outlet for claim in claims if claim.rank in (2, 3) and claim.outlet and agency(claim.outlet)), None)
        if writer:  # an agency wrote it, the outlet that lets it be used again passed it on
            outlet, passed = writer, (outlet, *passed)
    passed = tuple(name for name in dict.fromkeys(passed) if not _same(name, carried_by) and not _same(name, outlet))
    return Credit(outlet, passed, carried_by, best.printed)


def is_credit_line(text: str) -> bool:
    """Does this line say whose copy it is, or who helped with it, and nothing else? A byline that names no agency does not."""
    if len(text) > LONGEST or not (words.marked(text) or words.HINTS.search(text) or mentions_agency(text)):
        return False
    line = " ".join(text.split())
    return _claim(line, None) is not None or bool(words.STAFF.match(line)) or bool(words.CONTRIBUTED.match(line))


def from_facts(addresses: Iterable[str], url: str | None, carried_by: str | None) -> Credit | None:
    """The credit that a page's own facts give: addresses, or names, of whose text it is, the first origin first; addresses become their
    hosts. Those of the page's own site, at `url`, say nothing."""
    here = _site(links.host(url))
    names = (links.host(value) or ("" if "://" in value else value.strip()) for value in addresses)
    told = tuple(dict.fromkeys(name for name in names if name and _site(name) != here and name != carried_by))
    return Credit(told[0], told[1:], carried_by) if told else None


def _site(host: str) -> str:
    """The part of a host that its sections and its mobile pages share."""
    parts = host.lower().split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2 else parts[-2:])


def _claim(line: str, carried_by: str | None) -> _Claim | None:
    printed = " ".join(line.split()) if len(line) <= LONGEST else ""
    if len(printed) < 2:
        return None
    enclosed = re.fullmatch(r"[(\[（【*_]+(.*?)[)\]）】*_.]+", printed)
    inner = enclosed[1].strip() if enclosed else printed
    origin = _origin(inner) if words.HINTS.search(inner) else None
    claim = origin or _labelled(inner) or _bare(inner, enclosed is not None, carried_by) or _by(printed)
    return claim and replace(claim, printed=printed)


def _origin(line: str) -> _Claim | None:
    """Of "This story was originally published by X", "republished from X", "X via Y"."""
    for rank, pattern in ((0, words.ORIGIN), (0, words.ORIGIN_GERMAN), (0, words.ORIGIN_POST), (1, words.REPUBLISHED)):
        if found := pattern.match(line):
            later = words.PASSED_ON.search(line, found.end("who"))
            return _Claim(rank, _clean(found["who"]), (_clean(later["who"]),) if later else ())
    via = words.VIA.fullmatch(line)
    if via is None or words.PICTURE.search(line):
        return None
    by = _clean(via["by"])
    if via["who"] is None:
        return _Claim(1, by) if _outlet(by) else None
    first = _clean(re.sub(r"^(?i:by|source|from|von|par|por)\b:? *", "", via["who"]))
    return _Claim(1, first, (by,)) if _outlet(first) and (_outlet(by) or by.istitle()) else None


def _labelled(line: str) -> _Claim | None:
    """Of "© 2026 X", "Source: X", "— X", "with inputs from X", "X contributed to this report", "Agencies"."""
    if words.PICTURE.match(line):
        return None
    if (owner := words.COPYRIGHT.match(line)) and (named := agencies_in(owner["who"])):
        return _Claim(2, named[0])
    if source := words.SOURCE.fullmatch(line):
        return _source(source["who"])
    if dash := re.fullmatch(r"[-–—―]{1,2} *(\S.{1,60}?)\.?", line):
        return _names_only(dash[1], None)
    if (helped := words.WITH.fullmatch(line)) and (named := agencies_in(helped["who"])) and len(named) in (1, len(parts(helped["who"]))):
        return _Claim(4, named[0])
    if words.AGENCIES.fullmatch(line.rstrip(".")) or ((helper := words.CONTRIBUTED.match(line)) and agencies_in(helper["who"])):
        return _Claim(5, None)
    return None


def _source(who: str) -> _Claim | None:
    """Of what stands after "Source:": an agency, an outlet, or another name with capitals throughout."""
    if words.AGENCIES.fullmatch(who):
        return _Claim(5, None)
    if (via := words.VIA.fullmatch(who)) and via["who"]:
        return _Claim(2, _clean(via["who"]), (_clean(via["by"]),))
    first = next(iter(agencies_in(who)), None) or next(iter(parts(who)), "")
    if not first or words.NO_OUTLET.match(first) or words.PICTURE.search(who):
        return None
    name = len(first.split()) <= 5 and first[0].isupper() and all(word[0].isupper() or len(word) < 4 for word in first.split())
    return _Claim(2, _clean(first)) if name or _outlet(first) else None


def _bare(line: str, enclosed: bool, carried_by: str | None) -> _Claim | None:
    """Of "(harbour.example)", "(The Harbor Gazette)", "Reuters", "dpa/Nordlys Post"."""
    if len(line) > words.NAME or words.PICTURE.search(line):
        return None
    if enclosed and _outlet(line) and line[0].isupper() and len(line.split()) <= 5:
        return _Claim(2, _clean(line))
    return _names_only(line, carried_by)


def _names_only(line: str, carried_by: str | None) -> _Claim | None:
    """Of a line of nothing but agencies, hosts, the page's own outlet, "agencies" and initials; the first not its own is the origin."""
    first, unnamed, own = None, False, None
    for name in parts(line):
        if _same(name, carried_by):
            own = name
        elif agency(name) or words.DOMAIN.fullmatch(name):
            first = first or name
        elif words.AGENCIES.fullmatch(name):
            unnamed = True
        elif not (re.fullmatch(r"[a-zäöü]{1,4}", name) or (first and OUTLET_WORD.search(name))):
            return None
    if first or unnamed:
        return _Claim(2 if first else 5, first)
    return _Claim(2, own) if own == line and words.DOMAIN.fullmatch(own) else None


def _by(line: str) -> _Claim | None:
    """Of a byline that names an agency: "By Jane Roe, Reuters"."""
    _, authors, agent = byline(line) if mentions_agency(line) else (None, (), None)
    picture = authors and "/" in line  # "AFP/Jane Roe" stands under pictures
    return _Claim(3, agent) if agent and not picture else None


def _outlet(name: str) -> bool:
    return bool(agency(name) or words.DOMAIN.fullmatch(name) or (OUTLET_WORD.search(name) and name[:1].isupper()))


def _clean(name: str) -> str:
    return name.strip(" .,;:–—-\"“”„'’")


def _same(name: str | None, other: str | None) -> bool:
    """Are these two spellings of one outlet: "The Nordlys Post", "nordlyspost.example"?"""
    if not name or not other:
        return False
    keys = [re.sub(r"^(?:https?://)?(?:www\.)?(?:the\s)?|[^\w.]|\.(?=\w+$).*", "", each.casefold()) for each in (name, other)]
    return keys[0] == keys[1]
