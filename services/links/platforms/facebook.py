"""Facebook. One thing has many addresses; in names neither case nor full stops count, in coded numbers all does."""

from __future__ import annotations

from services.links.normalizers import last_number, lower, lower_undotted, unpadded
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, WATCH, SHORT, MESSENGER = "www.facebook.com", "fb.watch", "fb.me", "m.me"
# Where the first segment of a path is often, and where it is never, somebody's name.
TOOLS, GATES = "business.facebook.com", "l.facebook.com"
# Whose it is stands before most things; the number alone says which.
ANYBODY, TITLE, PLACE = r"[^/]+", r"(?:[^/]+/)?", r"(?:groups/|gaming/)?"
TABS = (
    r"(?:/(?:about|community|directory|events|followers|following|friends|groups|info|likes|live|live_videos|map"
    r"|media|members|mentions|music|notes|photos|posts|reels|reels_tab|reviews|services|shop|sports|timeline|videos)"
    r"(?:_[a-z_]+)?)?"
)
GROUP_TABS = (
    r"(?:/(?:about|albums|announcements|buy_sell_discussion|chats|discussion(?:/preview)?|events|featured|files(?:/files)?"
    r"|guides|learning_content|live|media|members|photos|reels|videos)(?:_[a-z_]+)?)?"
)
RESERVED = """
    about adsmanager ads advertising ajax allactivity apps authenticate badges bookmarks browse business careers
    chat checkpoint comment composer connect cookie cookies dialog directory donate events feed find-friends flx
    friends friendship fundraisers games gaming groups hashtag help home.php index.php intl invite jobs l.php legal
    lite live login login.php lookaside marketplace media memories messages messenger mobile n nd notes
    notifications onthisday p page_proxy pages people permalink.php pg photo photo.php photos places plugins pokes
    policies privacy profile profile.php public r.php recover reg requests reel reels rsrc.php safety saved search
    security settings share share.php sharer sharer.php stories story story.php terms tr v video video.php videos
    watch watchparty
"""
TOOL_WORDS = """
    asset_manager billing_hub business_locations commerce commerce_manager content_management creatorstudio
    events_manager home insights latest media_manager overview wa
"""

TEXT, IMAGE, VIDEO, COMMENT = SubjectType.TEXT, SubjectType.IMAGE, SubjectType.VIDEO, SubjectType.COMMENT
ACCOUNT, GROUP, STORY, OTHER = SubjectType.ACCOUNT, SubjectType.GROUP, SubjectType.STORY, SubjectType.WEBSITE

_TRACKING = """
    __cft__ __cft__[0] __mref __tn__ __xts__ __so__ __rv__ _rdc _rdr acontext action_history app comment_tracking
    eav eid entry_point extid ext fref hc_ref hash h hrc ls_ref mibextid multi_permalinks_source paipv
    notif_id notif_t opaqueCursor paipv privacy_mutation_token pn_ref ref refid refsrc rdid refer rc ref_page_id
    ref_type referral_code referral_story_type ref_notif_type sfnsn share_url sk_ref source ssid tracking tn wtsid
"""

