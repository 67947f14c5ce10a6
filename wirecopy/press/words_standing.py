"""What does an edition say of what it withdrew or put right? In the languages of `words`, in their order."""

from __future__ import annotations

Texts = tuple[str, str, str, str, str]

STANDING: dict[str, Texts] = {
    "killed": ("Withdrawn", "Zurückgezogen", "Retiré", "Retirada", "Trukket"),
    "killed_this": (
        "This story was withdrawn", "Diese Meldung wurde zurückgezogen", "Cet article a été retiré", "Esta noticia fue retirada",
        "Denne saken er trukket",
    ),
    "killed_by": (
        "Withdrawn by {paper}", "Zurückgezogen von {paper}", "Retiré par {paper}", "Retirada por {paper}", "Trukket av {paper}",
    ),
    "killed_text": (
        "Its text stands here no more. The page stays, so that whoever follows a link to it can see what became of it.",
        "Der Text steht nicht mehr hier. Die Seite bleibt, damit jeder, der einem Link folgt, sieht, was aus ihm wurde.",
        "Son texte n’est plus ici. La page reste, pour que quiconque suit un lien sache ce qu’il est devenu.",
        "Su texto ya no está aquí. La página queda, para que quien siga un enlace sepa qué fue de ella.",
        "Teksten står ikke her lenger. Siden blir stående, så den som følger en lenke hit, ser hva det ble av den.",
    ),
    "killed_unnamed": (
        "a story of {date}", "eine Meldung vom {date}", "un article du {date}", "una noticia del {date}", "en sak fra {date}",
    ),
    # what editors are offered to say
    "kill_offer": (
        "We have withdrawn this story because it did not hold up.", "Wir haben diese Meldung zurückgezogen, weil sie nicht haltbar war.",
        "Nous avons retiré cet article, car il ne tenait pas.", "Hemos retirado esta noticia porque no se sostenía.",
        "Vi har trukket denne saken fordi den ikke holdt.",
    ),
    "correct_offer": (
        "An earlier version said that …. In fact ….", "In einer früheren Fassung stand, dass …. Tatsächlich ….",
        "Une version antérieure disait que …. En réalité ….", "Una versión anterior decía que …. En realidad ….",
        "En tidligere versjon sa at …. Det riktige er ….",
    ),
    "corrected": ("corrected", "berichtigt", "rectifié", "corregida", "rettet"),
    "corrected_by": (
        "Correction by {paper}", "Berichtigung von {paper}", "Rectificatif de {paper}", "Corrección de {paper}", "Rettelse fra {paper}",
    ),
}  # fmt: skip
