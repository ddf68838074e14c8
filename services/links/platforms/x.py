"""X, formerly Twitter: posts by number, accounts by a handle in which case does not count."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

# Only posts and the like are the same on the sites beside the main one; names of accounts are not.
MAIN, PICTURE, TOOLS, PERISCOPE = "x.com", "pic.x.com", "platform.x.com", "www.pscp.tv"
TABS = (
    r"(?:/(?:about|affiliates|articles|communities|creator-subscriptions(?:/subscribe)?|favorites|followers|followers_you_follow|following|highlights|likes"
    r"|lists|media|moments|rss|subscriptions|superfollows|topics|tweets|verified_followers|with_replies))?"
)
RESERVED = """
    about account ads compose communities download explore hashtag help home i intent invitations jobs lists login
    logout messages mentions notifications oauth oembed privacy rules safety search search-advanced session settings
    share signup status statuses tos welcome who_to_follow widgets
"""

TEXT, ACCOUNT, GROUP, OTHER = SubjectType.TEXT, SubjectType.ACCOUNT, SubjectType.GROUP, SubjectType.WEBSITE
LIVESTREAM = SubjectType.LIVESTREAM

X = Platform(
    code="x",
    slots={
        "number": Slot(DIGITS),
        "handle": Slot(but_not(RESERVED, r"[A-Za-z0-9_]{1,20}"), lower),
        "slug": Slot(r"[\w-]{1,100}", lower),
        "code": Slot(r"[A-Za-z0-9]{6,20}"),
        "broadcast": Slot(r"1[A-Za-z0-9]{12}"),
        "tag": Slot(r"[^\s/?#%]{1,150}", lower),
    },
    sites={
        **hosts(MAIN, "x.com mobile.x.com m.x.com twitter.com mobile.twitter.com m.twitter.com"),
        **hosts(MAIN, "web.twitter.com xx.twitter.com"),
        **hosts(MAIN, "twitter3e4tixl4xyajtrzo62zg5vztmjuricljdp2c5kshju4avyoid.onion"),
        **hosts(PICTURE, "pic.twitter.com pic.x.com"),
    },
    sisters={
        **hosts(TOOLS, "pro.x.com analytics.x.com platform.x.com"),
        **hosts(TOOLS, "tweetdeck.twitter.com analytics.twitter.com platform.twitter.com syndication.twitter.com"),
        **hosts(TOOLS, "cdn.syndication.twimg.com"),
        # What it broadcast under another name, with the same codes.
        **hosts(PERISCOPE, "pscp.tv periscope.tv"),
    },
    mirrors=hosts(MAIN, mirrors.X),
    rules=(
        Rule("{code}", TEXT, "{code}", host=PICTURE, opaque=True),
        # The handle before a post is decoration, and what follows its number is a view of it.
        Rule(r"(?:i/)?(?:web/)?status(?:es)?/{number}(?:\D.*)?", TEXT, "status:{number}"),
        Rule(r"[^/]+/(?:status|statuses|article)/{number}(?:\D.*)?", TEXT, "status:{number}"),
        Rule(r"i/(?:videos/tweet|videos|cards/tfw/v1)/{number}", TEXT, "status:{number}"),
        Rule(r"user/[^/]+/tweet/{number}(?:/.*)?", TEXT, "status:{number}"),
        Rule(r"embed/(?:Tweet|index)\.html|tweet-result", TEXT, "status:{number}", "id={number}"),
        Rule(r"intent/(?:like|favorite|retweet)", TEXT, "status:{number}", "tweet_id={number}"),
        Rule("i/spaces/{code}(?:/.*)?", SubjectType.AUDIO, "space:{code}"),
        Rule("i/broadcasts/{code}", LIVESTREAM, "broadcast:{code}"),
        Rule("[^/]+/{broadcast}", LIVESTREAM, "broadcast:{broadcast}", host=PERISCOPE),
        Rule("i/communities/{number}(?:/.*)?", GROUP, "community:{number}"),
        Rule("i/lists/{number}(?:/.*)?", OTHER, "list:{number}"),
        Rule("{handle}/lists/{slug}(?:/.*)?", OTHER, "named_list:{handle}/{slug}"),
        Rule("i/events/{number}", OTHER, "event:{number}"),
        Rule("i/(?:moments|events/moments)/{number}", OTHER, "moment:{number}"),
        Rule("hashtag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        Rule("search", SubjectType.HASHTAG_USE, "tag:{tag}", "q=#{tag}"),
        Rule("i/user/{number}", ACCOUNT, "account_number:{number}"),
        Rule("intent/(?:user|follow)", ACCOUNT, "account_number:{number}", "user_id={number}"),
        Rule("intent/(?:user|follow)", ACCOUNT, "account:{handle}", "screen_name=@?{handle}"),
        Rule("srv/timeline-profile/screen-name/{handle}", ACCOUNT, "account:{handle}"),
        Rule(f"@?{{handle}}{TABS}", ACCOUNT, "account:{handle}", host=MAIN),
    ),
    tracking=words("cn cxt lang mx ref_src ref_url refsrc s src t twsrc twterm twcamp twgr vertical"),
)
