"""Rules for Twitch. The ids of clips are case-sensitive, channel names are not."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, CLIPS, PLAYER = "www.twitch.tv", "clips.twitch.tv", "player.twitch.tv"
TABS = r"(?:/(?:about|chat|clips|followers|following|home|profile|schedule|squad|subscribe|videos)(?:/all)?)?"
RESERVED = """
    bits clip clips collection collections dashboard directory download downloads drops embed event events friends
    inventory jobs login manager moderator p popout prime products search settings signup store subs
    subscriptions team turbo user video videos wallet
"""

VIDEO, ACCOUNT, WEBSITE = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.WEBSITE

TWITCH = Platform(
    code="twitch",
    placeholders={
        "number": Placeholder(DIGITS),
        "name": Placeholder(exclude_words(RESERVED, r"[A-Za-z0-9_]{2,30}"), lowercase),
        "clip": Placeholder(exclude_words("clips create edit embed", r"[A-Za-z0-9_-]{4,100}")),
        "collection": Placeholder(r"[A-Za-z0-9_-]{4,40}"),
        "slug": Placeholder(r"[^\s/?#%]{1,150}", lowercase),
    },
    hosts={
        **map_hosts(MAIN, "twitch.tv m.twitch.tv go.twitch.tv"),
        **map_hosts(CLIPS, "clips.twitch.tv"),
        **map_hosts(PLAYER, "player.twitch.tv"),
    },
    mirror_hosts=map_hosts(MAIN, mirrors.TWITCH),
    rules=(
        UrlRule("embed", VIDEO, "clip:{clip}", "clip=(?:[^/]+/)?{clip}", host=CLIPS),
        UrlRule("(?:[^/]+/)?{clip}(?:/edit)?", VIDEO, "clip:{clip}", host=CLIPS),
        UrlRule("(?:[^/]+/)?clip/{clip}", VIDEO, "clip:{clip}"),
        UrlRule("(?:index.html)?", VIDEO, "video:{number}", "video=v?{number}", host=PLAYER),
        UrlRule("(?:index.html)?", WEBSITE, "collection:{collection}", "collection={collection}", host=PLAYER),
        UrlRule("(?:index.html)?", ACCOUNT, "channel:{name}", "channel={name}", host=PLAYER),
        UrlRule("[^/]+/schedule", VIDEO, "video:{number}", "vodID={number}"),
        UrlRule("(?:[^/]+/)?(?:videos?|v)/v?{number}", VIDEO, "video:{number}"),
        # Recordings of the first years have a separate numbering.
        UrlRule("[^/]+/[bc]/{number}", VIDEO, "recording:{number}"),
        UrlRule("collections/{collection}", WEBSITE, "collection:{collection}"),
        UrlRule("directory/(?:game|category)/{slug}(?:/.*)?", SubjectType.HASHTAG_USE, "category:{slug}"),
        UrlRule("team/{slug}", SubjectType.GROUP, "team:{slug}"),
        UrlRule("(?:popout|embed|moderator|popout/moderator|subs|products)/{name}(?:/.*)?", ACCOUNT, "channel:{name}"),
        UrlRule(f"{{name}}{TABS}", ACCOUNT, "channel:{name}"),
    ),
    tracking_parameters=split_names("desktop-redirect lang no-mobile-redirect referrer sr t tt_content tt_medium"),
    addresses={
        "clip": "https://clips.twitch.tv/{id}",
        "video": "https://www.twitch.tv/videos/{id}",
        "collection": "https://www.twitch.tv/collections/{id}",
        "channel": "https://www.twitch.tv/{id}",
        "recording": "https://www.twitch.tv/_/b/{id}",
        "category": "https://www.twitch.tv/directory/category/{id}",
        "team": "https://www.twitch.tv/team/{id}",
    },
)
