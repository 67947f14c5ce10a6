"""Which words, in class names and in short lines, tell what a line is?"""

from __future__ import annotations

import re

# What designers call the parts of a page: stems, and after "=" whole words. None of them is a word of an article.
CALLS = (
    "article story =post entry artikel beitrag noticia =news",
    "body content =text inhalt cuerpo corpo contenu richtext wysiwyg",
    "paragraph absatz =par =copy =prose =p",
    "headline title titel heading =hed titulo",
    "=lead lede intro standfirst summary subtitle =dek abstract excerpt vorspann chapo ingress perex descri subline strapline",
    "teaser =card =cards tile promo related recommend linked suggest similar verwandt relacion correlat further recirc",
    "list grid feed river stream latest popular trending =most carousel slider swiper collection",
    "author byline =bio writer autor reporter contributor journalist signature auteur profile",
    "date =time publish =meta datum fecha stamp",
    "caption figure image =img photo foto bild picture gallery credit legende copyright",
    "share sharing social follow facebook twitter whatsapp telegram",
    "comment disqus komment discussion =reply",
    "newsletter subscri =abo paywall premium signup =sign login register piano donat member regwall offer support",
    "=nav navbar navig menu breadcrumb topbar masthead header",
    "footer legal bottom =foot imprint",
    "aside sidebar =rail widget module block",
    "fact infobox fakt =box =boxed expand collaps accordion dossier background hintergrund",
    "placeholder external sourcepoint optin consent",
    "=ad =ads advert sponsor werbung anzeige outbrain taboola commercial affiliate publicid reklam product shop",
    "=tag =tags topic keyword categor section schlagw ressort kicker label rubri",
    "quote zitat =pull citat",
    "embed video audio player podcast iframe tweet voice listen",
    "hidden =sr visually screenreader =reader =none print",
    "cookie gdpr privacy modal popup overlay banner toast notice alert message",
    "=live ticker timeline update",
    "correction disclaimer =note =notes footnote source quelle =info",
    "button =btn =cta =link =links action toolbar =tool =tools icon",
    "=main wrapper container =page layout =col =row =inner",
)
# Closed lists of the words with which outlets speak for themselves in short lines: beginnings of words, after "=" whole words.
NAMED = (
    "newslet subscri =sign abonn inscri suscr prenum berlangg nieuwsb nyhetsb nyhedsb email e-mail whatsapp telegram =google follow suivez "
    "síguen siga folgen подпис підпис",
    "=read =also =next related =more recomm lesen =mehr =lire =lea leia =veja =leggi =lees =les =läs =læs czytaj zobacz čtěte читайт =baca "
    "=see =auch =aussi =også =också =też",
    "photo foto image pictur =bild credit © =(c) getty =reuters =afp =dpa =ap imago =epa =file",
    "© copyri =rights reserv rechte droits derecho terms privacy policy datensc impress cookie",
    "=by =von =par =por =di =av =af =door report corresp editor journal writer redak author autor",
    "commen kommen reply share teilen =partag compart copy =print drucke",
    "=ago =uhr update publish aktual publié =jour public actual =upd veröff",
    "advert anzeig werbun public reklam sponsor commiss affilia contin =skip =ad",
    "javasc extern inhalt browse loadin enable video podcas listen watch minute =min leseze",
    "correc clarif amende korrek anmerk rectif",
    "=app downlo =click klicke =join suppor donat spende contac kontak =tips premium =log anmeld regist accoun",
)
SIGNS = {"購読": 0, "会員": 0, "登録": 0, "订阅": 0, "구독": 0, "اشترك": 0, "関連": 1, "相关": 1, "관련": 1, "写真": 2, "사진": 2,
         "無断": 3, "무단": 3, "記者": 4, "기자": 4, "コメント": 5, "댓글": 5, "分享": 5, "年": 6, "년": 6}  # fmt: skip
ANY_SIGN = re.compile("|".join(SIGNS))
MOST_SPOKEN = 1 << 15
SPOKEN: dict[str, int] = {}
START = 6  # letters that the beginning of a word is known by, at most
PARTING = ".,:;!?\"'“”„«»[]/|"
TOKEN = re.compile(rf"[^\s{re.escape(PARTING)}]{{2,30}}|©")


def sorted_out(groups: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Whole words, and stems: word -> bits of the groups that have it."""
    whole: dict[str, int] = {}
    stems: dict[str, int] = {}
    for n, group in enumerate(groups):
        for word in group.split():
            where, word = (whole, word[1:]) if word[0] == "=" else (stems, word)
            where[word] = where.get(word, 0) | 1 << n
    return whole, stems


CALLS_WHOLE, CALLS_STEMS = sorted_out(CALLS)
CALLED: dict[str, list[str]] = {}  # the stems by their first three letters, the longest first
for _stem in sorted(CALLS_STEMS, key=len, reverse=True):
    CALLED.setdefault(_stem[:3], []).append(_stem)
NAMED_WHOLE, NAMED_STEMS = sorted_out(NAMED)
BEGUN = {word[:START]: bits for word, bits in NAMED_STEMS.items()}
# What a piece with such a word begins with: three letters, as no stem is shorter, or a word of two and what may part it from the next.
HEADS = frozenset(
    [word[:3] for word in (*NAMED_WHOLE, *NAMED_STEMS)] + [word + sign for word in NAMED_WHOLE if len(word) == 2 for sign in PARTING]
)
SIZES = sorted({len(word) for word in BEGUN})


def called(word: str) -> int:
    """Bits: which groups of CALLS a word of a class name belongs to, whole or by the stems in it, one after the other."""
    bits = CALLS_WHOLE.get(word, 0)
    at = 0
    while at < len(word) - 2:
        for stem in CALLED.get(word[at : at + 3], ()):
            if word.startswith(stem, at):
                bits |= CALLS_STEMS[stem]
                at += len(stem)
                break
        else:
            at += 1
    return bits


def named(word: str) -> int:
    bits = NAMED_WHOLE.get(word, 0)
    for size in SIZES:
        bits |= BEGUN.get(word[:size], 0) if len(word) >= size else 0
    return bits


def spoken(piece: str) -> int:
    """The bits of what stands between two blanks, in lower case; they are kept in SPOKEN."""
    bits = 0
    for word in TOKEN.findall(piece):
        bits |= named(word)
    if len(SPOKEN) >= MOST_SPOKEN:
        SPOKEN.clear()
    SPOKEN[piece] = bits
    return bits


def signs_in(text: str) -> dict[str, int]:
    """Those of SIGNS that stand in lines of `text`: most pages have none."""
    some = not text.isascii() and ANY_SIGN.search(text)
    return {sign: group for sign, group in SIGNS.items() if sign in text} if some else {}


def said_by(text: str, signs: dict[str, int]) -> int:
    """Bits: which groups of NAMED a short line has a word of, or one of the `signs`."""
    bits = 0
    for piece in text.lower().split():
        if piece[:3] in HEADS or not piece[0].isalpha():  # else it begins no word of NAMED, as most do not
            some = SPOKEN.get(piece)
            bits |= spoken(piece) if some is None else some
    for sign, group in signs.items():
        if sign in text:
            bits |= 1 << group
    return bits
