"""Vimeo: videos by number; the code after the number of a hidden video is its key and not another video."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.rules import DIGITS, Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, PLAYER, PRO = "vimeo.com", "player.vimeo.com", "vimeopro.com"
TABS = r"(?:/(?:about|albums|appears|channels|collections|following|followers|groups|likes|showcases|videos))?"
RESERVED = """
    about album albums api apis blog business categories channels cookie_policy create customers developer
    enterprise event events features for-hire groups help home jobs join library live log_in log_out login manage m
    moogaloop.swf ondemand ott plus pricing privacy pro reviews search settings showcase site_map solutions stats
    stock store terms upgrade upload video videos watch watchlater
"""

VIDEO, ACCOUNT, OTHER = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.WEBSITE
GROUP, LIVESTREAM = SubjectType.GROUP, SubjectType.LIVESTREAM

VIMEO = Platform(
    code="vimeo",
    slots={
        "number": Slot(DIGITS),
        "name": Slot(but_not(RESERVED, r"(?![0-9]+(?:/|\Z))[\w.-]{1,64}"), lower),
        "slug": Slot(r"[\w.-]{1,150}", lower),
    },
    sites={
        **hosts(MAIN, "vimeo.com m.vimeo.com"),
        PLAYER: PLAYER,
        PRO: PRO,
    },
    rules=(
        Rule(
            r"(?:external|progressive_redirect/playback|play|video)/{number}(?:[./].*)?",
            VIDEO,
            "video:{number}",
            host=PLAYER,
        ),
        Rule(r"[^/]+(?:/[^/]+)?/videos?/{number}", VIDEO, "video:{number}", host=PRO),
        Rule(r"moogaloop(?:_local)?\.swf|play_redirect(?:_hls)?", VIDEO, "video:{number}", "clip_id={number}"),
        Rule(r"api/v2/video/{number}\.(?:json|xml|php)", VIDEO, "video:{number}"),
        Rule("reviews/[^/]+/videos?/{number}(?:/.*)?", VIDEO, "video:{number}"),
        Rule("event/[^/]+/videos?/{number}(?:/.*)?", VIDEO, "video:{number}"),
        Rule("event/{number}(?:/.*)?", LIVESTREAM, "event:{number}"),
        Rule("(?:album|showcase|channels|groups)/[^/]+/(?:videos?/)?{number}(?:/.*)?", VIDEO, "video:{number}"),
        Rule("(?:album|showcase)/[^/]+(?:/embed)?", VIDEO, "video:{number}", "video={number}"),
        Rule("ondemand/(?:[^/]+/){number}", VIDEO, "video:{number}"),
        Rule("(?:[^/]+/)?review/(?:data/)?{number}(?:/.*)?", VIDEO, "video:{number}"),
        Rule("(?:m/|manage/)?(?:videos?/)?{number}(?:/.*)?", VIDEO, "video:{number}"),
        Rule("ondemand/{slug}(?:/.*)?", OTHER, "title:{slug}"),
        Rule("(?:album|showcase)/{slug}(?:/.*)?", OTHER, "album:{slug}"),
        Rule("channels/{slug}(?:/.*)?", GROUP, "channel:{slug}"),
        Rule("groups/{slug}(?:/.*)?", GROUP, "group:{slug}"),
        Rule(f"{{name}}{TABS}", ACCOUNT, "account:{name}", host=MAIN),
    ),
    # The key of a hidden video.
    keeps=words("h"),
    tracking=words("app_id autopause autoplay fl fe portrait share ts turnstile"),
)
