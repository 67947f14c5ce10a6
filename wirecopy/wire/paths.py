"""What does the path of an address say about the page behind it? An article, or something that stands around articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

# Words of a path in the languages of many outlets. Behind NEVER stands no article; DOUBTFUL ones also name sections that hold articles.
_NEVER = """
a-propos abbonamenti abo abonnement abonnements abonnieren abonnés abos about about-us accessibility account advertise
advertise-with-us advertising advertorial advertorials agb aide anh anmelden anmeldung anzeige anzeigen archiv-suche auteur
auteurs author authors autor autore autoren autores autori autorzy aviso-legal ayuda barrierefreiheit bilder boletines
branded-content brandstudio brandvoice busca buscador buscar byline career careers cartoon cartoons chi-siamo classifieds
codes-promo columnist columnists commentaires comments confidentialite connexion contact contact-us contactez-nous contacto
contacts contatti contenu-partenaire contributor contributors cookie cookie-policy cookies coupons crossword crosswords
datenschutz datenschutzerklaerung disclaimer donar donate e-paper emissions empleo emploi epaper etiqueta etiquetas evenements
event eventi eventos events faq faqs feed feeds gutscheine hashtag hemeroteca hilfe horoscope horoscopes horoscopo horoskop image
imagenes images immagini impressum imprint infografik iniciar-sesion inscription iplayer job jobs journalist journalists juegos
karriere keyword keywords kleinanzeigen kommentare kontakt konto listen livestream livestreams log-in login logout media-kit
mediacenter mediadaten mediateca mediathek mein-konto member members membership mentions-legales mon-compte multimedia newsletter
newsletters nutzungsbedingungen obituaries-notices paid-content paid-post partner-content patrocinado picture pictures
plan-du-site play player prenumerera privacidad privacy privacy-policy profil profile profiles programme-tv promo-codes publicidad
publicite publireportage quienes-somos quiz quizzes redakteur registration registrieren replay reporter reporters ricerca rss
schlagwort search shop sign-in sign-up signin signup sitemap sok sounds spende spenden sponsored sponsored-content staff
stellenanzeigen stellenmarkt store subscribe subscription subscriptions suche sudoku suscribete suscripcion suscripciones szukaj
tag tagi tags tema temas temat terms terms-of-service terms-of-use thema themen themes tickets ticketshop topic topics tos trauer
traueranzeigen tv-guide tv-programm uber-uns ueber-uns user users veranstaltungen verfasser vid vod vouchers watch web-stories
webstories werbung writer writers
"""
NEVER = frozenset(_NEVER.split())
_DOUBTFUL = """
agenda app apps archief archiv archive archives archivio archivo boerse categoria categorias categorie categories category channel
channels collection collections deals dossier dossiers edition editions ergebnisse etiquette fixtures games help info jeux
kategorie kategorien label legal live liveticker markets meteo page pages people print recherche redaktion region regions register
ressort results rubrik rubriken rubrique section sections serie serien series service services share special specials spiele
standings stocks tabelle team theme themenseite tiempo tools weather wetter
"""
DOUBTFUL = frozenset(_DOUBTFUL.split())
# A part of one or two words with such a one holds pictures, films or sound: foto-galeri, videos, bildergalerie.
MEDIA = re.compile(
    r"(?:^|-)(?:(?:foto|photo|vid[eé]o|bilder)?(?:galer|galler)\w*|foto(?:s|streck\w*)?|photo(?:s|show|story)?|vid[eé]o(?:s|show|news|clips?)?"
    r"|diapo\w*|slideshows?|podcasts?|audios?)(?:[-.]|$)"
)
SEARCHES = frozenset(
    ("q", "s", "query", "search", "suche", "keyword", "sort", "filter", "lang", "share", "replytocom", "redirect", "redirect_uri")
)
_ARTICLES = """
actualite archives article articles articulo articulos artikel beitrag content doc nachrichten news noticia noticias nyheter post
posts read stories story view
"""
ARTICLES = frozenset(_ARTICLES.split())
# A part of a path that dates it: years from 1990 on.
DATE = re.compile(r"(?:^|[/_.-])(?:199\d|20[0-4]\d)[/-]?(?:[01]?\d|[a-z]{3})(?:[/-]?[0-3]?\d)?(?=[/_.-]|$)")
IDENTIFIER = re.compile(
    r"\d{5,}"  # a number
    r"|(?=[a-z-]*\d)[0-9a-f]{8}-?[0-9a-f]{4}"  # a UUID, a hash
    r"|[-,.~](?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{6,}$"  # letters and digits behind the words
    r"|(?:^|/)(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{8,}$",  # or for themselves
    re.IGNORECASE,
)
CODE = re.compile(r"(?:^|/)(?=[^/]*\d)(?=[^/]*[A-Z])(?=[^/]*[a-z])[0-9A-Za-z]{6,}(?:/|$)")  # Txe4kQ
EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cms|ece|story|article)$", re.IGNORECASE)
NO_PAGE = re.compile(r"\.(?:pdf|jpe?g|png|gif|webp|svg|mp[34]|zip|xml|rss|json|js|css|ics|apk|exe)$", re.IGNORECASE)
PIECES = re.compile(r"[-_+ ,.~]+")


@dataclass(frozen=True, slots=True)
class Path:
    weight: float  # above nought: it speaks for an article
    shape: tuple[str, ...]  # what addresses of one making share


def judged(url: str, front: str) -> Path:
    """What the address of a link on the front page `front` of the same site says."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    whole = path.lower()
    segments = [segment for segment in whole.split("/") if segment]
    query = parse_qsl(parts.query[:2000])
    last = EXTENSION.sub("", segments[-1]) if segments else ""
    dated, named = bool(DATE.search(whole)), _numbered(path, query)
    longest = max((slug(segment) for segment in segments), default=0)
    weight = _slug_weight(longest, dated or named)
    weight += 1.6 * dated + 1.3 * named + 0.4 * bool(EXTENSION.search(whole)) + 0.5 * bool(ARTICLES.intersection(segments[:-1]))
    weight -= _around(segments, last, longest)
    searched = any(key.lower() in SEARCHES for key, _ in query)
    if searched or NO_PAGE.search(whole) or _paged(segments, query) or not (segments or named):
        weight -= 8
    host = (parts.hostname or "").removeprefix("www.")
    if host != (urlsplit(front).hostname or "").removeprefix("www."):
        label = host.split(".")[0]
        weight -= 8 if label in NEVER or label in DOUBTFUL or MEDIA.search(label) else 0.3
    return Path(weight, (host, *(_kind(segment) for segment in segments), *(key for key, _ in query[:3])))