FACEBOOK = Platform(
    code="facebook",
    slots={
        "number": Slot(DIGITS),
        # A coded number is another for every reader; nothing tells which belong together.
        "post": Slot(r"[0-9]{1,25}|pfbid[A-Za-z0-9]{10,120}"),
        "comment": Slot(r"[0-9]{3,25}(?:_[0-9]{3,25})?|Y29tbWVudD[A-Za-z0-9_=-]{4,80}", last_number),
        "reply": Slot(r"[0-9]{3,25}(?:_[0-9]{3,25})?|Y29tbWVudD[A-Za-z0-9_=-]{4,80}", last_number),
        "name": Slot(but_not(RESERVED, r"(?![^/]*\.php)[A-Za-z0-9.-]{2,100}"), lower_undotted),
        "customer": Slot(but_not(RESERVED + TOOL_WORDS, r"(?![^/]*\.php)[A-Za-z0-9.-]{2,100}"), lower_undotted),
        "group": Slot(r"[A-Za-z0-9._-]{1,100}", lower),
        "set": Slot(r"[a-z]{1,6}\.[0-9.]{1,100}"),
        "letter": Slot(r"[a-z]|reel|video|post"),
        "film": Slot("v|r|reel|video"),
        "circle": Slot("g"),
        "code": Slot(r"[A-Za-z0-9_-]{4,64}"),
        "story": Slot(r"[A-Za-z0-9_-]{4,120}={0,2}", unpadded),
        "page": Slot(r"[0-9]{9,25}"),
        "tag": Slot(r"[^\s/?#%]{1,150}", lower),
    },
    sites={
        **hosts(MAIN, "facebook.com m.facebook.com mbasic.facebook.com web.facebook.com touch.facebook.com"),
        **hosts(MAIN, "mobile.facebook.com mtouch.facebook.com d.facebook.com h.facebook.com x.facebook.com"),
        **hosts(MAIN, "z-m.facebook.com free.facebook.com iphone.facebook.com xx.facebook.com"),
        **hosts(MAIN, "0.facebook.com p.facebook.com n.facebook.com beta.facebook.com m.beta.facebook.com"),
        **hosts(MAIN, "fb.com m.fb.com facebookcorewwwi.onion"),
        **hosts(MAIN, "facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion"),
        **hosts(WATCH, "fb.watch"),
        **hosts(SHORT, "fb.me"),
        **hosts(MESSENGER, "m.me messenger.com"),
    },
    sisters={
        "fb.gg": MAIN,
        TOOLS: TOOLS,
        **hosts(GATES, "upload.facebook.com lm.facebook.com l.facebook.com"),
    },
    mirrors=hosts(MAIN, mirrors.FACEBOOK),
    rules=(
        # Short links: what they lead to is not in them.
        Rule("{code}", VIDEO, "{code}", host=WATCH, opaque=True),
        Rule("{letter}/{code}", VIDEO, "{letter}/{code}", host=WATCH, opaque=True),
        Rule("{code}", OTHER, "{code}", host=SHORT, opaque=True),
        Rule("{letter}/{code}", OTHER, "{letter}/{code}", host=SHORT, opaque=True),
        Rule("share/{code}", TEXT, "share/{code}", host=MAIN, opaque=True),
        Rule("share/{film}/{code}", VIDEO, "share/{film}/{code}", host=MAIN, opaque=True),
        Rule("share/{circle}/{code}", GROUP, "share/{circle}/{code}", host=MAIN, opaque=True),
        Rule("share/{letter}/{code}", TEXT, "share/{letter}/{code}", host=MAIN, opaque=True),
        Rule("(?:t/|e2ee/t/)?{number}", ACCOUNT, "account_number:{number}", host=MESSENGER),
        Rule("(?:t/)?{name}", ACCOUNT, "account:{name}", host=MESSENGER),
        Rule("messages/(?:e2ee/)?t/{number}", ACCOUNT, "account_number:{number}"),
        Rule("messages/t/{name}", ACCOUNT, "account:{name}"),
        # A comment is not what it stands under, nor a reply the comment.
        Rule(".*", COMMENT, "comment:{reply}", "reply_comment_id={reply}"),
        Rule(".*", COMMENT, "comment:{comment}", "comment_id={comment}"),
        Rule("comment/replies", COMMENT, "comment:{comment}", "ctoken={comment}"),
        Rule(f"groups/{ANYBODY}/(?:permalink|posts?)/(?:[^/]+/)?{{post}}", TEXT, "post:{post}"),
        Rule(f"groups/{ANYBODY}", TEXT, "post:{post}", r"multi_permalinks={post}(?:,.*)?"),
        Rule(f"groups/{ANYBODY}", TEXT, "post:{post}", "view=permalink&id={post}"),
        Rule(".*", TEXT, "post:{post}", "story_fbid={post}"),
        Rule(f"(?:pg/|people/[^/]+/)?{ANYBODY}/posts/{TITLE}{{post}}(?::[0-9]+)?", TEXT, "post:{post}"),
        Rule("events/[^/]+/permalink/{post}", TEXT, "post:{post}"),
        Rule("(?:events|groups)/[^/]+", TEXT, "post:{post}", "post_id=(?:[0-9]+_)?{post}"),
        Rule("[0-9]+_{post}", TEXT, "post:{post}"),
        Rule(f"{ANYBODY}/activity/{{post}}", TEXT, "post:{post}"),
        Rule(r"photo(?:\.php|/view_full_size|/download)?", IMAGE, "photo:{number}", "fbid={number}"),
        Rule("photos/viewer", IMAGE, "photo:{number}", "photo={number}"),
        Rule(f"(?:{ANYBODY}/)?photos?/(?:[^/]+/){{0,2}}{{number}}", IMAGE, "photo:{number}"),
        Rule(r"watch|watch/live|video\.php|video/video\.php", VIDEO, "video:{number}", "v={number}"),
        Rule("reel", VIDEO, "video:{number}", "v={number}"),
        Rule("video/embed", VIDEO, "video:{number}", "video_id={number}"),
        Rule("watch/(?!hashtag/|topic/|live/)[^/]+/{number}", VIDEO, "video:{number}"),
        Rule(f"{PLACE}{ANYBODY}/(?:videos|reels?|live_videos)/(?:[^/]+/){{0,2}}{{number}}", VIDEO, "video:{number}"),
        Rule("(?:reels?|v|videos?)/{number}", VIDEO, "video:{number}"),
        Rule("watchparty/{number}", VIDEO, "watchparty:{number}"),
        Rule("stories/{number}/{story}", STORY, "story:{number}/{story}"),
        Rule("stories/{number}", STORY, "stories:{number}"),
        Rule("(?:media/set|photo|[^/]+/media_set)", OTHER, "album:a.{number}", r"set=(?:a\.)?{number}(?:\.[0-9.]+)?"),
        Rule("(?:media/set|photo|[^/]+/media_set)", OTHER, "album:{set}", "set={set}"),
        Rule(f"{ANYBODY}/photos", OTHER, "album:a.{number}", "album_id={number}"),
        Rule("events/(?:[^/]+/){0,3}{number}(?:/.*)?", OTHER, "event:{number}"),
        Rule("(?:marketplace|commerce|groups/[^/]+)/(?:item|listing)/{number}", OTHER, "item:{number}"),
        Rule("ads/library", OTHER, "advertisement:{number}", "id={number}"),
        Rule(f"notes/(?:{ANYBODY}/){{0,2}}{{number}}", TEXT, "note:{number}"),
        Rule("hashtag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        Rule("groups/[^/]+/user/{number}", ACCOUNT, "account_number:{number}"),
        Rule(f"groups/{{group}}{GROUP_TABS}", GROUP, "group:{group}"),
        Rule(r"profile\.php", ACCOUNT, "account_number:{number}", "id={number}"),
        Rule(f"(?:people|pages|profile)/(?:[^/]+/)?{{number}}{TABS}", ACCOUNT, "account_number:{number}"),
        Rule(f"pages/category/[^/]+/(?:[^/]*-)?{{page}}{TABS}", ACCOUNT, "account_number:{page}"),
        Rule(f"(?:pg/|p/|pages/)?(?:[^/]*-)?{{page}}{TABS}", ACCOUNT, "account_number:{page}"),
        Rule(f"@?{{number}}{TABS}", ACCOUNT, "account_number:{number}"),
        # Number and name of one account cannot be brought together without asking the platform.
        Rule(f"(?:pg/|gaming/)?@?{{name}}{TABS}", ACCOUNT, "account:{name}", host=MAIN),
        Rule(f"{{customer}}{TABS}", ACCOUNT, "account:{customer}", host=TOOLS),
    ),
    tracking=words(_TRACKING),
    # Whose post it is: without, the page does not open.
    keeps=words("id"),
)
