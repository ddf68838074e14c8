"""Twitch: the names of clips are case-sensitive, those of channels are not."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, CLIPS, PLAYER = "www.twitch.tv", "clips.twitch.tv", "player.twitch.tv"
TABS = r"(?:/(?:about|chat|clips|followers|following|home|profile|schedule|squad|subscribe|videos)(?:/all)?)?"
RESERVED = """
    bits clip clips collection collections dashboard directory download downloads drops embed event events friends
    inventory jobs login manager moderator p popout prime products search settings signup store subs
    subscriptions team turbo user video videos wallet
"""

VIDEO, ACCOUNT, OTHER = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.WEBSITE

TWITCH = Platform(
    code="twitch",
    slots={
        "number": Slot(DIGITS),
        "name": Slot(but_not(RESERVED, r"[A-Za-z0-9_]{2,30}"), lower),
        "clip": Slot(but_not("clips create edit embed", r"[A-Za-z0-9_-]{4,100}")),
        "collection": Slot(r"[A-Za-z0-9_-]{4,40}"),
        "slug": Slot(r"[^\s/?#%]{1,150}", lower),
    },
    sites={
        **hosts(MAIN, "twitch.tv m.twitch.tv go.twitch.tv"),
        **hosts(CLIPS, "clips.twitch.tv"),
        **hosts(PLAYER, "player.twitch.tv"),
    },
    mirrors=hosts(MAIN, mirrors.TWITCH),
    rules=(
        Rule("embed", VIDEO, "clip:{clip}", "clip=(?:[^/]+/)?{clip}", host=CLIPS),
        Rule("(?:[^/]+/)?{clip}(?:/edit)?", VIDEO, "clip:{clip}", host=CLIPS),
        Rule("(?:[^/]+/)?clip/{clip}", VIDEO, "clip:{clip}"),
        Rule("(?:index.html)?", VIDEO, "video:{number}", "video=v?{number}", host=PLAYER),
        Rule("(?:index.html)?", OTHER, "collection:{collection}", "collection={collection}", host=PLAYER),
        Rule("(?:index.html)?", ACCOUNT, "channel:{name}", "channel={name}", host=PLAYER),
        Rule("[^/]+/schedule", VIDEO, "video:{number}", "vodID={number}"),
        Rule("(?:[^/]+/)?(?:videos?|v)/v?{number}", VIDEO, "video:{number}"),
        # Recordings of the first years have numbers of their own.
        Rule("[^/]+/[bc]/{number}", VIDEO, "recording:{number}"),
        Rule("collections/{collection}", OTHER, "collection:{collection}"),
        Rule("directory/(?:game|category)/{slug}(?:/.*)?", SubjectType.HASHTAG_USE, "category:{slug}"),
        Rule("team/{slug}", SubjectType.GROUP, "team:{slug}"),
        Rule("(?:popout|embed|moderator|popout/moderator|subs|products)/{name}(?:/.*)?", ACCOUNT, "channel:{name}"),
        Rule(f"{{name}}{TABS}", ACCOUNT, "channel:{name}"),
    ),
    tracking=words("desktop-redirect lang no-mobile-redirect referrer sr t tt_content tt_medium"),
)
