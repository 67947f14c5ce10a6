"""What do receivers find when they look up who our letters come from?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings

from wirecopy.config import WrongSetting
from wirecopy.mail import domain_check
from wirecopy.mail.domain_check import Sending
from wirecopy.mail.names import Names
from wirecopy.mail.relay import Relay
from wirecopy.mail.writing import desk, signers
from wirecopy.press.models import Edition

MARKS = {"good": "  ", "unknown": "? ", "wrong": "! "}


def letters(names: Names | None = None) -> Iterator[tuple[str, str]]:
    """(mark, sentence), for every domain that letters come from; nothing where none leave."""
    given = settings.WIRECOPY
    if not given["MAIL_RELAYS"]:
        return
    if not given["MAIL_BOX"]:
        yield MARKS["wrong"], "WIRECOPY_MAIL_BOX is empty: nobody reads the bounces, and dead addresses go on getting letters"
    if not given["MAIL_POSTAL"]:
        yield MARKS["wrong"], "WIRECOPY_MAIL_POSTAL is empty: a letter must say who sends it, with a postal address"
    try:
        by = signers()
    except WrongSetting as error:
        yield MARKS["wrong"], str(error)
        return
    relays = [Relay.of(url) for url in given["MAIL_RELAYS"]]
    names = names or Names()
    for from_domain, return_domain in dict.fromkeys(_domains()):
        if not re.search(r"\.[a-z][^.]*$", from_domain):
            yield MARKS["wrong"], f"letters come from {from_domain}, which is no domain: set WIRECOPY_MAIL_FROM to an address of yours"
            continue
        for line in domain_check.look(Sending(from_domain, return_domain, by, relays), names):
            yield MARKS[line.kind], line.sentence


def _domains() -> Iterator[tuple[str, str]]:
    for edition in Edition.objects.order_by("slug"):
        found = desk(edition)
        yield found.domain, found.box.rpartition("@")[2]
