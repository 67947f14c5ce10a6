"""A DNS server on loopback that knows what a test tells it, and can fail in the ways that DNS fails."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.exception
import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.rrset

Zone = Mapping[str, Mapping[str, Sequence[str]]]  # name -> kind -> records as a zone file has them
SILENT, BROKEN, GARBAGE = {"": ["silent"]}, {"": ["broken"]}, {"": ["garbage"]}  # in place of records


@dataclass
class Server:
    zone: Zone
    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)

    def resolver(self) -> dns.resolver.Resolver:
        one = dns.resolver.Resolver(configure=False)
        one.nameservers, one.port, one.timeout = ["127.0.0.1"], self.port, 1.0
        return one

    def answer(self, data: bytes) -> bytes | None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind))
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        records = self.zone.get(name)
        if records is SILENT:
            return None
        if records is GARBAGE:
            return data[:2] + b"\xff" * 20
        if records is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        elif records is BROKEN:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif kind in records:
            reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *records[kind]))
        return reply.to_wire()


@contextmanager
def serving(zone: Zone) -> Iterator[Server]:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))
    sock.settimeout(0.1)
    server, over = Server(zone, sock.getsockname()[1]), threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                data, who = sock.recvfrom(4096)
                answer = server.answer(data)
            except (TimeoutError, dns.exception.DNSException):
                continue
            if answer is not None:
                sock.sendto(answer, who)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        over.set()
        thread.join(10)
        sock.close()
