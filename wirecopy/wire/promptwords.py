"""In which words does an outlet ask its reader for something?"""

from __future__ import annotations

import re

from wirecopy.wire.phrases import Phrases

# What asks the reader for something: where a word begins, and anywhere. In small letters.
_ASKED = [
    "sign up (for|to)", "subscribe", "follow us", "join (us|our|the conversation)", "download (our|the) app", r"get the .{0,30}\bapp\b",
    "click here (to|for)", "support (us|our|independent)", "donate", "leave a comment", "share (this|your)", "tip to ", "tips to ",
    "contact (us|the (author|reporter))", "all rights reserved", "trust principles", "push (alerts|notifications)",
    "(our|unser|nuestro|nosso|notre) whatsapp", "google news", "telegram[- ]?(channel|kanal|канал)", "independently select",
    "earn (us )?an? (affiliate )?commission", "copy link", "story to tell", "subscribers only", "daily (email|dose|briefing)",
    "news release", "listen to (this|the) (article|story)", "abonnieren sie", "jetzt (abonnieren|anmelden|registrieren)",
    "folgen sie (uns|dem autor)", "melden sie sich", "kommentarbereich", "zur startseite", "fehler gefunden", "dieser artikel gefallen",
    "unterstützen sie", "lest den originalartikel", "nur für abonnenten", "maschinelle übersetzung", "abonnez", "inscrivez",
    "suivez[- ]nous", "réservée? aux abonnés", "suscríb", "síguenos", "únete a", "regístrate", "inscreva-se", "assine (a|o|já)",
    "siga[- ]nos", "iscriviti", "abbonati", "seguici", "abonneer", "volg ons", "meld je aan", "abonnér", "tilmeld dig", "prenumerera",
    "tilaa", "zapisz się", "subskrybuj", "obserwuj nas", "odebírejte", "sledujte nás", "přihlaste se", "iratkozz(on)? fel", "kövess",
    "abonează", "urmărește", "подпи(шитесь|сывайтесь|шись)", "підпи(шіться|суйтесь)", "ακολουθήστε", "abone ol", "takip ed(in|iniz)",
    "berlangganan", "ikuti (kami|berita)", "for more stories like this",
    "follow (along|our|the) .{0,40}(updates|live)", "get in touch (with (us|our)|at |by)", "e-?mail(ing)? us at",
    "get (the |our )?(daily|weekly|latest|breaking) .{0,20}news$", "(our|unserem|unser) live-?blog:?$",
]
_ASKED_ANYWHERE = [
    "newsletter", "nieuwsbrief", "nyhedsbrev", "nyhetsbrev", "% de cet article", "कॉपी लिंक", "分享", "おすすめ情報", "ニュースレター",
    "会員登録", "無断転載", "订阅", "訂閱", "구독", "무단[ ]?전재", "اشترک", "تابعونا", "عضو شوید", "सब्सक्राइब", "فالو",
]
PROMPT = Phrases([*(rf"\b{pattern}" for pattern in _ASKED), *_ASKED_ANYWHERE])
# What an outlet says of the text itself and of what it earns by it, wherever it stands, unless somebody is quoted.
DISCLOSED = Phrases(
    [
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
