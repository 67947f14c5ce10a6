"""May this address be fetched? Only public ones, only web ports; the host that is checked is the host that is connected."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import cache, lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote

import ada_url
from publicsuffixlist import PublicSuffixList

from wirecopy.answer import Trouble

PORTS = frozenset({80, 443, 8080, 8443})
Allow = Set[tuple[str, int]]

# The special-purpose registries of IANA, written out: what Python's is_global says differs from release to release.
PRIVATE_4 = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
    *("192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    "168.63.129.16/32",  # a cloud's own service, reached from inside its machines alone
)
CLOSED_4 = tuple(IPv4Network(net) for net in PRIVATE_4)
OPEN_6 = IPv6Network("2000::/3")
CLOSED_6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """An address as WHATWG writes it, fit to be asked for. `host` is the very text that is connected; no credentials in `url`."""

    url: str
    origin: str
    host: str
    secure: bool
    credentials: tuple[str, str] | None


def public(ip: str) -> bool:
    """Is this address, in any spelling that the system gives it, one of the open internet?"""
    address: IPv4Address | IPv6Address = ip_address(ip.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif address in NAT64:  # how a network without IPv4 reaches the public part of it
            address = IPv4Address(int(address) & 0xFFFFFFFF)
        else:
            return address in OPEN_6 and not any(address in net for net in CLOSED_6)
    return not any(address in net for net in CLOSED_4)


def reachable(ip: str, port: int, allow: Allow) -> bool:
    """May a socket be made to this IP and port? The last word: asked with what connect() is going to be given."""
    return (ip, port) in allow or (port in PORTS and public(ip))


def target(url: str, allow: Allow, *, base: str | None = None) -> Target | Trouble:
    """`url` (where a `base` is given: relative to it) as a Target, or why it may not be asked for. Nothing is resolved here."""
    try:
        parsed = ada_url.URL(url, base=base)
    except (ValueError, UnicodeEncodeError):
        return Trouble("bad-url", "This is not a web address.", "")
    if parsed.protocol not in ("http:", "https:"):
        return Trouble("bad-url", f"Only http and https are fetched, not {parsed.protocol.rstrip(':')}.", "")
    credentials = (unquote(parsed.username), unquote(parsed.password)) if parsed.username or parsed.password else None
    parsed.username = parsed.password = parsed.hash = ""
    host, secure = parsed.hostname.strip("[]"), parsed.protocol == "https:"
    port = int(parsed.port) if parsed.port else (443 if secure else 80)
    literal = _literal(host)
    if literal is None and not _proper(host):
        return Trouble("bad-url", "This address has no proper host name.", "")
    if literal is not None and (literal, port) not in allow and not public(literal):
        return Trouble("blocked-address", f"{host} is not a public address.", parsed.href)
    if port not in PORTS and port not in {allowed for ip, allowed in allow if literal in (None, ip)}:
        return Trouble("blocked-port", f"Port {port} is not one that web pages are fetched from.", parsed.href)
    return Target(parsed.href, parsed.origin, host, secure, credentials)


def _literal(host: str) -> str | None:
    """The IP that this host is without asking anyone. A proxy would resolve localhost for itself, so the name counts as one."""
    name = host.rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return "127.0.0.1"
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def _proper(host: str) -> bool:
    """Within the lengths that DNS allows, no empty label."""
    name = host.removesuffix(".")
    return 0 < len(name) <= 253 and all(0 < len(label) <= 63 for label in name.split("."))


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@lru_cache(maxsize=16384)
def registered_domain(host: str) -> str:
    """The name that a person registered: news.bbc.co.uk -> bbc.co.uk. An IP address or a single label stands for itself."""
    name = host.lower().strip("[]").rstrip(".")
    if _literal(name) or "." not in name:
        return name
    return _suffixes().privatesuffix(name) or name
