"""Bluesky. What an account posted is known by account and record: the record alone is unique within its account only.

An account's name and its permanent number cannot be brought together without asking.
"""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import Platform, Rule, Slot, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, SHORT = "bsky.app", "go.bsky.app"
WHO = "(?:profile/|embed/)@?{who}"
TABS = r"(?:/(?:posts|replies|media|video|likes|followers|follows|known-followers|feeds|labeler|lists|rss))?"

TEXT, OTHER, GROUP = SubjectType.TEXT, SubjectType.WEBSITE, SubjectType.GROUP

BLUESKY = Platform(
    code="bluesky",
    slots={
        # Names are host names; the numbers of `did:plc` are written in small letters.
        "who": Slot(r"did:[a-z]{3,10}:[A-Za-z0-9._:-]{3,200}|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", lower),
        "record": Slot(r"[A-Za-z0-9._~:-]{1,100}"),
        "code": Slot(r"[A-Za-z0-9]{4,20}"),
        "tag": Slot(r"[^\s/?#%]{1,150}", lower),
    },
    sites={
        **hosts(MAIN, "bsky.app main.bsky.dev staging.bsky.app"),
        SHORT: SHORT,
    },
    # The host of a name leads to its account.
    sisters={"embed.bsky.app": MAIN, "*.bsky.social": f"{MAIN}/profile/*.bsky.social"},
    mirrors=hosts(MAIN, mirrors.BLUESKY),
    rules=(
        Rule("{code}", GROUP, "{code}", host=SHORT, opaque=True),
        Rule("starter-pack-short/{code}", GROUP, "starter-pack-short/{code}", opaque=True),
        Rule(f"{WHO}/(?:post|app\\.bsky\\.feed\\.post)/{{record}}(?:/.*)?", TEXT, "post:{who}/{record}"),
        Rule(f"{WHO}/(?:feed|app\\.bsky\\.feed\\.generator)/{{record}}(?:/.*)?", OTHER, "feed:{who}/{record}"),
        Rule(f"{WHO}/(?:lists|app\\.bsky\\.graph\\.list)/{{record}}(?:/.*)?", OTHER, "list:{who}/{record}"),
        Rule("(?:starter-pack|start)/@?{who}/{record}", GROUP, "pack:{who}/{record}"),
        Rule("hashtag/{tag}(?:/.*)?", SubjectType.HASHTAG_USE, "tag:{tag}"),
        Rule(f"{WHO}{TABS}", SubjectType.ACCOUNT, "account:{who}"),
    ),
    tracking=words("ref_src ref_url"),
)
