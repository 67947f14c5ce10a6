"""What does DNS say of a name? Every failure is a sentence, and all questions together have so much time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import dns.exception
import dns.name
import dns.resolver
import dns.reversename

WHOLE, EACH = 20.0, 4.0  # seconds: for all questions of one look, and for one
MOST = 200  # questions


@dataclass(frozen=True, slots=True)
class Said:
    """`values` as text; empty with no `trouble`: there is no such record. With a `trouble`: nobody knows."""

    values: tuple[str, ...] = ()
    trouble: str = ""


class Names:
    """Asks each question once. `resolver`: another one than that of the system."""

    def __init__(
        self, resolver: dns.resolver.Resolver | None = None, whole: float = WHOLE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._resolver, self._trouble = resolver, ""
        self._clock, self._until = clock, clock() + whole
        self._known: dict[tuple[str, str], Said] = {}
        if resolver is None:
            try:
                self._resolver = dns.resolver.Resolver()
            except (dns.exception.DNSException, OSError) as error:
                self._trouble = f"this machine names no DNS server: {error}"

    def ask(self, name: str, kind: str) -> Said:
        """Records of a kind (TXT, MX, A, AAAA, PTR) at a name; MX as "preference host"; hosts without the last dot."""
        asked = (name.lower().rstrip("."), kind)
        if asked not in self._known:
            self._known[asked] = self._asked(*asked)
        return self._known[asked]

    def addresses(self, host: str) -> Said:
        four, six = self.ask(host, "A"), self.ask(host, "AAAA")
        return Said(four.values + six.values, "" if four.values or six.values else four.trouble or six.trouble)

    def hosts_of(self, address: str) -> Said:
        """The names that an IP address has by reverse DNS."""
        return self.ask(str(dns.reversename.from_address(address)), "PTR")

    def _asked(self, name: str, kind: str) -> Said:
        left = self._until - self._clock()
        if self._trouble or self._resolver is None:
            return Said(trouble=self._trouble)
        if left <= 0 or len(self._known) >= MOST:
            return Said(trouble=f"{name} ({kind}) was not asked for: the time for this look is over")
        try:
            answer = self._resolver.resolve(dns.name.from_text(name), kind, lifetime=min(EACH, left), raise_on_no_answer=False)
            return Said(tuple(_text(record, kind) for record in answer.rrset or ()))
        except dns.resolver.NXDOMAIN:
            return Said()
        except dns.exception.Timeout:
            return Said(trouble=f"no DNS server answered for {name} ({kind}) in time")
        except dns.resolver.NoNameservers:
            return Said(trouble=f"the DNS servers of {name} give no good answer ({kind})")
        except (dns.exception.DNSException, OSError, UnicodeError, ValueError) as error:
            return Said(trouble=f"{name} ({kind}) cannot be asked for: {type(error).__name__}")


def _text(record: object, kind: str) -> str:
    if kind == "TXT":
        strings: tuple[bytes, ...] = getattr(record, "strings", ())
        return b"".join(strings).decode("utf-8", "replace")
    if kind == "MX":
        return f"{getattr(record, 'preference', 0)} {str(getattr(record, 'exchange', '')).rstrip('.')}"
    return str(record).rstrip(".")
