"""Instagram. The codes of posts are case-sensitive, names are not."""

from __future__ import annotations

from services.links.normalizers import code_of_number, last_number, lower
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN = "www.instagram.com"
ANYBODY = r"(?:(?!share/)[^/]+/)?"
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
COMMENT, GROUP, OTHER = SubjectType.COMMENT, SubjectType.GROUP, SubjectType.WEBSITE

INSTAGRAM = Platform(
    code="instagram",
    slots={
        "number": Slot(DIGITS),
        "reply": Slot(DIGITS),
        "thread": Slot(r"[0-9]{1,45}"),
        # A number may be followed by that of the account.
        "media": Slot(r"[0-9]{5,25}", code_of_number),
        # To who may see it, the code of a post of a closed account is shown with 28 letters that say so.
        "code": Slot(but_not("audio create explore videos", r"[A-Za-z0-9_-]{5,14}")),
        "name": Slot(but_not(RESERVED, r"[A-Za-z0-9_.]{1,30}"), lower),
        "highlight": Slot(r"aGlnaGxpZ2h0O[A-Za-z0-9_=-]{4,60}|[0-9]{5,25}", last_number),
        "tag": Slot(r"[^\s/?#%]{1,150}", lower),
        "form": Slot(r"p|reel|reels|tv|r|s"),
        "short": Slot(r"[A-Za-z0-9_-]{4,64}"),
    },
    sites={
        **hosts(MAIN, "instagram.com m.instagram.com instagr.am"),
        "ig.me": "ig.me",
    },
    sisters=hosts(MAIN, "l.instagram.com i.instagram.com applink.instagram.com"),
    mirrors=hosts(MAIN, mirrors.INSTAGRAM),
    rules=(
        Rule("(?:m|u)/{name}", ACCOUNT, "account:{name}", host="ig.me"),
        Rule("j/{short}", GROUP, "invite:{short}"),
        Rule("{short}", GROUP, "{short}", host="ig.me", opaque=True),
        # A short link: what it leads to is not in it.
        Rule("share/{short}", VIDEO, "share/{short}", opaque=True),
        Rule("share/{form}/{short}", VIDEO, "share/{form}/{short}", opaque=True),
        # A comment is not the post under which it stands.
        Rule(f"{ANYBODY}(?:p|reels?|tv)/[^/]+/c/{{number}}/r/{{reply}}", COMMENT, "comment:{reply}"),
        Rule(f"{ANYBODY}(?:p|reels?|tv)/[^/]+/c/{{number}}", COMMENT, "comment:{number}"),
        Rule(f"{ANYBODY}(?:p|reels?|tv)/[^/]+(?:/.*)?", COMMENT, "comment:{number}", "comment_id={number}"),
        Rule("(?:reels?/audio|audio|reels?/audio_page)/{number}", SubjectType.AUDIO, "sound:{number}"),
        Rule(f"{ANYBODY}p/{{code}}(?:[A-Za-z0-9_-]{{28}})?(?:/.*)?", IMAGE, "post:{code}"),
        Rule(f"{ANYBODY}(?:reels?|reels?/videos|tv)/{{code}}(?:[A-Za-z0-9_-]{{28}})?(?:/.*)?", VIDEO, "post:{code}"),
        Rule("media/{media}(?:_[0-9]+)?", IMAGE, "post:{media}"),
        # One story within a collection of them, and the collection.
        Rule("(?:s|stories/highlights)/[^/]+", STORY, "story:{number}", r"story_media_id={number}(?:_[0-9]+)?"),
        Rule("(?:s|stories/highlights)/{highlight}", STORY, "highlight:{highlight}"),
        Rule("stories/[^/]+/{number}(?:_[0-9]+)?", STORY, "story:{number}"),
        Rule("stories/{name}", STORY, "stories:{name}"),
        Rule("{name}/live(?:/[0-9]+)?", SubjectType.LIVESTREAM, "live:{name}"),
        Rule("(?:explore|web/explore)/tags/{tag}(?:/.*)?", SubjectType.HASHTAG_USE, "tag:{tag}"),
        Rule("explore/search/keyword", SubjectType.HASHTAG_USE, "tag:{tag}", "q=#{tag}"),
        Rule("explore/locations/{number}(?:/.*)?", OTHER, "place:{number}"),
        Rule("channel/{short}", GROUP, "channel:{short}"),
        Rule("direct/t/{thread}", GROUP, "thread:{thread}"),
        Rule(f"(?:_u/|n/|web/)?@?{{name}}{TABS}", ACCOUNT, "account:{name}"),
        Rule("_n/profile", ACCOUNT, "account:{name}", "username={name}"),
    ),
    tracking=words("hl igsh igshid ig_mid ig_rid ig_web_copy_link img_index taken-by __a __d epik"),
)