def _numbered(path: str, query: list[tuple[str, str]]) -> bool:
    """Does the address carry the number, or the code, of one page?"""
    ending = EXTENSION.sub("", path).removesuffix("/")
    return bool(IDENTIFIER.search(ending.lower()) or CODE.search(ending)) or any(len(value) >= 3 and value.isdigit() for _, value in query)


def _slug_weight(words: int, marked: bool) -> float:
    """What the words of the longest segment say; without a number or a date beside them they must be more."""
    if marked:
        return (-0.3, 0, 0.2, 0.6, 1.2, 1.6)[min(words, 5)]
    return (-2.5, -2, -1.5, -0.3, 0.9, 1.6)[min(words, 5)]


def _around(segments: list[str], last: str, longest: int) -> float:
    """How much the words of a path speak of a page around articles."""
    for segment in segments:
        if EXTENSION.sub("", segment) in NEVER or (segment.count("-") < 2 and MEDIA.search(segment)):
            return 8
    pieces = PIECES.split(last)
    if last in ("index", "default", "home"):
        return 2.5
    short = len(pieces) <= 3 and any(piece in NEVER for piece in pieces)
    doubtful = any(segment in DOUBTFUL for segment in segments)
    return 3 * short + (0.8 if longest >= 4 else 2.5) * doubtful


def _paged(segments: list[str], query: list[tuple[str, str]]) -> bool:
    """Is it page 2 of a list?"""
    for key, value in (*pairwise(segments), *query):
        if key.lower() in ("page", "p", "seite", "pagina", "pg", "offset", "start", "paged") and value.isdigit() and len(value) < 3:
            return True
    return False


def slug(segment: str) -> int:
    """How many words a segment carries; in scripts without spaces, two signs are a word."""
    words = [piece for piece in PIECES.split(segment) if sum(map(str.isalpha, piece)) >= 2]
    return max(len(words), sum(1 for sign in segment if sign >= "\u3000") // 2)


def _kind(segment: str) -> str:
    tail = EXTENSION.search(segment)
    stem = segment[: tail.start()] if tail else segment
    if stem.isdigit():
        kind = "number" if len(stem) > 2 else "day"
    elif IDENTIFIER.search(stem) or DATE.search(stem):
        kind = "id"
    else:
        kind = "slug" if slug(stem) >= 3 else "word"
    return kind + (tail[0] if tail else "")
