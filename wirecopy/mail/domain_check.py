"""Will receivers believe that our letters are ours? SPF, DKIM, DMARC, the way back and reverse DNS, in words, with the record to add."""

from __future__ import annotations

import base64
import binascii
import re
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from publicsuffixlist import PublicSuffixList

from wirecopy.guard import public
from wirecopy.mail import dkim, spf
from wirecopy.mail.names import Names
from wirecopy.mail.relay import LOOPBACK, Relay

_IP = re.compile(r"[\d.]+|[\da-fA-F:]*:[\da-fA-F:.]*")
SHORT = 2048  # bits of a key of RSA, under which it is weak
BIG = "The big mailbox hosts ask that of whoever sends 5,000 letters a day."


@dataclass(frozen=True, slots=True)
class Line:
    """`kind`: good, wrong (letters are refused or called spam for it), or unknown (DNS did not say)."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What is looked at: the domain of From, that of the return address, the keys, and the servers that letters leave through."""

    from_domain: str
    return_domain: str
    signers: Sequence[dkim.Signer]
    relays: Sequence[Relay]
    own_name: str = ""  # of this machine, which sends itself where a relay is on it


def look(sending: Sending, names: Names) -> list[Line]:
    """All of it; no failure of DNS is an exception."""
    return [
        *_spf(sending, names),
        *(line for signer in (sending.signers or (None,)) for line in _dkim(sending.from_domain, signer, names)),
        *_dmarc(sending, names),
        *_way_back(sending.return_domain, names),
        *_reverse(sending, names),
    ]


def hosts(sending: Sending) -> list[str]:
    """Of the servers that bring the letters to their receivers, as far as it is known: a relay on this machine is this machine."""
    found = [sending.own_name or socket.gethostname() if relay.host in LOOPBACK else relay.host for relay in sending.relays]
    return list(dict.fromkeys(host for host in found if host))


def record(name: str, text: str) -> str:
    return dkim.published(name, text).replace("( ", "").replace(" )", "") if len(text) <= 250 else dkim.published(name, text)


def _service(host: str, domain: str) -> bool:
    """Is this a host of others, who may send from further addresses that they alone know?"""
    return host not in LOOPBACK and not _IP.fullmatch(host) and organization(host) != organization(domain)


def _addresses(host: str, names: Names) -> list[str]:
    """The public ones of a host."""
    if _IP.fullmatch(host):
        return [host] if public(host) else []
    return [address for address in names.addresses(host).values if public(address)]


def _spf(sending: Sending, names: Names) -> Iterator[Line]:
    domain, found = sending.return_domain, spf.look(sending.return_domain, names)
    of_hosts = {host: _addresses(host, names) for host in hosts(sending)}
    service = next((relay.host for relay in sending.relays if _service(relay.host, domain)), "")
    hint = f" (in place of SERVICE, what {service} tells you to write there)" if service else ""
    if found.trouble:
        yield Line("unknown", f"SPF: {found.trouble}")
        return
    if not found.record:
        ours = "include:SERVICE" if service else _terms([address for some in of_hosts.values() for address in some]) or "mx"
        yield Line("wrong", f"SPF: {domain} says of no server that it may send. Add: {record(domain, f'v=spf1 {ours} -all')}{hint}")
        return
    wrong = [*found.faults]
    if found.end == "pass":
        wrong.append(f"the record of {domain} ends with +all, so anybody may send in its name; write -all")
    elif not found.end:
        wrong.append(f"the record of {domain} has no end, so it forbids nobody; add -all to it")
    missing = [address for host, some in of_hosts.items() if host != service for address in some if not found.allows(address)]
    if missing and not found.unsure and not wrong:
        new = f"v=spf1 {_terms(missing)}{found.record[6:]}"
        wrong.append(f"{domain} does not let {', '.join(missing)} send. Put there: {record(domain, new)}")
    yield from (Line("wrong", f"SPF: {fault}") for fault in wrong)
    if wrong:
        return
    known = any(of_hosts.values()) and all(found.allows(address) for some in of_hosts.values() for address in some)
    if known:
        yield Line("good", f"SPF: {domain} lets {', '.join(of_hosts)} send ({found.lookups} lookups of 10)")
    else:
        ask = f"; ask {service} what to write into it" if service else ""
        yield Line("unknown", f"SPF: {domain} has a record; whether it lets your relay send cannot be known from here{ask}")


def _terms(addresses: Sequence[str]) -> str:
    return " ".join(f"ip{6 if ':' in address else 4}:{address}" for address in addresses)


def _dkim(domain: str, signer: dkim.Signer | None, names: Names) -> Iterator[Line]:
    if signer is None:
        yield Line("wrong", "DKIM: letters are not signed. `wirecopy mail keys SELECTOR FILE` makes a key and says what to publish")
        return
    name = f"{signer.selector}._domainkey.{domain}"
    said, ours = names.ask(name, "TXT"), _tags(signer.record())
    add = record(name, signer.record())
    records = [_tags(text) for text in said.values if "p=" in text]
    if said.trouble:
        yield Line("unknown", f"DKIM: {said.trouble}")
    elif not records:
        yield Line("wrong", f"DKIM: the key {signer.selector} is not published. Add: {add}")
    elif len(records) > 1:
        yield Line("wrong", f"DKIM: {name} has {len(records)} keys; it may have one. Keep: {add}")
    elif not records[0].get("p"):
        yield Line("wrong", f"DKIM: {name} says that the key is revoked (p= is empty). Put there: {add}")
    elif records[0]["p"] != ours["p"]:
        yield Line("wrong", f"DKIM: {name} publishes another key than letters are signed with. Put there: {add}")
    elif "t" in records[0] and "y" in records[0]["t"].split(":"):
        yield Line("wrong", f"DKIM: {name} says that it is a test (t=y), so receivers may pass the signature over. Put there: {add}")
    elif 0 < (bits := _bits(ours)) < SHORT:
        yield Line("wrong", f"DKIM: the key {signer.selector} has {bits} bits; make one of {SHORT} with `wirecopy mail keys`")
    else:
        yield Line("good", f"DKIM: {name} publishes our key ({signer.kind})")


