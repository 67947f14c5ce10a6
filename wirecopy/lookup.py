"""Which addresses does a name have, and may a socket be made to one? Asked with the very address that connect() is given."""

from __future__ import annotations

import socket
from typing import Any

from wirecopy.answer import Limits
from wirecopy.guard import reachable


class Blocked(OSError):
    """This address may not be reached."""


def guarded_socket(limits: Limits, info: tuple[Any, ...]) -> socket.socket:
    """The socket for an addrinfo. Literal addresses, names and redirects all end here, so none slips by or is swapped after the check.

    Behind a proxy every socket is one to the proxy, whose address is the operator's choice. Raises Blocked.
    """
    family, kind, protocol, _, address = info
    if not limits.proxy and not reachable(address[0], address[1], limits.allow):
        raise Blocked("not a public address")
    return socket.socket(family, kind, protocol)


def addresses(host: str, port: int, family: int) -> list[tuple[int, int, str]]:
    """(family, protocol, IP) of each address of a name, by the system's resolver; blocks. Raises OSError."""
    found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [(kind, protocol, str(address[0])) for kind, _, protocol, _, address in found]
