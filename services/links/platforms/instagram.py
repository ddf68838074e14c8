"""Rules for Instagram. The shortcodes of posts are case-sensitive, account names are not."""

from __future__ import annotations

from services.links.normalizers import encode_instagram_shortcode, extract_last_number, lowercase
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN = "www.instagram.com"
OPTIONAL_ACCOUNT = r"(?:(?!share/)[^/]+/)?"
TABS = (
    r"(?:/(?:reels|tagged|channel|feed|guides|igtv|posts|photos|saved|followers|following|highlights|info|embed"
    r"|profilecard|reposts))?"
)
RESERVED = """
    _n _u about accounts api ar archive blog challenge channel consent data developer developers direct directory
    download emails explore fragment graphql igtv jobs legal lite linkshim live media n nametag oauth oembed p
    press privacy public qr reel reels s share static stories terms topics tv web your_activity
"""

VIDEO, IMAGE, ACCOUNT, STORY = SubjectType.VIDEO, SubjectType.IMAGE, SubjectType.ACCOUNT, SubjectType.STORY
COMMENT, GROUP, WEBSITE = SubjectType.COMMENT, SubjectType.GROUP, SubjectType.WEBSITE

INSTAGRAM = Platform(
    code="instagram",
    placeholders={
        "number": Placeholder(DIGITS),
        "reply": Placeholder(DIGITS),
        "thread": Placeholder(r"[0-9]{1,45}"),
        # The numeric id of a post; the id of its account may follow.
        "media_id": Placeholder(r"[1-9][0-9]{8,24}", encode_instagram_shortcode),
        # Posts of private accounts have a suffix of 28 characters, which is not part of the shortcode.
        "shortcode": Placeholder(exclude_words("audio create explore videos", r"[A-Za-z0-9_-]{5,14}")),
        "name": Placeholder(exclude_words(RESERVED, r"[A-Za-z0-9_.]{1,30}"), lowercase),
        "highlight": Placeholder(r"aGlnaGxpZ2h0O[A-Za-z0-9_=-]{4,60}|[0-9]{5,25}", extract_last_number),
        "tag": Placeholder(r"[^\s/?#%]{1,150}", lowercase),
        "post_type": Placeholder(r"p|reel|reels|tv|r|s"),
        "code": Placeholder(r"[A-Za-z0-9_-]{4,64}"),
    },
    hosts={
        **map_hosts(MAIN, "instagram.com m.instagram.com instagr.am"),
        "ig.me": "ig.me",
    },
    secondary_hosts=map_hosts(MAIN, "l.instagram.com i.instagram.com applink.instagram.com"),
    mirror_hosts=map_hosts(MAIN, mirrors.INSTAGRAM),
    rules=(
        UrlRule("(?:m|u)/{name}", ACCOUNT, "account:{name}", host="ig.me"),
        UrlRule("j/{code}", GROUP, "invite:{code}"),
        UrlRule("{code}", GROUP, "{code}", host="ig.me", is_short_link=True),
        # Short links, whose target is unknown.
        UrlRule("share/{code}", VIDEO, "share/{code}", is_short_link=True),
        UrlRule("share/{post_type}/{code}", VIDEO, "share/{post_type}/{code}", is_short_link=True),
        # A comment differs from the post below which it stands.
        UrlRule(f"{OPTIONAL_ACCOUNT}(?:p|reels?|tv)/[^/]+/c/{{number}}/r/{{reply}}", COMMENT, "comment:{reply}"),
        UrlRule(f"{OPTIONAL_ACCOUNT}(?:p|reels?|tv)/[^/]+/c/{{number}}", COMMENT, "comment:{number}"),
        UrlRule(f"{OPTIONAL_ACCOUNT}(?:p|reels?|tv)/[^/]+(?:/.*)?", COMMENT, "comment:{number}", "comment_id={number}"),
        UrlRule("(?:reels?/audio|audio|reels?/audio_page)/{number}", SubjectType.AUDIO, "sound:{number}"),
        UrlRule(f"{OPTIONAL_ACCOUNT}p/{{shortcode}}(?:[A-Za-z0-9_-]{{28}})?(?:/.*)?", IMAGE, "post:{shortcode}"),
        UrlRule(
            f"{OPTIONAL_ACCOUNT}(?:reels?|reels?/videos|tv)/{{shortcode}}(?:[A-Za-z0-9_-]{{28}})?(?:/.*)?",
            VIDEO,
            "post:{shortcode}",
        ),
        UrlRule("media/{media_id}(?:_[0-9]+)?", IMAGE, "post:{media_id}"),
        # One story of a highlight, and the whole highlight.
        UrlRule("(?:s|stories/highlights)/[^/]+", STORY, "story:{number}", r"story_media_id={number}(?:_[0-9]+)?"),
        UrlRule("(?:s|stories/highlights)/{highlight}", STORY, "highlight:{highlight}"),
        UrlRule("stories/[^/]+/{number}(?:_[0-9]+)?", STORY, "story:{number}"),
        UrlRule("stories/{name}", STORY, "stories:{name}"),
        UrlRule("{name}/live(?:/[0-9]+)?", SubjectType.LIVESTREAM, "live:{name}"),
        UrlRule("(?:explore|web/explore)/tags/{tag}(?:/.*)?", SubjectType.HASHTAG_USE, "tag:{tag}"),
        UrlRule("explore/search/keyword", SubjectType.HASHTAG_USE, "tag:{tag}", "q=#{tag}"),
        UrlRule("explore/locations/{number}(?:/.*)?", WEBSITE, "place:{number}"),
        UrlRule("channel/{code}", GROUP, "channel:{code}"),
        UrlRule("direct/t/{thread}", GROUP, "thread:{thread}"),
        UrlRule(f"(?:_u/|n/|web/)?@?{{name}}{TABS}", ACCOUNT, "account:{name}"),
        UrlRule("_n/profile", ACCOUNT, "account:{name}", "username={name}"),
    ),
    tracking_parameters=split_names("hl igsh igshid ig_mid ig_rid ig_web_copy_link img_index taken-by __a __d epik"),
    addresses={
        "account": "https://www.instagram.com/{id}",
        "invite": "https://www.instagram.com/j/{id}",
        "comment": ("https://www.instagram.com/p/{parent_id}/c/{id} https://www.instagram.com/p/_/c/{id}"),
        "sound": "https://www.instagram.com/reels/audio/{id}",
        "post": "https://www.instagram.com/p/{id}",
        "story": "https://www.instagram.com/stories/_/{id}",
        "highlight": "https://www.instagram.com/stories/highlights/{id}",
        "stories": "https://www.instagram.com/stories/{id}",
        "live": "https://www.instagram.com/{id}/live",
        "tag": "https://www.instagram.com/explore/tags/{id}",
        "place": "https://www.instagram.com/explore/locations/{id}",
        "channel": "https://www.instagram.com/channel/{id}",
        "thread": "https://www.instagram.com/direct/t/{id}",
    },
)
