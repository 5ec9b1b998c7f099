"""Who published what an address leads to, as far as the address itself tells.

The publisher of a web site is the site; that of a post on a social network is the account, where
the address names it ("t.me/suspilnenews"). Archives, short links and file stores tell nothing of
the publisher. Who copies whom cannot be seen from here, so their number is no grade.
"""

import re

import pandas as pd

from eventmap.readers.formats.sides import BODIES, find_sides
from eventmap.readers.model import blank_claims
from eventmap.schema import Side

_ALIASES = {
    "twitter.com": "x.com",
    "telegram.me": "t.me",
    "youtu.be": "youtube.com",
    "fb.com": "facebook.com",
    "fb.watch": "facebook.com",
}
_ACCOUNTS = {
    "t.me": r"(?:s/)?(?!(?:s|joinchat|share|iv)(?:/|$))(c/\d+|[\w.]+)",
    "x.com": r"(?!(?:i|search|hashtag|intent|share)(?:/|$))(\w+)",
    "facebook.com": (
        r"(?!(?:story|permalink|photo|video|profile|watch|groups|share|reel|events|media|sharer)"
        r"(?:\.php)?(?:/|\?|$))([\w.-]+)/(?:posts|videos|photos|reels|permalink)"
    ),
    "instagram.com": (
        r"(?:stories/)?(?!(?:p|reel|reels|tv|stories|explore|accounts)(?:/|$))([\w.]+)"
    ),
    "tiktok.com": r"(@[\w.]+)",
    "youtube.com": r"((?:@|c/|channel/|user/)[\w.@-]+)",
    "vk.com": r"(?!(?:video|photo|clip|feed|away)[-\d_.]*(?:/|\?|$))(wall-?\d+|[\w.]+)",
}
"""Social networks, and what after the host's name is the account's."""

_STORES = (
    "archive.org archive.ph archive.is archive.today t.co bit.ly tinyurl.com drive.google.com "
    "docs.google.com dropbox.com digitaloceanspaces.com amazonaws.com imgur.com streamable.com "
    "reddit.com"
)
_SIDES = {
    Side.UKRAINE: r"(?:^|\.)(?:gov\.ua|mil\.gov\.ua|president\.gov\.ua)$",
    Side.RUSSIA: r"(?:^|\.)(?:gov\.ru|mil\.ru|kremlin\.ru|government\.ru)$",
    Side.INTERNATIONAL: r"(?:^|\.)(?:un\.org|osce\.org|icrc\.org|europa\.eu|[\w-]+\.int)$",
}
"""The hosts that belong to a party's authorities or to an organisation of states."""

_ADDRESS = r"^(?i:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?#]([^\s\"'<>\\`]*))?$"
_ARCHIVED = r"(?i)^https?://(?:web\.)?archive\.(?:org|ph|is|today)/(?:web/)?\w+/(?=https?://)"


_BETWEEN = r"[\s|]+|(?<![,;])[,;]++(?=\s|https?://|$)|(?<=[A-Za-z0-9])(?=https?://)"
"""Between addresses; behind a letter, another one begins: "a.org/1.htmlhttps://b.org"."""
_SITE = r"(?i)(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?"
_POST = r"(?i)(?:[\w-]+\.)+[a-z]{2,}/\S+"
"""A site, and a page of one."""

_MARKDOWN = r"(?i)\[[^\[\]]{0,300}\]\((https?://[^\s()]+)\)"
_ANCHOR = r"(?i)<a\s[^<>]*href\s*=\s*[\"']?(https?://[^\s\"'<>]+)[^<>]*>(?:[^<>]*</a>)?"
"""Links of Markdown, and of HTML."""


def part_links(cells: pd.Series) -> pd.Series:
    """Return the addresses in each cell, one a row, their index the line; other text stays whole.

    Several stand beside each other, behind commas, semicolons, bars, spaces or line breaks, or in
    the brackets of Markdown and the anchors of HTML. One without a scheme counts where the cell
    has nothing else, or where it has a path: "t.me/mariupol/3562". Other words beside are left.
    """
    given = cells.dropna()
    return given.map({text: _find_links(text) for text in given.unique()}).explode().astype("str")


def _find_links(text: str) -> list[str]:
    text = re.sub(_MARKDOWN, r" \1 ", text)
    text = re.sub(_ANCHOR, r" \1 ", text)
    parts = [_strip(part) for part in re.split(_BETWEEN, text.strip())]
    parts = list(dict.fromkeys(filter(None, parts)))
    links = [part for part in parts if re.match(r"(?i)https?://", part)]
    bare = all(part in links or re.fullmatch(_SITE, part) for part in parts)
    posts = [part for part in parts if part not in links and (bare or re.fullmatch(_POST, part))]
    found = [part for part in parts if part in links or part in posts]
    return [part if part in links else f"https://{part}" for part in found] or [text]


def _strip(part: str) -> str:
    """Return a part without what encloses it; a bracket that it opens, as Wikipedia does, stays."""
    bare = part.strip(" ,;|<>()[]{}\"'")
    opened = bare.count("(") > bare.count(")")
    return f"{bare})" if opened and f"{bare})" in part else bare


def read_publishers(addresses: pd.Series) -> pd.DataFrame:
    """Return who published what is at each of `addresses`.

    Returns
    -------
    pandas.DataFrame
        On the index of `addresses`: ``url``, up to the first space and with https:// where the
        scheme is left out, missing where the text is no address; ``host``, without www;
        ``publisher``, the host and where known the account; ``side``.
    """
    text = addresses.str.extract(r"^\s*(\S+)", expand=False).str.replace("'", "%27")
    parts = text.str.replace(_ARCHIVED, "", regex=True).str.extract(_ADDRESS)
    host = parts[0].str.lower().str.replace(r"^(?:www|m|mobile)\.", "", regex=True)
    host = host.replace(_ALIASES)
    path = parts[1].fillna("")
    account = pd.Series(index=text.index, dtype="str")
    for network, pattern in _ACCOUNTS.items():
        named = path.str.extract(rf"^/*{pattern}", expand=False).str.lower()
        account = account.mask(host == network, named)
    stores = "|".join(name.replace(".", r"\.") for name in _STORES.split())
    store = host.str.contains(rf"(?:^|\.)(?:{stores})$", na=False)
    social = host.isin(list(_ACCOUNTS))
    side = pd.Series(Side.MEDIA.value, text.index, dtype="str").mask(store | social | host.isna())
    side = side.fillna(Side.OTHER.value)
    for belongs, pattern in _SIDES.items():
        side = side.mask(host.str.contains(pattern, na=False), belongs.value)
    publisher = host.where(account.isna(), host + "/" + account)
    side = find_sides(publisher.where(account.notna()), whole=True).fillna(side)
    given = text.where(parts[0].notna())
    return pd.DataFrame(
        {
            "url": given.where(given.str.match(r"(?i)https?://", na=False), "https://" + given),
            "host": host,
            "publisher": publisher,
            "side": side,
        }
    )


def claim_for_publishers(publishers: pd.DataFrame, maker: str) -> pd.DataFrame:
    """Return a claim for each publisher of `read_publishers`, as those who collect links mean it.

    The record's words are its maker's and the publisher is his source; only authorities of a side
    speak for themselves.
    """
    claims = blank_claims(publishers.index)
    speaks = publishers["side"].isin([side.value for side in BODIES])
    claims["claimant"] = publishers["publisher"].where(speaks, maker)
    claims["side"] = publishers["side"].where(speaks, Side.OTHER.value)
    claims["source"], claims["url"] = publishers["publisher"], publishers["url"]
    return claims
