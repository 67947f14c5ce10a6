"""What has the public handed in to the demo? Two made-up releases, one of them with all that an editor should look at first."""

from __future__ import annotations

SAMPLE_RELEASES: tuple[dict[str, str], ...] = (
    {
        "category": "appointment",
        "headline": "Harbour cooperative names Siri Hauge its first woman at the helm",
        "dateline": "Sundby",
        "sender": "Sundby Harbour Cooperative",
        "contact": "Nils Aune",
        "address": "press@sundby-harbour.example",
        "text": "The Sundby Harbour Cooperative has named Siri Hauge as its director from 1 March. Hauge, 46, has run the "
        "cooperative's ice plant since 2017.\n\nShe follows Odd Brekke, who retires after nineteen years.\n\n## What comes next\n\n"
        "- A new mole by the autumn\n- Berths for six more boats\n\n"
        "> We will not grow for the sake of it, Hauge said. We will grow where the boats are.\n",
    },
    {
        "category": "event",
        "headline": "THE MOST AMAZING FISH FESTIVAL EVER IS HERE!!",
        "dateline": "",
        "sender": "Best Coast Events",
        "contact": "The team",
        "address": "hello@best-coast.example",
        "text": "You will not believe what we have for you! Sign up today and save 40 per cent on your tickets to the most amazing, "
        "unique and world-class festival of the season.\n\nGet yours at [our page](https://tickets.elsewhere.example/buy).\n",
    },
)
