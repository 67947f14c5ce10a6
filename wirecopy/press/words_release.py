"""What does the press call what is written here: a news release, and what stands under one? Beside the other labels of `words`."""

from __future__ import annotations

RELEASE: dict[str, tuple[str, str, str, str, str]] = {
    "release": ("News release", "Pressemitteilung", "Communiqué", "Nota de prensa", "Pressemelding"),
    "release_note": (
        "{outlet} wrote this text and handed it in. An editor of {paper} accepted it.",
        "{outlet} hat diesen Text geschrieben und eingereicht. Die Redaktion von {paper} hat ihn angenommen.",
        "{outlet} a écrit ce texte et nous l’a remis. La rédaction de {paper} l’a accepté.",
        "{outlet} escribió este texto y nos lo entregó. La redacción de {paper} lo aceptó.",
        "{outlet} har skrevet denne teksten og sendt den inn. Redaksjonen i {paper} har tatt den inn.",
    ),
    "sends_releases": (
        "A sender of news releases. It writes its texts itself.", "Schickt Pressemitteilungen und schreibt seine Texte selbst.",
        "Envoie des communiqués et écrit lui-même ses textes.", "Envía notas de prensa y escribe sus propios textos.",
        "Sender pressemeldinger og skriver tekstene selv.",
    ),
    "own_copy": (
        "What this paper writes itself.", "Was diese Zeitung selbst schreibt.", "Ce que ce journal écrit lui-même.",
        "Lo que este diario escribe.", "Det denne avisen skriver selv.",
    ),
}  # fmt: skip
