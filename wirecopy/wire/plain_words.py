"""In which words do outlets speak of themselves around an article, in flat text?"""

from __future__ import annotations

import re

BUTTON = re.compile(
    r"(?:share|tweet|teilen|merken|partager|compartir|compartilh(?:e|ar)|condividi|del|dela|delen|поделиться|シェア(?:する)?|ツイート|facebook|"
    r"twitter|whatsapp|linkedin|telegram|e-?mail|print|drucken|imprimer|imprimir|stampa|save|listen|anhören|écouter|escuchar|ascolta|copy|"
    r"copied|menu|menü|menú|suche|search|rechercher|buscar|cerca|поиск|log ?in|sign in|anmelden|einloggen|connexion|acceder|accedi|"
    r"(?:article|story) continues (?:below|after)(?: (?:this|the))?(?: ad(?:vertisement)?)?|(?:view|"
    r"open) (?:this )?(?:email )?in (?:your )?browser|unsubscribe|close|accept(?: all)?|reject(?: all)?|(?:alle )?akzeptieren|"
    r"(?:tout )?accepter|aceptar(?: todo)?|accetta|back to (?:top|home|news)|nach oben|scroll(?: down)? to continue|keep reading|ads?|"
    r"advert(?:isement)?|sponsored(?: content)?|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|loading\W*|"
    r"lädt\W*|chargement\W*|cargando\W*|become a member|log in to continue|s['’]abonner|"
    r"réagir|article réservé aux abonnés|ver más|artikel teilen|kommentieren|"
    r"kommentar schreiben|empfohlener (?:redaktioneller|externer) inhalt|view this post on instagram)"
    r"(?: (?:this|the|on|via|by|to|with|per|auf|sur|en|em|su|på|l['’]article|artikel|article|story|page|link|link to|facebook|twitter|x|"
    r"whatsapp|e-?mail|diesen|este|esta|artículo|artigo|notícia|noticia|now)){0,4}",
    re.I,
)
EMBEDDED = re.compile(r"a post shared by .{1,80}|(?:pic\.twitter\.com|(?:https?://)?t\.co)/\S+", re.I)  # what is left of a post
# What is printed over a release; an address alone.
LABEL = re.compile(
    r"(?:for immediate release|(?:press|news|media) release|pressemitteilung|medienmitteilung|communiqué de presse|comunicado de prensa|"
    r"comunicado de imprensa|comunicato stampa|persbericht|pressmeddelande|pressemelding|pressemeddelelse)\W*", re.I,
)  # fmt: skip
ADDRESS = re.compile(r"https?://\S+")
SOURCE = re.compile(r"SOURCE [A-Z].{2,80}")  # as the wires of releases end
COUNT = re.compile(
    r"\W*\d[\d.,]*\s?[km]?\s(?:shares?|views?|likes?|min(?:ute[ns]?|uti|utos)?\.?(?: (?:read|lesezeit|de lecture|"
    r"de lectura|de leitura|di lettura))?)"
    r"|(?:lesezeit|reading time|temps de lecture|tiempo de lectura|время чтения)\b.{0,20}",
    re.I,
)
COMMENTS = re.compile(
    r"\W*(?:\d[\d.,]*\s?|no )?(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|commento|reacties|kommentarer|"
    r"комментари\w{1,3}|コメント)\s?(?:\(?\d*\)?)\W*|(?:leave|post|add) a (?:comment|reply)|log in to comment.{0,60}|"
    r"join the discussion.{0,40}|(?:view|see|read|show|load) (?:the |all |more )?(?:\d+ )?(?:discussion thread|comments)\W*|"
    r"please (?:enable|turn on|activate) javascript.{0,80}|posted (?:in|under) .{1,60}|permalink|"
    r"(?:next|previous|prev) (?:article|post|story|page)",
    re.I,
)
# What a release prints under its text.
CONTACT = re.compile(
    r"\b(?:tel|phone|fax|mobile|e-?mail|telefon|telefax|téléphone|teléfono|telefono|telefoon)\.?\s?:.{0,80}(?:\d{3}|@\w)"
    r"|^(?:(?:media |press )?contacts?|(?:presse)?kontakt|contacto|contatti)\s?:", re.I,
)  # fmt: skip
OWNED = re.compile(
    r"^(?:©|\(c\)\s|copyright\b).{0,160}\b(?:19|20)\d\d|all rights reserved|alle rechte vorbehalten|tous droits réservés|"
    r"todos los derechos reservados|todos os direitos reservados|riproduzione riservata|tutti i diritti riservati|все права защищены|"
    r"wszelkie prawa zastrzeżone|無断(?:転載|複製)|版权所有|ettertrykk forbudt|med enerett|^impressum$", re.I,
)  # fmt: skip
OWNED_SIGNS = (  # one of them stands in what OWNED finds, and in few lines else
    "©", "(c)", "copyright", "reserv", "réserv", "riservat", "vorbehalten", "права", "prawa", "無断", "版权", "forbudt", "enerett",
    "impressum",
)  # fmt: skip
TAGS = re.compile(
    r"(?:tags?|topics?|keywords|filed under|themen|schlagw(?:ö|oe)rter|schlagworte|mehr zum thema|mots[- ]clés|etiquetas|temas|"
    r"argomenti|emner|ämnen|tagi|темы|теги|"
    r"タグ|标签|责任编辑|編集)\s?[:：]", re.I,
)  # fmt: skip
COOKIES = re.compile(r"\bcookie(?:s|-\w+)?\b|куки", re.I)
CONSENT = re.compile(
    r"\b(?:use|uses|using|store|set) (?:\w+ ){0,3}cookies|\b(?:accept\w*|akzeptier\w*|consent\w*|einwillig\w*|zustimm\w*|"
    r"acept\w+|accett\w+|aceit\w+|"
    r"privacy|datenschutz\w*|browser|website|webseite|our site|notre site|partners)\b|использу", re.I,
)  # fmt: skip
LATER = re.compile(
    r"updated|last modified|mis à jour|mise à jour|modifié|aktualisiert|stand:|actualizado|aggiornat|atualizado|bijgewerkt|oppdatert|"
    r"uppdaterad|opdateret|обновлено|更新", re.I,
)  # fmt: skip
PICTURED = re.compile(
    r"[(\[]\s?(?:photo|foto|image|picture|bild|imagen|imagem|crédit photo|фото|写真|file|ap photo|credit)s?\b[^()\[\]]{0,80}[)\]]\.?$|"
    r"\s(?:photo|foto|bild|imagen|imagem|фото|写真)(?: by| von| de| di)?\s?[:：/]\s?\S[^.]{1,60}$", re.I,
)  # fmt: skip
RELATED = re.compile(
    r"(?:related|similar|latest|top|more|other|recommended|popular|trending)(?: (?:stories|articles|news|information|"
    r"headlines|posts|reads|top)){1,2}|"
    r"what to read next|you might also like|das könnte (?:sie|dich|euch) (?:auch )?interessieren|vous aimerez aussi|"
    r"(?:también )?te puede interesar|você também pode gostar|about the authors?|"
    r"(?:über|zu) (?:die autor(?:in|innen|en)|den autor|den autoren)|"
    r"à propos de l['’]auteure?|sobre (?:el|la|o|a) autora?|"
    r"(?:weitere|ähnliche|neueste|verwandte) (?:artikel|nachrichten|meldungen|themen)|"
    r"(?:articles|sujets) (?:liés|similaires|associés)|sur le même (?:sujet|thème)|noticias relacionadas|notícias relacionadas|"
    r"articoli correlati|potrebbe interessarti|gerelateerde artikelen|flere (?:saker|nyheder)|fler nyheter|другие новости|ещё новости|"
    r"más (?:información|noticias)|mehr (?:informationen|nachrichten)|plus d['’]infos?|per saperne di più|saiba mais|"
    r"(?:media |press )?contacts?|(?:presse)?kontakt|ansprechpartner(?:in)?|contact (?:presse|médias)|contacto(?: de prensa)?|contatti|"
    r"downloads?|notes? to editors?|references|recomendad[ao]s|(?:altri|ultimi) articoli|ultime notizie|últimas not[ií]cias|mais lidas|"
    r"関連ニュース|最新記事", re.I,
)  # fmt: skip
STAMPED = re.compile(
    r"\W*(?:first |last |zuletzt |am )?(?:publi|post|updat|stand\b|veröff|erstellt|aktual|mis à|mise à|actual|aggior|"
    r"atual|oppd|opprett|bijgew|gepub|"
    r"uppd|опубл|обнов|投稿|公開|更新|配信|发布|来源|입력|수정)", re.I,
)  # fmt: skip
CRUMBS = re.compile(r"\s[|>›»/·•]\s")


def owned(line: str) -> bool:
    """Does it say whose the page is?"""
    low = line.lower()
    return any(map(low.__contains__, OWNED_SIGNS)) and OWNED.search(line) is not None
