"""What does the press say of how a copy came to its page, and of running stories? In the languages of `words`, in their order."""

from __future__ import annotations

Texts = tuple[str, str, str, str, str]

WAY: dict[str, Texts] = {
    "leg_poll": ("Heard of", "Bemerkt", "Repéré", "Detectado", "Oppdaget"),
    "leg_fetch": ("Fetched", "Geholt", "Récupéré", "Descargado", "Hentet"),
    "leg_read": ("Read", "Gelesen", "Lu", "Leído", "Lest"),
    "leg_fold": ("Compared", "Verglichen", "Comparé", "Comparado", "Sammenlignet"),
    "leg_place": ("Placed", "Eingeordnet", "Classé", "Ubicado", "Plassert"),
    "leg_move": ("Moved", "Umgestellt", "Déplacé", "Movido", "Flyttet"),
    "how": ("How we know", "Woher wir das wissen", "Comment nous le savons", "Cómo lo sabemos", "Hvordan vi vet det"),
    "how_text": (
        "What was written down at each step, and the rule that decided.",
        "Was bei jedem Schritt notiert wurde, und nach welcher Regel.",
        "Ce qui a été noté à chaque étape, et la règle qui a décidé.",
        "Lo que se anotó en cada paso, y la regla que decidió.",
        "Det som ble notert ved hvert steg, og regelen som avgjorde.",
    ),
    "rule": ("rule {rule}", "Regel {rule}", "règle {rule}", "regla {rule}", "regel {rule}"),
    # the wire
    "way_announced": ("announced by {who}", "angekündigt von {who}", "annoncé par {who}", "anunciado por {who}", "varslet av {who}"),
    "way_handed": (
        "its address was handed in", "die Adresse wurde eingereicht", "son adresse nous a été donnée", "nos dieron su dirección",
        "adressen ble sendt inn",
    ),
    "way_received": ("{size} kB received", "{size} kB erhalten", "{size} ko reçus", "{size} kB recibidos", "{size} kB mottatt"),
    "way_words": (
        "{n} words in {paragraphs} paragraphs", "{n} Wörter in {paragraphs} Absätzen", "{n} mots en {paragraphs} paragraphes",
        "{n} palabras en {paragraphs} párrafos", "{n} ord i {paragraphs} avsnitt",
    ),
    "way_without": (
        "{n} words in {paragraphs} paragraphs; {out} left out that the outlet prints on every page",
        "{n} Wörter in {paragraphs} Absätzen; {out} weggelassen, was das Medium auf jeder Seite druckt",
        "{n} mots en {paragraphs} paragraphes ; {out} omis, que le média répète de page en page",
        "{n} palabras en {paragraphs} párrafos; {out} omitidos que el medio repite en cada página",
        "{n} ord i {paragraphs} avsnitt; {out} utelatt som mediet gjentar på hver side",
    ),
    "way_headline": (
        "a headline, but no text", "eine Überschrift, aber kein Text", "un titre, mais pas de texte", "un titular, pero sin texto",
        "en overskrift, men ingen tekst",
    ),
    "way_reread": (
        "read again by a newer reader", "von einem neueren Leser noch einmal gelesen", "relu par un lecteur plus récent",
        "leído de nuevo por un lector más reciente", "lest på nytt av en nyere leser",
    ),
    # whose text it is
    "way_own": (
        "like no other text that we hold", "gleicht keinem anderen Text, der uns vorliegt",
        "ne ressemble à aucun autre texte que nous avons",
        "no se parece a ningún otro texto que tengamos", "ligner ingen annen tekst vi har",
    ),
    "way_copy": (
        "{same} of its {n} words are those of {who}", "{same} der {n} Wörter sind die von {who}",
        "{same} de ses {n} mots sont ceux de {who}",
        "{same} de sus {n} palabras son las de {who}", "{same} av de {n} ordene er de samme som hos {who}",
    ),
    "way_shares": (
        "its own report, though {same} of its {n} words also stand in that of {who}",
        "ein eigener Bericht, auch wenn {same} der {n} Wörter ebenso bei {who} stehen",
        "un article à part, même si {same} de ses {n} mots figurent aussi chez {who}",
        "una nota propia, aunque {same} de sus {n} palabras están también en la de {who}",
        "en egen sak, selv om {same} av de {n} ordene også står hos {who}",
    ),
    "way_same": ("nothing in it changed", "nichts daran geändert", "rien n’y a changé", "nada cambió", "ingenting er endret"),
    "way_changed": (
        "changed: {added} words added, {cut} cut", "geändert: {added} Wörter ergänzt, {cut} gestrichen",
        "modifié : {added} mots ajoutés, {cut} supprimés", "cambiado: {added} palabras añadidas, {cut} quitadas",
        "endret: {added} ord lagt til, {cut} strøket",
    ),
    "way_earlier": (
        "an earlier version; a newer one counts", "eine ältere Fassung; es gilt eine neuere",
        "une version antérieure ; une plus récente compte",
        "una versión anterior; vale una más nueva", "en eldre utgave; en nyere gjelder",
    ),
    # which story it tells
    "way_opens": (
        "the first that we held of this event", "das Erste, das uns von diesem Ereignis vorlag",
        "le premier que nous ayons eu sur cet événement",
        "lo primero que tuvimos de este suceso", "det første vi hadde om denne hendelsen",
    ),
    "way_follows": (
        "stands where the other copies of its text stand", "steht, wo die anderen Kopien dieses Textes stehen",
        "rejoint les autres copies de son texte", "está con las demás copias de su texto", "står der de andre kopiene av teksten står",
    ),
    "way_joins": (
        "tells the same event as others, by the words “{terms}”", "erzählt dasselbe Ereignis wie andere, nach den Wörtern „{terms}“",
        "raconte le même événement que d’autres, d’après les mots « {terms} »",
        "cuenta el mismo suceso que otros, por las palabras «{terms}»", "forteller om samme hendelse som andre, etter ordene «{terms}»",
    ),
    "way_changes": (
        "told anew here", "hier neu erzählt", "raconté à nouveau ici", "contado de nuevo aquí", "fortalt på nytt her",
    ),
    "way_leaves": (
        "stays as it was told here", "bleibt, wie es hier stand", "reste tel qu’il était ici", "queda como estaba aquí",
        "blir stående som det var her",
    ),
    "way_one_event": (
        "two stories turned out to tell one event", "zwei Meldungen erzählten dasselbe Ereignis",
        "deux articles racontaient le même événement", "dos noticias contaban el mismo suceso", "to saker fortalte om samme hendelse",
    ),
    "way_fits": (
        "fits here better than where it stood, by the words “{terms}”", "passt hier besser als vorher, nach den Wörtern „{terms}“",
        "va mieux ici qu’avant, d’après les mots « {terms} »", "encaja aquí mejor que antes, por las palabras «{terms}»",
        "passer bedre her enn før, etter ordene «{terms}»",
    ),
    "way_parted": (
        "tells another event than the texts it stood with", "erzählt ein anderes Ereignis als die Texte, bei denen es stand",
        "raconte un autre événement que les textes voisins", "cuenta otro suceso que los textos con los que estaba",
        "forteller om en annen hendelse enn tekstene den sto sammen med",
    ),
    "way_editor": (
        "an editor decided", "ein Redakteur hat entschieden", "un rédacteur en a décidé", "lo decidió un redactor",
        "en redaktør bestemte det",
    ),
    # running stories
    "running": ("running story", "laufende Geschichte", "affaire en cours", "historia en curso", "løpende sak"),
    "running_head": ("Running story", "Laufende Geschichte", "Affaire en cours", "Historia en curso", "Løpende sak"),
    "running_part": (
        "Part of a running story", "Teil einer laufenden Geschichte", "Un épisode d’une affaire en cours", "Parte de una historia en curso",
        "Del av en løpende sak",
    ),
    "running_earlier": ("Before", "Davor", "Avant", "Antes", "Før"),
    "running_later": ("After", "Danach", "Après", "Después", "Etter"),
    "running_all": (
        "The whole running story", "Die ganze laufende Geschichte", "Toute l’affaire", "Toda la historia", "Hele den løpende saken",
    ),
    "running_spans": (
        "{stories} in {copies}, {first} to {last}", "{stories} in {copies}, {first} bis {last}",
        "{stories} en {copies}, du {first} au {last}",
        "{stories} en {copies}, del {first} al {last}", "{stories} i {copies}, {first} til {last}",
    ),
    "running_day": (
        "{stories} in {copies}, {first}", "{stories} in {copies}, {first}", "{stories} en {copies}, {first}",
        "{stories} en {copies}, {first}",
        "{stories} i {copies}, {first}",
    ),
    "running_text": (
        "Events that go on from one another, the newest first.", "Ereignisse, die aufeinander folgen, das Neueste zuerst.",
        "Des événements qui s’enchaînent, le plus récent d’abord.", "Sucesos que se siguen, el más reciente primero.",
        "Hendelser som følger av hverandre, den nyeste først.",
    ),
    "tellings_one": ("{n} copy", "{n} Text", "{n} texte", "{n} texto", "{n} tekst"),
    "tellings": ("{n} copies", "{n} Texten", "{n} textes", "{n} textos", "{n} tekster"),
}  # fmt: skip
