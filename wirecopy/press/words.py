"""What does the press itself say, and in which language? Its labels and dates; English where an edition's language has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wirecopy.press.words_carried import CARRIED
from wirecopy.press.words_form import FORM
from wirecopy.press.words_letter import LETTER
from wirecopy.press.words_objection import OBJECTION
from wirecopy.press.words_release import RELEASE
from wirecopy.press.words_standing import STANDING
from wirecopy.press.words_versions import VERSIONS
from wirecopy.press.words_way import WAY

LANGUAGES = ("en", "de", "fr", "es", "no")
SAME = {"nb": "no", "nn": "no"}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "no": "januar februar mars april mai juni juli august september oktober november desember",
}
WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "no": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
}
DATES = {  # a date, the weekday before it, the short form, and what parts thousands
    "en": ("{day} {month} {year}", "{weekday} {date}", "{day} {month:.3}", ","),
    "de": ("{day}. {month} {year}", "{weekday}, {date}", "{day}.{number}.", "."),
    "fr": ("{day} {month} {year}", "{weekday} {date}", "{day}/{number:02}", "\u202f"),
    "es": ("{day} de {month} de {year}", "{weekday}, {date}", "{day}/{number}", "."),
    "no": ("{day}. {month} {year}", "{weekday} {date}", "{day}.{number}.", "\u00a0"),
}

LABELS: dict[str, tuple[str, str, str, str, str]] = {
    # finding one's way
    "skip": ("To the news", "Zu den Nachrichten", "Aller aux nouvelles", "Ir a las noticias", "Til nyhetene"),
    "sections": ("Sections", "Ressorts", "Rubriques", "Secciones", "Seksjoner"),
    "paper": ("This paper", "Diese Zeitung", "Ce journal", "Este diario", "Denne avisen"),
    "front": ("Front", "Titelseite", "À la une", "Portada", "Forside"),
    "archive": ("Archive", "Archiv", "Archives", "Archivo", "Arkiv"),
    "outlets": ("Outlets", "Medien", "Médias", "Medios", "Medier"),
    "about": ("About", "Über uns", "À propos", "Acerca de", "Om avisen"),
    "feeds": ("Feeds", "Feeds", "Flux", "Canales", "Strømmer"),
    # the front and its lists
    "wire": ("On the wire", "Aus dem Ticker", "Au fil de l’eau", "En el hilo", "På tråden"),
    "all_of": ("All of {section}", "Alles aus {section}", "Tout {section}", "Todo {section}", "Alt fra {section}"),
    "all_days": ("All days", "Alle Tage", "Tous les jours", "Todos los días", "Alle dager"),
    "older": (
        "Earlier stories are in the archive", "Älteres steht im Archiv", "Le reste est dans les archives",
        "Lo anterior está en el archivo", "Eldre saker ligger i arkivet",
    ),
    "empty": (
        "The first stories are still on their way", "Die ersten Meldungen sind noch unterwegs", "Les premières nouvelles sont en route",
        "Las primeras noticias están en camino", "De første sakene er på vei",
    ),
    "empty_text": (
        "This edition has nothing to print yet. Give it an outlet to listen to:",
        "Diese Ausgabe hat noch nichts zu drucken. Geben Sie ihr ein Medium, dem sie zuhört:",
        "Cette édition n’a encore rien à imprimer. Donnez-lui un média à suivre :",
        "Esta edición aún no tiene nada que imprimir. Dele un medio que seguir:",
        "Denne utgaven har ennå ikke noe å trykke. Gi den et medium å følge:",
    ),
    "nothing": ("Nothing here yet.", "Hier steht noch nichts.", "Rien ici pour l’instant.", "Aquí aún no hay nada.", "Ingenting her ennå."),
    "stories_one": ("{n} story", "{n} Meldung", "{n} article", "{n} noticia", "{n} sak"),
    "stories": ("{n} stories", "{n} Meldungen", "{n} articles", "{n} noticias", "{n} saker"),
    "from_one": ("{n} outlet", "{n} Medium", "{n} média", "{n} medio", "{n} medium"),
    "from": ("{n} outlets", "{n} Medien", "{n} médias", "{n} medios", "{n} medier"),
    "since_midnight": (
        "{stories} from {outlets} today", "{stories} aus {outlets} heute", "{stories} de {outlets} aujourd’hui",
        "{stories} de {outlets} hoy", "{stories} fra {outlets} i dag",
    ),
    # the chain
    "came_from": ("Where it came from", "Woher es kommt", "D’où cela vient", "De dónde viene", "Hvor det kommer fra"),
    "here": ("here", "hier", "ici", "aquí", "her"),
    "seen": ("we hold what they published", "liegt uns vor", "nous avons leur texte", "tenemos su texto", "vi har det de skrev"),
    "claimed": (
        "named only, we do not hold it", "nur genannt, liegt uns nicht vor", "seulement cité, nous ne l’avons pas",
        "solo citado, no lo tenemos", "bare nevnt, vi har det ikke",
    ),
    "own": ("own report", "eigener Bericht", "article maison", "nota propia", "egen sak"),
    # a story
    "there": ("there {time}", "dort {time}", "là-bas {time}", "allí {time}", "der {time}"),
    "updated": ("updated {time}", "aktualisiert {time}", "mis à jour {time}", "actualizado {time}", "oppdatert {time}"),
    "changed_one": (
        "changed once since", "seither einmal geändert", "modifié une fois depuis", "cambiado una vez desde entonces",
        "endret én gang siden",
    ),
    "changed": (
        "changed {n} times since", "seither {n}-mal geändert", "modifié {n} fois depuis", "cambiado {n} veces desde entonces",
        "endret {n} ganger siden",
    ),
    "opening": ("This is the opening.", "Das ist der Anfang.", "Ceci est le début.", "Este es el comienzo.", "Dette er åpningen."),
    "read_whole": (
        "Read the whole story at {outlet}", "Den ganzen Text bei {outlet} lesen", "Lire l’article entier chez {outlet}",
        "Leer la noticia completa en {outlet}", "Les hele saken hos {outlet}",
    ),
    "headline_only": (
        "We may show the headline only.", "Wir dürfen nur die Überschrift zeigen.", "Nous ne pouvons montrer que le titre.",
        "Solo podemos mostrar el titular.", "Vi kan bare vise overskriften.",
    ),
    "first_at": (
        "First published at {outlet}", "Zuerst erschienen bei {outlet}", "Paru d’abord chez {outlet}", "Publicado primero en {outlet}",
        "Først publisert hos {outlet}",
    ),
    "correction": ("Correction", "Berichtigung", "Rectificatif", "Corrección", "Rettelse"),
    "this_came_from": (
        "Where this came from", "Woher dieser Text kommt", "D’où vient ce texte", "De dónde viene este texto", "Hvor dette kommer fra",
    ),
    "out": ("{outlet} put it out", "{outlet} veröffentlicht", "{outlet} le publie", "{outlet} lo publica", "{outlet} publiserte"),
    "later": ("{span} later", "{span} später", "{span} après", "{span} después", "{span} senere"),
    "earlier": ("{span} earlier", "{span} früher", "{span} avant", "{span} antes", "{span} tidligere"),
    "more": ("More", "Mehr", "Plus", "Más", "Mer"),
    "follow": ("Follow {paper}", "{paper} verfolgen", "Suivre {paper}", "Seguir {paper}", "Følg {paper}"),
    "follow_text": (
        "Every story as it comes, in a feed reader of your own. Nobody counts you.",
        "Jede Meldung, sobald sie da ist, in Ihrem eigenen Feedreader. Niemand zählt Sie.",
        "Chaque article dès qu’il arrive, dans votre lecteur de flux. Personne ne vous compte.",
        "Cada noticia en cuanto llega, en su propio lector. Nadie le cuenta.",
        "Hver sak når den kommer, i din egen leser. Ingen teller deg.",
    ),
    # outlets and the archive
    "outlets_text": (
        "Everyone whose copy has run in these pages, and what we may show of it.",
        "Alle, deren Texte hier erschienen sind, und was wir davon zeigen dürfen.",
        "Tous ceux dont les textes ont paru ici, et ce que nous pouvons en montrer.",
        "Todos aquellos cuyos textos han salido aquí, y lo que podemos mostrar.",
        "Alle som har hatt tekst i disse spaltene, og hva vi kan vise av den.",
    ),
    "home": ("Its own front page", "Zur eigenen Startseite", "Sa propre page d’accueil", "Su propia portada", "Egen forside"),
    "rights_headline": (
        "We show its headlines, and link to the rest.", "Wir zeigen die Überschriften und verweisen auf das Übrige.",
        "Nous montrons ses titres, avec un lien vers le reste.", "Mostramos sus titulares y enlazamos al resto.",
        "Vi viser overskriftene og lenker til resten.",
    ),
    "rights_excerpt": (
        "We show the opening of each story, and link to the rest.", "Wir zeigen den Anfang jedes Textes und verweisen auf das Übrige.",
        "Nous montrons le début de chaque article, avec un lien vers le reste.",
        "Mostramos el comienzo de cada noticia y enlazamos al resto.", "Vi viser åpningen av hver sak og lenker til resten.",
    ),
    "rights_full": (
        "We may show its stories whole.", "Wir dürfen die Texte ganz zeigen.", "Nous pouvons montrer ses articles en entier.",
        "Podemos mostrar sus noticias completas.", "Vi kan vise sakene i sin helhet.",
    ),
    "archive_text": (
        "Every day of this paper, and how many stories it carried.", "Jeder Tag dieser Zeitung, und wie viele Meldungen er trug.",
        "Chaque jour de ce journal, et combien d’articles il a portés.", "Cada día de este diario, y cuántas noticias llevó.",
        "Hver dag i denne avisen, og hvor mange saker den hadde.",
    ),
    "day_before": ("The day before", "Der Tag davor", "La veille", "El día anterior", "Dagen før"),
    "day_after": ("The day after", "Der Tag danach", "Le lendemain", "El día siguiente", "Dagen etter"),
    "days_one": ("{n} day", "{n} Tag", "{n} jour", "{n} día", "{n} dag"),
    "days": ("{n} days", "{n} Tage", "{n} jours", "{n} días", "{n} dager"),
    # about
    "about_paper": ("About {paper}", "Über {paper}", "À propos de {paper}", "Acerca de {paper}", "Om {paper}"),
    "promise": (
        "Every story shows where it came from", "Jede Meldung zeigt, woher sie kommt", "Chaque article montre d’où il vient",
        "Cada noticia muestra de dónde viene", "Hver sak viser hvor den kommer fra",
    ),
    "promise_text": (
        "Under each headline stands a line of dots: who had the story, who passed it on, and us. A full dot is copy that we hold "
        "ourselves. A ring is a name that the text gives, and that we could not check.",
        "Unter jeder Überschrift steht eine Linie aus Punkten: wer die Meldung hatte, wer sie weitergab, und wir. Ein voller Punkt "
        "ist ein Text, der uns vorliegt. Ein Ring ist ein Name, den der Text nennt und den wir nicht prüfen konnten.",
        "Sous chaque titre court une ligne de points : qui tenait la nouvelle, qui l’a transmise, et nous. Un point plein est un "
        "texte que nous avons. Un anneau est un nom que le texte donne et que nous n’avons pu vérifier.",
        "Bajo cada titular corre una línea de puntos: quién tenía la noticia, quién la pasó, y nosotros. Un punto lleno es un texto "
        "que tenemos. Un anillo es un nombre que el texto da y que no pudimos comprobar.",
        "Under hver overskrift går en linje av punkter: hvem som hadde saken, hvem som ga den videre, og vi. Et fullt punkt er tekst "
        "vi selv har. En ring er et navn som teksten oppgir, og som vi ikke kunne kontrollere.",
    ),
    "carries": ("What it carries", "Was darin steht", "Ce qu’il publie", "Lo que publica", "Hva den trykker"),
    "carries_all": (
        "Everything that comes in on its wire.", "Alles, was über ihren Ticker kommt.", "Tout ce qui arrive sur son fil.",
        "Todo lo que llega por su hilo.", "Alt som kommer inn på tråden.",
    ),
    "carries_some": (
        "What fits its subject, out of all that comes in.", "Was zu ihrem Thema passt, aus allem, was hereinkommt.",
        "Ce qui touche à son sujet, parmi tout ce qui arrive.", "Lo que toca su tema, de todo lo que llega.",
        "Det som passer emnet, av alt som kommer inn.",
    ),
    "rights": ("What belongs to others", "Was anderen gehört", "Ce qui est à autrui", "Lo que es de otros", "Det som er andres"),
    "rights_text": (
        "Each outlet decides how much of its text stands here: a headline, the opening, or all of it. The original is always linked.",
        "Jedes Medium entscheidet, wie viel von seinem Text hier steht: Überschrift, Anfang oder alles. Das Original ist immer verlinkt.",
        "Chaque média décide de ce qui paraît ici : un titre, le début ou le tout. L’original est toujours en lien.",
        "Cada medio decide cuánto de su texto aparece aquí: el titular, el comienzo o todo. El original siempre está enlazado.",
        "Hvert medium avgjør hvor mye av teksten som står her: overskrift, åpning eller alt. Originalen er alltid lenket.",
    ),
    "contact": ("Write to us", "Schreiben Sie uns", "Nous écrire", "Escríbanos", "Skriv til oss"),
    # pages that are not there
    "missing": (
        "There is no such page", "Diese Seite gibt es nicht", "Cette page n’existe pas", "Esta página no existe",
        "Denne siden finnes ikke",
    ),
    "missing_text": (
        "It may have been mistyped. What we have printed stays where it was:",
        "Vielleicht ein Tippfehler. Gedrucktes bleibt an seinem Ort:",
        "Une faute de frappe, peut-être. Ce qui est imprimé reste à sa place :", "Quizá una errata. Lo impreso sigue en su sitio:",
        "Kanskje en skrivefeil. Det som er trykt, blir stående:",
    ),
    "moved": (
        "This story went into another", "Diese Meldung ging in eine andere ein", "Cet article a rejoint un autre",
        "Esta noticia pasó a otra", "Denne saken gikk inn i en annen",
    ),
    **CARRIED,
    **VERSIONS,
    **FORM,
    **LETTER,
    **STANDING,
    **OBJECTION,
    **RELEASE,
    **WAY,
}


@dataclass(frozen=True, slots=True)
class Words:
    """The labels of one language, by key; and how it writes dates and numbers."""

    language: str
    labels: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.labels[key]

    def number(self, n: int) -> str:
        return f"{n:,}".replace(",", DATES[self.language][3])

    def count(self, key: str, n: int, **more: object) -> str:
        """The label for `n` of something: `key_one` for one."""
        one = f"{key}_one"
        return self.labels[one if n == 1 and one in self.labels else key].format(n=self.number(n), **more)

    def month(self, day: date) -> str:
        return _upper(f"{self._month(day)} de {day.year}" if self.language == "es" else f"{self._month(day)} {day.year}")

    def full_date(self, day: date) -> str:
        number = "1er" if self.language == "fr" and day.day == 1 else day.day
        return DATES[self.language][0].format(day=number, month=self._month(day), year=day.year)

    def long_date(self, day: date) -> str:
        weekday = WEEKDAYS[self.language].split()[day.weekday()]
        return _upper(DATES[self.language][1].format(weekday=weekday, date=self.full_date(day)))

    def short_date(self, day: date) -> str:
        return DATES[self.language][2].format(day=day.day, month=self._month(day), number=day.month)

    def _month(self, day: date) -> str:
        return MONTHS[self.language].split()[day.month - 1]

    def weekdays(self) -> list[tuple[str, str]]:
        """(short, full) from Monday on."""
        return [(_upper(name[:2]), _upper(name)) for name in WEEKDAYS[self.language].split()]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache
def words(language: str) -> Words:
    """The press's words for a language code, "de-AT" as "de"; English where there are none."""
    base = primary(language)
    known = SAME.get(base, base)
    at = LANGUAGES.index(known) if known in LANGUAGES else 0
    return Words(LANGUAGES[at], {key: texts[at] for key, texts in LABELS.items()})


def primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def right_to_left(language: str) -> bool:
    return primary(language) in RIGHT_TO_LEFT
