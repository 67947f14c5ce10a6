"""What does an edition say in its letters, and on the pages where these are kept? In the languages of `words`, in their order."""

from __future__ import annotations

Texts = tuple[str, str, str, str, str]

LETTER: dict[str, Texts] = {
    # the letter
    "letter_news": ("News", "Nachrichten", "Actualités", "Noticias", "Nyheter"),
    "letter_counts": (
        "{stories} from {outlets}", "{stories} aus {outlets}", "{stories} de {outlets}", "{stories} de {outlets}",
        "{stories} fra {outlets}",
    ),
    "letter_also": ("also in {outlets}", "auch bei {outlets}", "aussi dans {outlets}", "también en {outlets}", "også i {outlets}"),
    "letter_also_more": (
        "also in {outlets} and {n} more", "auch bei {outlets} und {n} weiteren", "aussi dans {outlets} et {n} de plus",
        "también en {outlets} y {n} más", "også i {outlets} og {n} til",
    ),
    "letter_only_named": ("only named", "nur genannt", "seulement cité", "solo citado", "bare nevnt"),
    "letter_also_new": ("Also new", "Außerdem neu", "Aussi du nouveau", "También hay", "Også nytt"),
    "letter_more_one": (
        "And {n} more on the site", "Und {n} weitere auf der Website", "Et {n} de plus sur le site", "Y {n} más en el sitio",
        "Og {n} til på nettstedet",
    ),
    "letter_more": (
        "And {n} more on the site", "Und {n} weitere auf der Website", "Et {n} de plus sur le site", "Y {n} más en el sitio",
        "Og {n} til på nettstedet",
    ),
    "letter_updated": (
        "Told before, and changed since", "Schon gemeldet, seither geändert", "Déjà annoncé, modifié depuis",
        "Ya contado, y cambiado desde entonces", "Fortalt før, og endret siden",
    ),
    "letter_notices": ("Put right", "Richtiggestellt", "Mis au point", "Rectificado", "Rettet opp"),
    "letter_killed": ("Withdrawn", "Zurückgezogen", "Retiré", "Retirada", "Trukket"),
    "letter_corrected": ("Corrected", "Berichtigt", "Rectifié", "Corregida", "Rettet"),
    "letter_online": ("Read it on the site", "Auf der Website lesen", "Lire sur le site", "Leer en el sitio", "Les på nettstedet"),
    # its foot
    "letter_why": (
        "You get this letter because you asked {paper} for it.", "Sie bekommen diesen Brief, weil Sie {paper} darum gebeten haben.",
        "Vous recevez cette lettre parce que vous l’avez demandée à {paper}.", "Recibe este boletín porque se lo pidió a {paper}.",
        "Du får dette brevet fordi du ba {paper} om det.",
    ),
    "letter_leave": ("Stop these letters", "Keine Briefe mehr", "Ne plus recevoir", "Dejar de recibirlo", "Stopp brevene"),
    "letter_preferences": (
        "Change what you get", "Ändern, was Sie bekommen", "Changer ce que vous recevez", "Cambiar lo que recibe", "Endre hva du får",
    ),
    # the pages
    "letters": ("The letter", "Der Brief", "La lettre", "El boletín", "Brevet"),
    "letters_text": (
        "The day’s news as it goes out by email. Each one stays here as it was told.",
        "Die Nachrichten des Tages, wie sie per E-Mail hinausgehen. Jeder Brief bleibt hier, wie er war.",
        "Les nouvelles du jour telles qu’elles partent par courriel. Chaque lettre reste ici comme elle fut dite.",
        "Las noticias del día tal como salen por correo. Cada boletín queda aquí como se contó.",
        "Dagens nyheter slik de går ut på e-post. Hvert brev blir stående her slik det ble fortalt.",
    ),
    "letters_none": (
        "No letter has gone out yet.", "Noch ging kein Brief hinaus.", "Aucune lettre n’est encore partie.",
        "Aún no ha salido ningún boletín.", "Ingen brev er gått ut ennå.",
    ),
    "letters_feed": (
        "One entry for each letter, in a feed reader of your own. Nobody counts you.",
        "Ein Eintrag für jeden Brief, in Ihrem eigenen Feedreader. Niemand zählt Sie.",
        "Une entrée par lettre, dans votre lecteur de flux. Personne ne vous compte.",
        "Una entrada por boletín, en su propio lector. Nadie le cuenta.",
        "Én oppføring for hvert brev, i din egen leser. Ingen teller deg.",
    ),
    "letters_all": ("All letters", "Alle Briefe", "Toutes les lettres", "Todos los boletines", "Alle brev"),
    "letter_before": ("The one before", "Der davor", "La précédente", "El anterior", "Det forrige"),
    "letter_after": ("The one after", "Der danach", "La suivante", "El siguiente", "Det neste"),
}  # fmt: skip
