"""Rules for X (formerly Twitter). Posts have numeric ids, account handles ignore case."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

# On TOOLS, posts are the same as on the main site, but paths that look like account names are not.
MAIN, PICTURES, TOOLS, PERISCOPE = "x.com", "pic.x.com", "platform.x.com", "www.pscp.tv"
TABS = (
    r"(?:/(?:about|affiliates|articles|communities|creator-subscriptions(?:/subscribe)?|favorites|followers|followers_you_follow|following|highlights|likes"
    r"|lists|media|moments|rss|subscriptions|superfollows|topics|tweets|verified_followers|with_replies))?"
)
RESERVED = """
    about account ads compose communities download explore hashtag help home i intent invitations jobs lists login
    logout messages mentions notifications oauth oembed privacy rules safety search search-advanced session settings
    share signup status statuses tos welcome who_to_follow widgets
"""

TEXT, ACCOUNT, GROUP, WEBSITE = SubjectType.TEXT, SubjectType.ACCOUNT, SubjectType.GROUP, SubjectType.WEBSITE
LIVESTREAM = SubjectType.LIVESTREAM

X = Platform(
    code="x",
    placeholders={
        "number": Placeholder(DIGITS),
        "handle": Placeholder(exclude_words(RESERVED, r"[A-Za-z0-9_]{1,20}"), lowercase),
        "slug": Placeholder(r"[\w-]{1,100}", lowercase),
        "code": Placeholder(r"[A-Za-z0-9]{6,20}"),
        "broadcast": Placeholder(r"1[A-Za-z0-9]{12}"),
        "tag": Placeholder(r"[^\s/?#%]{1,150}", lowercase),
    },
    hosts={
        **map_hosts(MAIN, "x.com mobile.x.com m.x.com twitter.com mobile.twitter.com m.twitter.com"),
        **map_hosts(MAIN, "web.twitter.com xx.twitter.com"),
        **map_hosts(MAIN, "twitter3e4tixl4xyajtrzo62zg5vztmjuricljdp2c5kshju4avyoid.onion"),
        **map_hosts(PICTURES, "pic.twitter.com pic.x.com"),
    },
    secondary_hosts={
        **map_hosts(TOOLS, "pro.x.com analytics.x.com platform.x.com"),
        **map_hosts(TOOLS, "tweetdeck.twitter.com analytics.twitter.com platform.twitter.com syndication.twitter.com"),
        **map_hosts(TOOLS, "cdn.syndication.twimg.com"),
        # Periscope was the name of the live broadcasts; their codes are the same.
        **map_hosts(PERISCOPE, "pscp.tv periscope.tv"),
    },
    mirror_hosts=map_hosts(MAIN, mirrors.X),
    rules=(
        UrlRule("{code}", TEXT, "{code}", host=PICTURES, is_short_link=True),
        # The platform ignores the handle; what follows the id selects a view.
        UrlRule(r"(?:i/)?(?:web/)?status(?:es)?/{number}(?:\D.*)?", TEXT, "status:{number}"),
        UrlRule(r"[^/]+/(?:status|statuses|article)/{number}(?:\D.*)?", TEXT, "status:{number}"),
        UrlRule(r"i/(?:videos/tweet|videos|cards/tfw/v1)/{number}", TEXT, "status:{number}"),
        UrlRule(r"user/[^/]+/tweet/{number}(?:/.*)?", TEXT, "status:{number}"),
        UrlRule(r"embed/(?:Tweet|index)\.html|tweet-result", TEXT, "status:{number}", "id={number}"),
        UrlRule(r"intent/(?:like|favorite|retweet)", TEXT, "status:{number}", "tweet_id={number}"),
        UrlRule("i/spaces/{code}(?:/.*)?", SubjectType.AUDIO, "space:{code}"),
        UrlRule("i/broadcasts/{code}", LIVESTREAM, "broadcast:{code}"),
        UrlRule("[^/]+/{broadcast}", LIVESTREAM, "broadcast:{broadcast}", host=PERISCOPE),
        UrlRule("i/communities/{number}(?:/.*)?", GROUP, "community:{number}"),
        UrlRule("i/lists/{number}(?:/.*)?", WEBSITE, "list:{number}"),
        UrlRule("{handle}/lists/{slug}(?:/.*)?", WEBSITE, "named_list:{handle}/{slug}"),
        UrlRule("i/events/{number}", WEBSITE, "event:{number}"),
        UrlRule("i/(?:moments|events/moments)/{number}", WEBSITE, "moment:{number}"),
        UrlRule("hashtag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        UrlRule("search", SubjectType.HASHTAG_USE, "tag:{tag}", "q=#{tag}"),
        UrlRule("i/user/{number}", ACCOUNT, "account_number:{number}"),
        UrlRule("intent/(?:user|follow)", ACCOUNT, "account_number:{number}", "user_id={number}"),
        UrlRule("intent/(?:user|follow)", ACCOUNT, "account:{handle}", "screen_name=@?{handle}"),
        UrlRule("srv/timeline-profile/screen-name/{handle}", ACCOUNT, "account:{handle}"),
        UrlRule(f"@?{{handle}}{TABS}", ACCOUNT, "account:{handle}", host=MAIN),
    ),
    tracking_parameters=split_names("cn cxt lang mx ref_src ref_url refsrc s src t twsrc twterm twcamp twgr vertical"),
    addresses={
        "status": "https://x.com/i/status/{id}",
        "space": "https://x.com/i/spaces/{id}",
        "broadcast": "https://x.com/i/broadcasts/{id}",
        "community": "https://x.com/i/communities/{id}",
        "list": "https://x.com/i/lists/{id}",
        "named_list": "https://x.com/{handle}/lists/{slug}",
        "event": "https://x.com/i/events/{id}",
        "moment": "https://x.com/i/moments/{id}",
        "tag": "https://x.com/hashtag/{id}",
        "account_number": "https://x.com/i/user/{id}",
        "account": "https://x.com/{id}",
    },
)
