"""What does the press say of who carries a story, and what they have of it? In the languages of `words`, in their order."""

from __future__ import annotations

Texts = tuple[str, str, str, str, str]

CARRIED: dict[str, Texts] = {
    "also_one": (
        "also reported by {n} other", "auch bei {n} anderen", "aussi chez {n} autre", "también en {n} medio más", "også hos {n} annen",
    ),
    "also": (
        "also reported by {n} others", "auch bei {n} anderen", "aussi chez {n} autres", "también en {n} medios más", "også hos {n} andre",
    ),
    "headline_ours": (
        "The headline is ours. That of {outlet}:", "Die Überschrift ist unsere. Die von {outlet}:",
        "Le titre est de nous. Celui de {outlet} :", "El titular es nuestro. El de {outlet}:", "Overskriften er vår. Den hos {outlet}:",
    ),
    "carriers": ("Who else carries it", "Wer es noch bringt", "Qui d’autre en parle", "Quién más lo publica", "Hvem andre som har den"),
    "reports": (
        "Reports of their own", "Eigene Berichte anderer", "Articles propres à d’autres", "Notas propias de otros", "Andres egne saker",
    ),
    "copies": ("Copies of this text", "Kopien dieses Textes", "Copies de ce texte", "Copias de este texto", "Kopier av denne teksten"),
    "copies_of_one": ("{n} copy of it", "{n} Kopie davon", "{n} copie de celui-ci", "{n} copia de ella", "{n} kopi av den"),
    "copies_of": ("{n} copies of it", "{n} Kopien davon", "{n} copies de celui-ci", "{n} copias de ella", "{n} kopier av den"),
    "further_one": ("{n} more", "{n} weitere", "{n} de plus", "{n} más", "{n} til"),
    "further": ("{n} more", "{n} weitere", "{n} de plus", "{n} más", "{n} til"),
    "the_original": ("the original", "das Original", "l’original", "el original", "originalen"),
    "the_first": (
        "the first that came out", "der erste, der erschien", "le premier paru", "el primero en salir", "den første som kom",
    ),
    "text_above": ("the text above", "der Text oben", "le texte ci-dessus", "el texto de arriba", "teksten over"),
    "missing_origin": (
        "Several credit it to {outlet}, whose own text we do not hold. The copies stand against the first that came out.",
        "Mehrere schreiben den Text {outlet} zu; von dort liegt er uns nicht vor. Die Kopien stehen neben der, die zuerst erschien.",
        "Plusieurs l’attribuent à {outlet}, dont nous n’avons pas le texte. Les copies sont comparées à la première parue.",
        "Varios la atribuyen a {outlet}, cuyo texto no tenemos. Las copias se comparan con la primera que salió.",
        "Flere krediterer {outlet}, og den teksten har vi ikke. Kopiene holdes opp mot den som kom først.",
    ),
    # what says who had it from whom
    "by_canonical": (
        "its page names an address of {outlet}", "die Seite nennt eine Adresse von {outlet}", "sa page donne une adresse de {outlet}",
        "su página da una dirección de {outlet}", "siden oppgir en adresse hos {outlet}",
    ),
    "by_credit": (
        "its credit line names {outlet}", "die Quellenangabe nennt {outlet}", "sa mention de source cite {outlet}",
        "su crédito nombra a {outlet}", "krediteringen nevner {outlet}",
    ),
    "by_published": ("came out later", "später erschienen", "paru plus tard", "salió después", "kom senere"),
    "by_seen": (
        "seen later; who was first is not known", "später gesehen; wer zuerst da war, ist nicht bekannt",
        "vu plus tard ; on ne sait qui fut premier", "visto después; no se sabe quién fue primero",
        "sett senere; hvem som var først, vet vi ikke",
    ),
    # how much
    "of_original": ("the original", "des Originals", "de l’original", "del original", "originalen"),
    "of_first": ("the first copy", "der ersten Kopie", "de la première copie", "de la primera copia", "den første kopien"),
    "share_of": ("{share} % of {of}", "{share} % {of}", "{share} % {of}", "{share} % {of}", "{share} % av {of}"),
    "whole": (
        "word for word as in {of}", "100 % {of}, Wort für Wort", "100 % {of}, mot pour mot", "100 % {of}, palabra por palabra",
        "100 % av {of}, ord for ord",
    ),
    "words_added_one": ("{n} word added", "{n} Wort ergänzt", "{n} mot ajouté", "{n} palabra añadida", "{n} ord lagt til"),
    "words_added": ("{n} words added", "{n} Wörter ergänzt", "{n} mots ajoutés", "{n} palabras añadidas", "{n} ord lagt til"),
    "words_cut": ("{n} cut", "{n} gestrichen", "{n} supprimés", "{n} quitadas", "{n} strøket"),
    "words_cut_one": ("{n} cut", "{n} gestrichen", "{n} supprimé", "{n} quitada", "{n} strøket"),
    "passages_moved_one": ("{n} passage moved", "{n} Stelle verschoben", "{n} passage déplacé", "{n} pasaje movido", "{n} avsnitt flyttet"),
    "passages_moved": (
        "{n} passages moved", "{n} Stellen verschoben", "{n} passages déplacés", "{n} pasajes movidos", "{n} avsnitt flyttet",
    ),
    # the picture and its table
    "picture": (
        "{copy} against {original}: {said}", "{copy} neben {original}: {said}", "{copy} face à {original} : {said}",
        "{copy} frente a {original}: {said}", "{copy} mot {original}: {said}",
    ),
    "picture_text": (
        "Above, the {of} words of the original; below, the {words} of the copy. Passages that both have: {runs}.",
        "Oben die {of} Wörter des Originals, unten die {words} der Kopie. Gemeinsame Stellen: {runs}.",
        "En haut les {of} mots de l’original, en bas les {words} de la copie. Passages communs : {runs}.",
        "Arriba las {of} palabras del original, abajo las {words} de la copia. Pasajes comunes: {runs}.",
        "Øverst de {of} ordene i originalen, nederst de {words} i kopien. Felles avsnitt: {runs}.",
    ),
    "legend": (
        "Above the original, below the copy, to one scale in words; what crosses was moved.",
        "Oben das Original, unten die Kopie, im selben Maßstab in Wörtern; was sich kreuzt, wurde verschoben.",
        "En haut l’original, en bas la copie, à la même échelle en mots ; ce qui se croise a été déplacé.",
        "Arriba el original, abajo la copia, a la misma escala en palabras; lo que se cruza fue movido.",
        "Øverst originalen, nederst kopien, i samme målestokk i ord; det som krysser, er flyttet.",
    ),
    "in_numbers": ("In numbers", "In Zahlen", "En chiffres", "En cifras", "I tall"),
    "in_original": ("In the original", "Im Original", "Dans l’original", "En el original", "I originalen"),
    "in_copy": ("In the copy", "In der Kopie", "Dans la copie", "En la copia", "I kopien"),
    "n_words": ("Words", "Wörter", "Mots", "Palabras", "Ord"),
    "what": ("What", "Was", "Quoi", "Qué", "Hva"),
    "is_kept": ("kept", "behalten", "gardé", "conservado", "beholdt"),
    "is_moved": ("moved", "verschoben", "déplacé", "movido", "flyttet"),
    "is_cut": ("cut", "gestrichen", "supprimé", "quitado", "strøket"),
    "is_added": ("added", "ergänzt", "ajouté", "añadido", "lagt til"),
    "smaller_one": ("and {n} smaller", "und {n} kleinere Stelle", "et {n} plus petit", "y {n} menor", "og {n} mindre"),
    "smaller": ("and {n} smaller", "und {n} kleinere Stellen", "et {n} plus petits", "y {n} menores", "og {n} mindre"),
    # reuse
    "reuses": ("Shares passages with", "Gemeinsame Stellen mit", "Passages communs avec", "Comparte pasajes con", "Har avsnitt felles med"),
    "common": ("{n} words in common", "{n} Wörter gemeinsam", "{n} mots en commun", "{n} palabras en común", "{n} ord felles"),
    "shares_above": (
        "{n} words in common with the text above", "{n} Wörter mit dem Text oben gemeinsam", "{n} mots en commun avec le texte ci-dessus",
        "{n} palabras en común con el texto de arriba", "{n} ord felles med teksten over",
    ),
    # an outlet
    "only_own": (
        "The one copy of it here is its own.", "Der eine Text hier ist ein eigener.", "Son seul texte ici est le sien.",
        "Su único texto aquí es propio.", "Den ene teksten her er egen.",
    ),
    "only_taken": (
        "The one copy of it here is not its own.", "Der eine Text hier ist kein eigener.", "Son seul texte ici n’est pas le sien.",
        "Su único texto aquí no es propio.", "Den ene teksten her er ikke egen.",
    ),
    "all_own": (
        "All of its last {n} copies here are its own.", "Alle der letzten {n} Texte hier sind eigene.",
        "Ses {n} derniers textes ici sont tous les siens.", "Sus últimos {n} textos aquí son todos propios.",
        "Alle de siste {n} tekstene her er egne.",
    ),
    "none_own": (
        "None of its last {n} copies here is its own.", "Keiner der letzten {n} Texte hier ist ein eigener.",
        "Aucun de ses {n} derniers textes ici n’est le sien.", "Ninguno de sus últimos {n} textos aquí es propio.",
        "Ingen av de siste {n} tekstene her er egne.",
    ),
    "its_own": (
        "Of its last {n} copies here, {share} % are its own.", "Von den letzten {n} Texten hier sind {share} % eigene.",
        "De ses {n} derniers textes ici, {share} % sont les siens.", "De sus últimos {n} textos aquí, el {share} % son propios.",
        "Av de siste {n} tekstene her er {share} % egne.",
    ),
    "takes": ("It takes from", "Es übernimmt von", "Il reprend de", "Toma de", "Den henter fra"),
    "taken": ("Others take from it", "Von ihm übernehmen", "Le reprennent", "Toman de él", "Andre henter fra den"),
    "typically": (
        "typically {span} later", "meist {span} später", "en général {span} après", "normalmente {span} después", "oftest {span} senere",
    ),
    "only_credited": (
        "by the credit line; we do not hold it", "laut Quellenangabe; liegt uns nicht vor", "selon la mention ; nous ne l’avons pas",
        "según el crédito; no lo tenemos", "etter krediteringen; vi har den ikke",
    ),
    "not_compared": (
        "Its copies here have not been compared with others yet.", "Seine Texte hier sind noch nicht mit anderen verglichen.",
        "Ses textes ici n’ont pas encore été comparés à d’autres.", "Sus textos aquí aún no se han comparado con otros.",
        "Tekstene herfra er ikke sammenlignet med andre ennå.",
    ),
}  # fmt: skip
