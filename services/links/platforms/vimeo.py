"""Rules for Vimeo. Videos have numeric ids; the code after the id of an unlisted video is its access key."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, PLAYER, PRO = "vimeo.com", "player.vimeo.com", "vimeopro.com"
TABS = r"(?:/(?:about|albums|appears|channels|collections|following|followers|groups|likes|showcases|videos))?"
RESERVED = """
    about album albums api apis blog business categories channels cookie_policy create customers developer
    enterprise event events features for-hire groups help home jobs join library live log_in log_out login manage m
    moogaloop.swf ondemand ott plus pricing privacy pro reviews search settings showcase site_map solutions stats
    stock store terms upgrade upload video videos watch watchlater
"""

VIDEO, ACCOUNT, WEBSITE = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.WEBSITE
GROUP, LIVESTREAM = SubjectType.GROUP, SubjectType.LIVESTREAM

VIMEO = Platform(
    code="vimeo",
    placeholders={
        "number": Placeholder(DIGITS),
        "access_key": Placeholder(r"[0-9a-f]{8,16}"),
        "name": Placeholder(exclude_words(RESERVED, r"(?![0-9]+(?:/|\Z))[\w.-]{1,64}"), lowercase),
        "slug": Placeholder(r"[\w.-]{1,150}", lowercase),
    },
    hosts={
        **map_hosts(MAIN, "vimeo.com m.vimeo.com"),
        PLAYER: PLAYER,
        PRO: PRO,
    },
    rules=(
        UrlRule(
            r"(?:external|progressive_redirect/playback|play|video)/{number}(?:[./].*)?",
            VIDEO,
            "video:{number}",
            host=PLAYER,
        ),
        UrlRule(r"[^/]+(?:/[^/]+)?/videos?/{number}", VIDEO, "video:{number}", host=PRO),
        UrlRule(r"moogaloop(?:_local)?\.swf|play_redirect(?:_hls)?", VIDEO, "video:{number}", "clip_id={number}"),
        UrlRule(r"api/v2/video/{number}\.(?:json|xml|php)", VIDEO, "video:{number}"),
        UrlRule("reviews/[^/]+/videos?/{number}(?:/.*)?", VIDEO, "video:{number}"),
        UrlRule("event/[^/]+/videos?/{number}(?:/.*)?", VIDEO, "video:{number}"),
        UrlRule("event/{number}(?:/.*)?", LIVESTREAM, "event:{number}"),
        UrlRule("(?:album|showcase|channels|groups)/[^/]+/(?:videos?/)?{number}(?:/.*)?", VIDEO, "video:{number}"),
        UrlRule("(?:album|showcase)/[^/]+(?:/embed)?", VIDEO, "video:{number}", "video={number}"),
        UrlRule("ondemand/(?:[^/]+/){number}", VIDEO, "video:{number}"),
        UrlRule("(?:[^/]+/)?review/(?:data/)?{number}(?:/.*)?", VIDEO, "video:{number}"),
        UrlRule("(?:m/|manage/)?(?:videos?/)?{number}(?:/{access_key})?(?:/.*)?", VIDEO, "video:{number}"),
        UrlRule("ondemand/{slug}(?:/.*)?", WEBSITE, "title:{slug}"),
        UrlRule("(?:album|showcase)/{slug}(?:/.*)?", WEBSITE, "album:{slug}"),
        UrlRule("channels/{slug}(?:/.*)?", GROUP, "channel:{slug}"),
        UrlRule("groups/{slug}(?:/.*)?", GROUP, "group:{slug}"),
        UrlRule(f"{{name}}{TABS}", ACCOUNT, "account:{name}", host=MAIN),
    ),
    # The access key of an unlisted video.
    required_parameters=split_names("h"),
    tracking_parameters=split_names("app_id autopause autoplay fl fe portrait share ts turnstile"),
    addresses={
        "video": ("https://vimeo.com/{id}/{access_key} https://vimeo.com/{id}"),
        "event": "https://vimeo.com/event/{id}",
        "title": "https://vimeo.com/ondemand/{id}",
        "album": "https://vimeo.com/showcase/{id}",
        "channel": "https://vimeo.com/channels/{id}",
        "group": "https://vimeo.com/groups/{id}",
        "account": "https://vimeo.com/{id}",
    },
    context_parameters={"h": "access_key"},
)
