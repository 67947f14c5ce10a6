"""Is this an error page that says 200, and no article?"""

from __future__ import annotations

import re

from wirecopy.wire.article import Article

LONGEST = 400  # letters of text that such a page may have
# What such a page calls itself, as its whole headline but for a number, a mark or the name of the site.
SAYS = re.compile(
    r"(?:error\s*)?(?:[45]\d\d\b|oops|sorry|whoops)?[\s:!,.–—|-]*(?:error\s*)?(?:"
    r"(?:page|file|article|content|story)\s+(?:was\s+|could\s+)?(?:not|no longer)\s+(?:be\s+)?(?:found|available|exists?)|not found|"
    r"(?:this|the|that) page (?:isn.t|is not|is no longer) available|access denied|forbidden|service unavailable|bad gateway|"
    r"(?:internal )?server error|something went wrong|"
    r"(?:diese |die )?seite (?:wurde )?nicht (?:gefunden|verfügbar)|page (?:introuvable|non trouv[ée]e)|cette page n.existe (?:pas|plus)|"
    r"página no encontrada|página não encontrada|pagina non trovata|pagina niet gevonden|"
    r"sid(?:an|en) (?:hittades|finnes|findes) (?:inte|ikke)|"
    r"strony nie znaleziono|nie znaleziono strony|страница не найдена|сторінку не знайдено|sayfa bulunamadı|"
    r"halaman tidak ditemukan|"
    r"ページが見つかりません(?:でした)?|找不到(?:页面|頁面|网页)|页面(?:不存在|未找到)|페이지를 찾을 수 없습니다|الصفحة غير موجودة"
    r")[\s:!.–—|-]*(?:[45]\d\d\b)?(?:\s*[|–—-]\s.{1,40})?|(?:error\s*)?[45]\d\d(?:\s+error)?",
    re.I,
)


def is_error_page(article: Article) -> bool:
    """Hardly any text, no time, no author, under a headline that says that there is nothing: a server that forgot the status."""
    if article.published or article.authors or not article.headline:
        return False
    return len(article.body) <= LONGEST and SAYS.fullmatch(article.headline.strip()) is not None
