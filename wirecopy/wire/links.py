"""Which page is meant by this address? Canonical addresses, trackers off."""

from __future__ import annotations

import re

# Exact names, and the beginnings of names, of parameters that say who led a reader to a page and nothing of the page.
TRACKERS = frozenset(
    ["fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid", "igshid", "igsh",
    "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "_openstat", "oly_enc_id", "oly_anon_id", "vero_id", "wickedid", "wt_mc",
    "wt_zmc", "wtmc", "cmpid", "cmp", "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "ito", "ncid", "ocid",
    "smid", "smtyp", "srnd", "sref", "guccounter", "guce_referrer", "guce_referrer_sig", "feature_source", "at_medium", "at_campaign",
    "at_custom1", "at_custom2", "at_custom3", "at_custom4", "xtor", "rss_source", "source_feed", "partner_feed",
    "__twitter_impression", "_ga", "_gl", "s_kwcid", "ef_id", "epik", "rb_clickid", "soc_src", "soc_trk", "mbid", "spm", "scid",
    "sara_ecid", "ftag", "ftcamp", "traffic_source", "taid", "piano_id", "reflink_rss"]
)
TRACKER_STARTS = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "stm_", "itm_", "wt.", "_branch_", "fb_action_", "ga_", "trk_")
LONGEST = 2000
# Said of a place that led here; on news sites never of the page.
REFERRERS = {"ref": frozenset(["rss", "twitter", "facebook", "feed", "tw", "fb", "home", "hp", "nl", "newsletter", "social", "share"]),
             "source": frozenset(["rss", "twitter", "facebook", "feed", "newsletter", "social", "share"]),
             "from": frozenset(["rss", "twitter", "facebook", "feed", "newsletter"])}  # fmt: skip
SPACES = re.compile(r"[\t\n\r]+")
# Most addresses on pages are in their one form as they stand, up to trackers and fragment: a host in small ASCII letters without a port,
# and only signs that are never escaped. They need no parser, which takes ten times as long.
HOME = re.compile(r"https?://(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{2,}(?=/|$)")
PLAIN = re.compile(r"(/(?!/)[\w~!$&'()*+,;=:@%/.-]*)(?:\?([\w~!$&()*+,;=:@%/.-]*))?(?:#.*)?", re.A)
DOTS = re.compile(r"/(?:\.|%2e)", re.I)  # may lead upwards


def canonical(url: str | None, base: str | None = None) -> str | None:
    """The address in its one form: absolute, host in lower case, no default port, no fragment, no trackers; None for what is none.

    After the WHATWG URL Standard, as browsers do. Only http and https, without a user name or password.
    """
    if not url or len(url) > 4 * LONGEST:
        return None
    href = as_it_stands(url, base) or parsed(url, base)
    return href if href and len(href) <= LONGEST else None


def as_it_stands(url: str, base: str | None) -> str | None:
    """The same for an address that is its own one form, or a path of `base`; None where a parser must look."""
    own = HOME.match(url)
    home = own or (HOME.match(base) if base and url[0] == "/" else None)
    found = PLAIN.fullmatch(url, own.end() if own else 0) if home else None
    if not home or not found or DOTS.search(found[1]):
        return None
    return home[0] + found[1] + query(found[2])


def parsed(url: str, base: str | None) -> str | None:
    import ada_url

    try:
        found = ada_url.URL(SPACES.sub("", url.strip()), base=base) if base else ada_url.URL(SPACES.sub("", url.strip()))
    except (ValueError, UnicodeError):
        return None
    if found.protocol not in ("http:", "https:") or not found.hostname or found.username or found.password:
        return None
    found.hash = ""
    if found.search:
        found.search = query(found.search[1:])[1:]
    href: str = found.href
    return href.removesuffix("?")


def query(given: str | None) -> str:
    """A query without its trackers, with its mark; empty where nothing is left."""
    kept = "&".join([part for part in given.split("&") if part and not tracker(part)]) if given else ""
    return f"?{kept}" if kept else ""


def tracker(part: str) -> bool:
    name, _, value = part.partition("=")
    name = name.lower()
    return name in TRACKERS or name.startswith(TRACKER_STARTS) or value.lower() in REFERRERS.get(name, ())


def same_page(a: str | None, b: str | None) -> bool:
    """Do both lead to one page? http or https, `www.`, and a slash at the end make no difference."""
    first, second = canonical(a), canonical(b)
    return first is not None and second is not None and bare(first) == bare(second)


def bare(address: str) -> str:
    """A canonical address without what makes no difference between two addresses of one page."""
    rest = address.split("://", 1)[1].removeprefix("www.")
    path, mark, query = rest.partition("?")
    return path.rstrip("/") + mark + query


def host(url: str | None) -> str:
    """The host of an http address in lower case, without `www.`; empty where there is none."""
    found = canonical(url)
    return found.split("://", 1)[1].split("/", 1)[0].removeprefix("www.") if found else ""
