"""Letters as flat text, and texts that only begin like one."""

from __future__ import annotations

import pytest

from wirecopy.wire.plain_mail import as_text

TEXT = "The ferry is back at Ness.\n\nIt sails at noon."


@pytest.mark.parametrize(
    ("head", "subject", "day"),
    [
        ("Subject: Ferry back\nDate: 12 March 2031\n", "Ferry back", "12 March 2031"),
        ("Von: Ida\nGesendet: 12. März 2031\nAn: Ole\nBetreff: AW: WG: Die Fähre\n", "Die Fähre", "12. März 2031"),
        ("De : Ida\nObjet : Le bac\n", "Le bac", ""),
        ("\ufeff\nFrom: Ida\nTo: Ole,\n  Anna\nSubject: Ferry back\n", "Ferry back", ""),
        ("-----Original Message-----\nFrom: Ida\nSubject: Ferry back\n", "Ferry back", ""),
    ],
)
def test_a_letter_is_a_text_under_its_subject(head: str, subject: str, day: str) -> None:
    assert as_text(f"{head}\n{TEXT}\n-- \nIda, 1 Pier Road\n") == f"# {subject}\n\n{day}\n\n\n{TEXT}"


OTHERS = (
    "",
    TEXT,
    f"From: the pier to the village\n{TEXT}",
    f"Subject: Ferry back\n\n{TEXT}",
    f"Ferry back\nSubject: x\nFrom: y\n{TEXT}",
    "From:\nSubject:\n",
)


@pytest.mark.parametrize("text", OTHERS)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert as_text(text) == text
