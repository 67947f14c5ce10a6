"""How far are the letters? For the terminal, and as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wirecopy.mail import mailings
from wirecopy.mail.models import Delivery, Mailing

SETTLED = ("accepted", "bounced", "failed", "dropped", "doubt")
BAR = 20


def state_of(mailing: Mailing) -> dict[str, Any]:
    counts = mailings.progress(mailing)
    filled = mailing.filled_at is not None
    return {
        "mailing": mailing.pk, "issue": str(mailing.issue), "state": mailing.state, "why": mailing.why, "sample": mailing.sample,
        "made_at": mailing.made_at.isoformat(), "done_at": mailing.done_at and mailing.done_at.isoformat(), "filled": filled,
        "letters": sum(counts[state] for state in Delivery.STATES), "deliveries": counts,
    }  # fmt: skip


def waiting() -> dict[str, int]:
    """The letters that belong to no mailing: those that ask to confirm, and those with the link to the preferences."""
    counted = Delivery.objects.filter(mailing=None, state__in=("waiting", "leaving")).order_by().values_list("kind").annotate(Count("id"))
    return dict(counted)


def mailings_for_terminal(states: Sequence[Mapping[str, Any]], others: Mapping[str, int]) -> None:
    out = Console(highlight=False)
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("", "letter", "state", "settled", "of", ""):
        table.add_column(heading, justify="right" if heading in ("settled", "of") else "left")
    for state in states:
        counts, letters = state["deliveries"], state["letters"]
        done = sum(counts[one] for one in SETTLED)
        bar = "█" * (BAR * done // max(letters, 1)) if state["filled"] else ""
        notable = ", ".join(f"{counts[one]} {_word(one)}" for one in ("bounced", "failed", "dropped", "doubt", "again") if counts[one])
        more = "" if state["filled"] else " and more"
        table.add_row(
            str(state["mailing"]), escape(state["issue"]), state["state"], f"{done:,}", f"{letters:,}{more}",
            f"{bar:<{BAR}} {notable}",
        )  # fmt: skip
    out.print(table if states else "no mailing yet")
    for state in states:
        if state["why"]:
            out.print(f"mailing {state['mailing']}: {escape(state['why'])}")
    for kind, count in others.items():
        out.print(f"{count} {kind} letters wait")


def _word(state: str) -> str:
    return {"doubt": "in doubt", "again": "in doubt and sent again"}.get(state, state)
