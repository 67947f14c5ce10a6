"""In which words does an outlet ask its reader for something?"""

from __future__ import annotations

import re

from wirecopy.wire.phrases import Phrases

# What asks the reader for something: where a word begins, and anywhere. In small letters.
_ASKED = [
    "sign up (for|to)", "subscribe", "follow us", "join (us|our|the conversation)", "download (our|the) app", r"get the .{0,30}\bapp\b",
    "click (here )?(to|for) ", "support (us|our|independent)", "donate", "leave a comment", "share (this|your)", "tips? to [\\w.]+@",
    "contact (us|the (author|reporter))", "all rights reserved", "trust principles", "push (alerts|notifications)", "chat with us",
    "(our|unser|nuestro|nosso|notre) whatsapp", "google news", "telegram[- ]?(channel|kanal|канал)", "independently select",
    "earn (us )?an? (affiliate )?commission", "copy link", "read or share", "printer[- ]friendly",
    "e-?mail (this (story|article|page)|to a friend)", "story to tell", "subscribers only",
    "daily (email|dose|briefing)", "want more .{0,40}[?]", "thank(s| you) for (reading|watching|listening)", "watch (the |this )?video",
    "news release", "listen to (this|the) (article|story)", "abonnieren sie",
    "jetzt .{0,20}(abonnieren|anmelden|registrieren|bestellen|testen)",
    "folgen sie (uns|dem autor)", "melden sie sich", "kommentarbereich", "zur startseite", "fehler gefunden", "dieser artikel gefallen",
    "in den kommentaren", "schreiben sie uns", "sie haben noch kein abo", "diskutieren sie", "nachricht(en)? (mehr )?verpassen",
    "bei fragen .{0,30}redaktion", "cet article est réservé", "écrivez[- ]nous",
    "unterstützen sie", "lest den originalartikel", "nur für abonnenten", "maschinelle übersetzung", "abonnez", "inscrivez",
    "suivez[- ]nous", "réservée? aux abonnés", "suscríb", "síguenos", "únete a", "regístrate", "inscreva-se", "assine (a|o|já)",
    "siga[- ]nos", "iscriviti", "abbonati", "seguici", "abonneer", "volg ons", "meld je aan", "abonnér", "tilmeld dig", "prenumerera",
    "tilaa", "zapisz się", "subskrybuj", "obserwuj nas", "odebírejte", "sledujte nás", "přihlaste se", "iratkozz(on)? fel", "kövess",
    "abonează", "urmărește", "подпи(шитесь|сывайтесь|шись)", "підпи(шіться|суйтесь)", "ακολουθήστε", "abone ol", "takip ed(in|iniz)",
    "berlangganan", "ikuti (kami|berita)", "for more stories like this",
    "(know|think|thoughts|opinion|say|us|me) .{0,40}in the comments?\\b",
    "subscribing", "(in|to) your inbox", "(got|have) a (news )?tip\\b",
    "you agree to (our|the|receive)", "read the (original|full) (article|story|post)", "unlimited (digital )?access",
    "follow (along|our|the) .{0,40}(updates|live)", "get in touch (with (us|our)|at |by)", "e-?mail(ing)? us at",
    "get (the |our )?(daily|weekly|latest|breaking) .{0,20}news$", "(our|unserem|unser) live-?blog:?$",
    "send (us )?(your )?(tips|news)\\b", "(have|got) (you )?a story\\b", "en google discover", "su google discover",
    "(reached|exceeded|used) your .{0,30}limit",
    "already an? (subscriber|member)", "to (continue|keep) reading", "like us on (facebook|twitter|instagram|social)", "follow @",
    "hier geht( e|')?s zu[mr]",
    "your last free article", "give from as little as",
    "(never miss .{0,30})?turn on notifications", "bevorzugte quelle bei google", "w twojej skrzynce",
    "in je mailbox", "stay informed with", "(do )?you have information", "descarga la aplicación", "(this )?article is for subscribers",
    "recibe cada mañana", "escríbenos", "entra nel nostro canale", "sie wollen mehr aus", "assine e tenha", "recevez chaque matin",
    # Of who pays, who gives, who takes it along.
    "já é assinante", "(conteúdo )?exclusivo para assinantes", "baixe o aplicativo", "apoie o (nosso )?jornalismo",
    "ya eres suscriptor", "descarga la app",
    "(contenido )?exclusivo para suscriptores", "apoya el periodismo", "sei già abbonato", "scarica l'app",
    "riservato agli abbonati", "sostieni (il|la|l['’])", "con un piccolo contributo",
    "apunta-t", "subscriu-te", "rep (el|la) .{0,20}butlletí", "déjà abonné", "téléchargez (l'|notre )app",
    "soutenez (un|le|notre) journalisme", "al abonnee",
    "download de app", "steun (onze|de) journalistiek", "bereits abonnent", "laden sie .{0,30}app\\b", "unterstütze unser",
    "redan prenumerant", "allerede abonnent", "(last ned|hent|ladda ner) appen", "pobierz aplikację", "wesprzyj",
    "stáhněte si aplikaci", "už jste předplatitel", "napisz do nas", "piszcie do nas", "napište nám", "napíšte nám", "pišite nam",
    "pošaljite (nam|dojavu)", "pratite nas", "zapratite nas", "preuzmite aplikaciju", "spremljajte nas", "naročite se", "na ndiqni",
    "следете (нè|ни)", "следвайте ни", "последвайте ни", "абонирайте се", "пишете ни", "изпратете ни", "пишите нам", "пишіть нам",
    "εγγραφείτε", "prenumeruok", "sekite mus", "seko mums", "abonē", "liitu (meie|uudiskirja)", "tellijana saad", "tilaajana saat",
    "skriv til os", "skriv til oss", "skriv till oss", "tips oss", "tip os", "vill du läsa fler", "vil du læse flere", "vil du lese flere",
    "suivez (toute )?l['’]actualité", "(rejoignez|sur) (notre |la )cha[iî]ne whatsapp", "inscription gratuite", "gratis inschrijven",
    "starten sie .{0,20}in den tag", "unete a", "escríbanos", "escreva[- ]nos", "scrivi(ci| a)", "scrieți-ne", "theo dõi chúng tôi",
    "jiunge na", "tufuatilie", "(is a|our) non-?profit (news|organi)", "(do )?(you )?like what you('re| are)? read",
    "ihre spende", "gefällt dir unsere?", "spenden sie", "mit \\d+ euro .{0,30}(finanzieren|unterstützen|helfen) sie", "faites un don",
    "votre don", "haz un donativo", "dona ahora", "doneer", "stöd oss", "støtt oss",
    "supplied to subscribers", "retrieved \\d{1,2} [a-z]+ \\d{4} from",
    "descarcă aplicația", "dacă ți-a plăcut", "hallgasd meg", "poslechněte si", "posłuchaj", "artikel anhören",
    "écouter (l['’]|cet )article",
    "ouça (a|esta|o) ", "escucha(r)? (esta|la|el) ", "ascolta (l['’]articolo|questo)", "lyt til", "lyssna på", "luister naar",
    "(spotted|noticed|found|see) an? (error|mistake|typo)", "report an? (error|mistake|typo)", "fehler entdeckt", "vous avez repéré une",
    "signaler une erreur", "segnala un errore", "hai trovato un errore", "reportar un error", "zauważyłeś błąd", "znalazłeś błąd",
    "uočili ste", "prijavi(te|ti) pogrešku", "našli jste chybu", "hibát talált", "fout gezien", "feil i (saken|artikkelen)",
    "(якщо ви|если вы) (помітили|знайшли|заметили|нашли)", "нашли (ошибку|опечатку)", "помітили помилку",
    "приєднуйтес[ья]", "підтримайте (нас|редакц)", "поддержите (нас|редакц)", "присоединяйтесь", "dołącz do nas", "śledź nas",
    "скачайте приложение", "уже подписан", "uygulamayı indir",
]
_ASKED_ANYWHERE = [
    "canal de whatsapp", "whatsapp[- ]?(channel|kanal|kanaal)",
    "newsletter", "nieuwsbrief", "nyhedsbrev", "nyhetsbrev", "% de cet article", "कॉपी लिंक", "分享", "おすすめ情報", "ニュースレター",
    "会員登録", "無断転載", "订阅", "訂閱", "구독", "무단[ ]?전재", "اشترک", "تابعونا", "عضو شوید", "सब्सक्राइब", "فالو",
    "لمتابعة آخر", "قناتنا", "版权声明", "版權所有", "फॉलो करें", "चैनल से जुड़", "تابعوا", "انضموا? إل", "הצטרפו", "עקבו אחר",
    "ติดตามข่าว", "섹션 정보는", "채널 추가",
]
PROMPT = Phrases([*(rf"\b{pattern}" for pattern in _ASKED), *_ASKED_ANYWHERE])
TO_READERS = re.compile(
    r"\b(?:we|us|our|you|your|uns(?:er\w*)?|ihre[nm]?|nous|notre|nos|vous|votre|ons|onze|je|oss|vår\w*|dig|deg|nuestr\w+|"
    r"tu|tus|noss[oa]s?|sua|nostr[oaie]|"
    r"tuo?a?|nas|nasz\w*|nám|nás|naš\w*|нас|нам|наш\w*|вас|ваш\w*)\b"
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0600-\u06ff\u0900-\u0dff]", re.I,
)  # fmt: skip
OPENS = 4  # letters before words that open a line
# What an outlet says of the text itself and of what it earns by it, wherever it stands, unless somebody is quoted.
DISCLOSED = Phrases(
    rf"\b{phrase}" for phrase in [
        "may earn (us )?an? .{0,20}commission", "we (may |might |can )?(earn|receive|get) .{0,30}(commission|compensation)",
        "earn us a commission", "independently (select|review|recommend|chos)", "affiliate-links? (enthalten|gekennzeichnet)",
        "(sind|enthält|enthalten) .{0,20}affiliate-links?", "contains? affiliate links", "liens? affiliés", "enlaces de afiliad",
        "link di affiliazione", "views (expressed|stated) (here|in this|are|do)", "opinions (expressed|stated) (here|in this|are|do)",
        "meinung der redaktion",
        "does not necessarily reflect", "do not necessarily reflect", "n'engagent que leur", "no (reflejan|representan) necesariamente",
        "non riflett(e|ono) necessariamente", "maschinelle übersetzung", "automatisch übersetzt", "machine[- ]translated",
        "traduit automatiquement", "traducido automáticamente",
        "(wurde|was|is) .{0,20}mit hilfe .{0,30}(ki|ai)\\b", "(wurde|was|is) .{0,20}with the help .{0,30}(ki|ai)\\b",
        "externen? inhalte?n? .{0,30}(an(ge)?zeigt|geladen|laden)", "einstellungen verhindern das laden",
        "mit ihrer zustimmung wird hier", "(document|article|material) is subject to copyright", "apart from any fair dealing",
        "article has been reviewed according to",
        "not (financial|investment) advice", "(keine|nicht als) anlageberatung",
        "totalverlust des eingesetzten kapitals", "recaptcha.{0,60} google\\b.{0,80}(privacy|datenschutz|confidentialité|privacidad)",
    ]
)
QUOTED = re.compile(r"[\"“”„«»「」]")
RELEASE_CALL = Phrases(["news release", "press release", "publish (your )?news", "pressemitteilung", "communiqué"])
NEWSLETTER = Phrases(
    ["newsletter", "daily (e-?mail|dose|briefing|digest)", "weekly (e-?mail|dose|briefing|digest)", "subscribe", "abonn",
     "nieuwsbrief", "nyhedsbrev", "nyhetsbrev"]
)


def pleads(text: str) -> bool:
    """Does it ask for something, in its first words or speaking to its reader? News of subscribers does neither, nor who is quoted."""
    asks = PROMPT.search(text)
    if asks is None or QUOTED.match(text):
        return False
    return asks.start() < OPENS or (TO_READERS.search(text) is not None and QUOTED.search(text) is None)


def begins(text: str) -> bool:
    """Does it ask for something in its first words?"""
    asks = PROMPT.search(text)
    return asks is not None and asks.start() < OPENS
