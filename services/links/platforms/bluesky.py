"""Rules for Bluesky. A record key is unique only within its account, so posts are identified by both.

The handle of an account and its permanent id (DID) have different canonical ids: only the platform can relate them.
"""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import Placeholder, Platform, UrlRule, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, SHORT = "bsky.app", "go.bsky.app"
ACCOUNT_PATH = "(?:profile/|embed/)@?{account}"
TABS = r"(?:/(?:posts|replies|media|video|likes|followers|follows|known-followers|feeds|labeler|lists|rss))?"

TEXT, WEBSITE, GROUP = SubjectType.TEXT, SubjectType.WEBSITE, SubjectType.GROUP

BLUESKY = Platform(
    code="bluesky",
    placeholders={
        # Handles are host names; the ids of `did:plc` are in lower case.
        "account": Placeholder(r"did:[a-z]{3,10}:[A-Za-z0-9._:-]{3,200}|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", lowercase),
        "record": Placeholder(r"[A-Za-z0-9._~:-]{1,100}"),
        "code": Placeholder(r"[A-Za-z0-9]{4,20}"),
        "tag": Placeholder(r"[^\s/?#%]{1,150}", lowercase),
    },
    hosts={
        **map_hosts(MAIN, "bsky.app main.bsky.dev staging.bsky.app"),
        SHORT: SHORT,
    },
    # The host that a handle names leads to its account.
    secondary_hosts={"embed.bsky.app": MAIN, "*.bsky.social": f"{MAIN}/profile/*.bsky.social"},
    mirror_hosts=map_hosts(MAIN, mirrors.BLUESKY),
    rules=(
        UrlRule("{code}", GROUP, "{code}", host=SHORT, is_short_link=True),
        UrlRule("starter-pack-short/{code}", GROUP, "starter-pack-short/{code}", is_short_link=True),
        UrlRule(
            f"{ACCOUNT_PATH}/(?:post|app\\.bsky\\.feed\\.post)/{{record}}(?:/.*)?", TEXT, "post:{account}/{record}"
        ),
        UrlRule(
            f"{ACCOUNT_PATH}/(?:feed|app\\.bsky\\.feed\\.generator)/{{record}}(?:/.*)?",
            WEBSITE,
            "feed:{account}/{record}",
        ),
        UrlRule(
            f"{ACCOUNT_PATH}/(?:lists|app\\.bsky\\.graph\\.list)/{{record}}(?:/.*)?", WEBSITE, "list:{account}/{record}"
        ),
        UrlRule("(?:starter-pack|start)/@?{account}/{record}", GROUP, "pack:{account}/{record}"),
        UrlRule("hashtag/{tag}(?:/.*)?", SubjectType.HASHTAG_USE, "tag:{tag}"),
        UrlRule(f"{ACCOUNT_PATH}{TABS}", SubjectType.ACCOUNT, "account:{account}"),
    ),
    tracking_parameters=split_names("ref_src ref_url"),
    addresses={
        "post": "https://bsky.app/profile/{account}/post/{record}",
        "feed": "https://bsky.app/profile/{account}/feed/{record}",
        "list": "https://bsky.app/profile/{account}/lists/{record}",
        "pack": "https://bsky.app/starter-pack/{account}/{record}",
        "tag": "https://bsky.app/hashtag/{id}",
        "account": "https://bsky.app/profile/{id}",
    },
)
