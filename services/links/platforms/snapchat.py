"""Rules for Snapchat. The codes of snaps and spotlights are case-sensitive, account names are not."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import Placeholder, Platform, UrlRule, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, STORIES, SHORT = "www.snapchat.com", "story.snapchat.com", "t.snapchat.com"
TABS = r"(?:/(?:stories|highlights|spotlights?|lenses|highlight))?"

VIDEO, STORY, ACCOUNT, WEBSITE = SubjectType.VIDEO, SubjectType.STORY, SubjectType.ACCOUNT, SubjectType.WEBSITE

_TRACKING = "cid invite_id lang locale sc_referrer sc_ua share_id shareid sid timestamp web_client_id"

SNAPCHAT = Platform(
    code="snapchat",
    placeholders={
        "name": Placeholder(r"[A-Za-z][A-Za-z0-9._-]{1,31}", lowercase),
        "spotlight": Placeholder(r"W7_[A-Za-z0-9_-]{16,200}"),
        # Codes of snaps in stories and highlights are longer than any account name.
        "snap": Placeholder(r"[A-Za-z0-9_:-]{16,200}"),
        "profile": Placeholder(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}", lowercase),
        "uuid": Placeholder(r"[0-9A-Fa-f]{32}", lowercase),
        "number": Placeholder(r"[0-9]{4,25}"),
        "code": Placeholder(r"[A-Za-z0-9_-]{4,64}"),
    },
    hosts={
        **map_hosts(MAIN, "snapchat.com m.snapchat.com"),
        **map_hosts(STORIES, "story.snapchat.com play.snapchat.com"),
        SHORT: SHORT,
    },
    secondary_hosts=map_hosts(MAIN, "web.snapchat.com map.snapchat.com app.snapchat.com"),
    mirror_hosts=map_hosts(MAIN, mirrors.SNAPCHAT),
    rules=(
        UrlRule("{code}", WEBSITE, "{code}", host=SHORT, is_short_link=True),
        UrlRule("t/{code}", WEBSITE, "t/{code}", is_short_link=True),
        # The code of a spotlight has its own prefix, wherever it stands.
        UrlRule("(?:embed/)?(?:(?:@|add/)[^/]+/)?(?:spotlight/)?{spotlight}(?:/.*)?", VIDEO, "spotlight:{spotlight}"),
        UrlRule("(?:s|o|story|ttp/snap)/(?:m:)?{spotlight}(?:/.*)?", VIDEO, "spotlight:{spotlight}"),
        UrlRule("(?:(?:@|add/)[^/]+/)?spotlight/{snap}(?:/.*)?", VIDEO, "spotlight:{snap}"),
        UrlRule("(?:@|add/)[^/]+/(?:(?:highlight|story|stories)/)?{snap}(?:/.*)?", STORY, "snap:{snap}"),
        UrlRule("p/[^/]+/{snap}(?:/.*)?", STORY, "snap:{snap}"),
        UrlRule("(?:s|o|story)/{snap}(?:/.*)?", STORY, "snap:{snap}"),
        # A story differs from the profile that publishes it.
        UrlRule("p/{profile}/{number}(?:/.*)?", STORY, "episode:{number}"),
        UrlRule("p/{profile}", ACCOUNT, "profile:{profile}"),
        # The stories of an account expire after a day, so they differ from the account.
        UrlRule("(?:s|u)/@?{name}", STORY, "stories:{name}"),
        UrlRule("unlock", ACCOUNT, "code:{uuid}", "uuid={uuid}"),
        UrlRule("lens/{uuid}(?:/.*)?", WEBSITE, "lens:{uuid}"),
        UrlRule("discover/(?:[^/]+/)?{number}(?:/.*)?", STORY, "edition:{number}"),
        UrlRule(f"add/@?{{name}}{TABS}", ACCOUNT, "account:{name}"),
        UrlRule(f"@{{name}}{TABS}", ACCOUNT, "account:{name}"),
        UrlRule("add|web/deeplink/snapcode", ACCOUNT, "account:{name}", "username={name}"),
        UrlRule("{name}", STORY, "stories:{name}", host=STORIES),
    ),
    tracking_parameters=split_names(_TRACKING),
    addresses={
        "spotlight": "https://www.snapchat.com/spotlight/{id}",
        "snap": "https://story.snapchat.com/s/{id}",
        "episode": ("https://www.snapchat.com/p/{profile}/{id} https://www.snapchat.com/p/_/{id}"),
        "profile": "https://www.snapchat.com/p/{id}",
        "stories": "https://story.snapchat.com/u/{id}",
        "code": "https://www.snapchat.com/unlock/?uuid={id}",
        "lens": "https://www.snapchat.com/lens/{id}",
        "edition": "https://www.snapchat.com/discover/{id}",
        "account": "https://www.snapchat.com/add/{id}",
    },
)