def _tags(text: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): re.sub(r"\s+", "", value) for name, equals, value in pairs if equals}


def _bits(tags: dict[str, str]) -> int:
    """Of a key of RSA; 0 for another."""
    if tags.get("k", "rsa") != "rsa":
        return 0
    try:
        key = serialization.load_der_public_key(base64.b64decode(tags["p"]))
    except (ValueError, binascii.Error):
        return 0
    return key.key_size if isinstance(key, rsa.RSAPublicKey) else 0


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def organization(domain: str) -> str:
    """The registered domain, at which DMARC looks where the domain itself says nothing."""
    return str(_suffixes().privatesuffix(domain) or domain)


def _dmarc(sending: Sending, names: Names) -> Iterator[Line]:
    domain = sending.from_domain
    places = list(dict.fromkeys((domain, organization(domain))))
    for place in places:
        said = names.ask(f"_dmarc.{place}", "TXT")
        found = [_tags(text) for text in said.values if text.lower().startswith("v=dmarc1")]
        if said.trouble:
            yield Line("unknown", f"DMARC: {said.trouble}")
            return
        if len(found) > 1:
            yield Line("wrong", f"DMARC: _dmarc.{place} has {len(found)} records; it may have one")
            return
        if found:
            yield from _policy(sending, place, found[0])
            return
    add = record(f"_dmarc.{places[-1]}", "v=DMARC1; p=none")
    yield Line("wrong", f"DMARC: {domain} says nothing of letters that fail. {BIG} Add: {add}")


def _policy(sending: Sending, place: str, tags: dict[str, str]) -> Iterator[Line]:
    policy = tags.get("sp", tags.get("p", "")) if place != sending.from_domain else tags.get("p", "")
    if policy.lower() not in ("none", "quarantine", "reject"):
        yield Line("wrong", f"DMARC: _dmarc.{place} has no policy (p=none, quarantine or reject), so it counts as none at all")
        return
    strict = tags.get("aspf", "r").lower() == "s"
    same = sending.from_domain == sending.return_domain
    by_spf = same or (not strict and organization(sending.from_domain) == organization(sending.return_domain))
    if not by_spf and not sending.signers:
        apart = f"letters come from {sending.from_domain}, and bounces go to {sending.return_domain}, which stands for another"
        yield Line("wrong", f"DMARC: {apart}. Sign them, or set WIRECOPY_MAIL_RETURN to an address of the same domain")
        return
    by = " and ".join([*(["DKIM"] if sending.signers else []), *(["SPF"] if by_spf else [])])
    yield Line("good", f"DMARC: _dmarc.{place} asks for {policy}; {by} stand{'' if ' ' in by else 's'} for {sending.from_domain}")


def _way_back(domain: str, names: Names) -> Iterator[Line]:
    said = names.ask(domain, "MX")
    servers = [mx.partition(" ")[2] for mx in said.values]
    if said.trouble:
        yield Line("unknown", f"MX: {said.trouble}")
    elif servers and not any(servers):
        yield Line("wrong", f"MX: {domain} says that it takes no mail, so no bounce comes back. Set WIRECOPY_MAIL_RETURN to another")
    elif servers:
        dead = [server for server in servers if not (found := names.addresses(server)).values and not found.trouble]
        if dead:
            yield Line("wrong", f"MX: {domain} names {', '.join(dead)}, which DNS does not know")
        else:
            yield Line("good", f"MX: bounces to {domain} go to {', '.join(servers)}")
    elif names.addresses(domain).values:
        yield Line("good", f"MX: {domain} names no mail server, so bounces go to the host itself")
    else:
        add = f"{domain}. IN MX 10 mail.{domain}."
        yield Line("wrong", f"MX: {domain} takes no mail, so no bounce comes back. Add, with your mail server's name: {add}")


def _reverse(sending: Sending, names: Names) -> Iterator[Line]:
    for host in hosts(sending):
        addresses = _addresses(host, names)
        if not addresses:
            said = names.addresses(host)
            why = said.trouble or f"{host} has no public address in DNS, so what receivers see of it cannot be known from here"
            yield Line("unknown", f"reverse DNS: {why}")
        for address in addresses[:8]:
            yield _confirmed(host, address, names)


def _confirmed(host: str, address: str, names: Names) -> Line:
    said = names.hosts_of(address)
    if said.trouble:
        return Line("unknown", f"reverse DNS: {said.trouble}")
    for name in said.values[:5]:
        if address in names.addresses(name).values:
            return Line("good", f"reverse DNS: {address} is {name}, and {name} is {address}")
    if said.values:
        name = said.values[0]
        kind = "AAAA" if ":" in address else "A"
        return Line("wrong", f"reverse DNS: {address} says it is {name}, but {name} is not that address. Add: {name}. IN {kind} {address}")
    return Line("wrong", f"reverse DNS: {address} has no name. {BIG} Whoever gave you the address can set its name to {host}")
