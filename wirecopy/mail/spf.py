"""May a server send letters of a domain? SPF (RFC 7208), as far as it can be known without a letter, and what is wrong with the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from wirecopy.mail.names import Names, Said

MOST_LOOKUPS, MOST_VOID, DEEP = 10, 2, 10
_TERM = re.compile(r"([-+~?])?([a-z0-9_.-]+)(?:([:=/])(.*))?", re.IGNORECASE)
_RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}


@dataclass(slots=True)
class Spf:
    """What a domain publishes."""

    record: str = ""
    trouble: str = ""  # DNS gave no answer, so nobody knows
    faults: list[str] = field(default_factory=list)
    lookups: int = 0
    void: int = 0
    end: str = ""  # of those that no term names: pass, fail, softfail, neutral
    allowed: list[IPv4Network | IPv6Network] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # terms that depend on the letter

    def allows(self, address: str) -> bool:
        return any(ip_address(address) in net for net in self.allowed)


def look(domain: str, names: Names) -> Spf:
    """Of `domain`; terms that let nobody in are counted, and otherwise passed over."""
    found = Spf()
    said, records = _records(domain, names)
    if said.trouble:
        found.trouble = said.trouble
    elif len(records) > 1:
        found.record = records[0]
        found.faults.append(f"{domain} has {len(records)} SPF records; it may have one, and receivers take none of several")
    elif records:
        found.record = records[0]
        _walk(domain, records[0], names, found, DEEP, outermost=True)
        if found.lookups > MOST_LOOKUPS:
            found.faults.append(f"the SPF record of {domain} makes receivers ask DNS {found.lookups} times; after 10 they give it up")
        if found.void > MOST_VOID:
            found.faults.append(f"the SPF record of {domain} names {found.void} hosts that DNS does not know; after 2 receivers give it up")
    return found


def _records(domain: str, names: Names) -> tuple[Said, list[str]]:
    said = names.ask(domain, "TXT")
    return said, [text for text in said.values if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE)]


def _walk(domain: str, record: str, names: Names, found: Spf, depth: int, outermost: bool = False) -> None:
    redirect = ""
    for term in record.split()[1:]:
        given = _TERM.fullmatch(term)
        if not given:
            found.faults.append(f"in the SPF record of {domain}, {term!r} is no term")
            continue
        sign, name, joint, value = given[1] or "+", given[2].lower(), given[3] or "", given[4] or ""
        if joint == "=":
            redirect = value if name == "redirect" else redirect
        elif name == "all":
            found.end = _RESULTS[sign] if outermost else found.end
            redirect = ""
            break
        else:
            _term(domain, sign, name, f"/{value}" if joint == "/" else value, names, found, depth)
    if redirect:
        _include(redirect, names, found, depth, outermost, "redirect")


def _term(domain: str, sign: str, name: str, value: str, names: Names, found: Spf, depth: int) -> None:
    nets: list[str] = []
    host, _, bits = value.partition("/")
    if name in ("ip4", "ip6"):
        nets = [value]
    elif "%" in value or name in ("exists", "ptr"):
        found.lookups += 1
        found.unsure.append(f"{name}:{value}" if value else name)
    elif name == "include":
        _include(value, names, found, depth if sign == "+" else 0, False, "include")
    elif name in ("a", "mx"):
        found.lookups += 1
        nets = list(_nets(host or domain, name, bits, names, found))
    else:
        found.faults.append(f"in the SPF record of {domain}, {name!r} is no term that receivers know")
    for net in nets if sign == "+" else ():
        try:
            found.allowed.append(ip_network(net, strict=False))
        except ValueError:
            found.faults.append(f"in the SPF record of {domain}, {net!r} is no network")


def _nets(host: str, kind: str, bits: str, names: Names, found: Spf) -> Iterator[str]:
    four, _, six = bits.partition("//") if not bits.startswith("/") else ("", "", bits[1:])
    hosts = [host]
    if kind == "mx":
        hosts = [mx.partition(" ")[2] for mx in names.ask(host, "MX").values][:10]
    known = [address for one in hosts for address in names.addresses(one).values]
    found.void += not known
    for address in known:
        size = six if ":" in address else four
        yield f"{address}/{size}" if size else address


def _include(domain: str, names: Names, found: Spf, depth: int, outermost: bool, word: str) -> None:
    found.lookups += 1
    if depth <= 0 or found.lookups > MOST_LOOKUPS * 3:
        return
    said, records = _records(domain, names)
    if said.trouble:
        found.unsure.append(f"{word}:{domain}")
    elif len(records) != 1:
        found.void += not said.values
        found.faults.append(f"the SPF record says {word}:{domain}, which has {len(records) or 'no'} SPF record{'s' if records else ''}")
    else:
        _walk(domain, records[0], names, found, depth - 1, outermost)
