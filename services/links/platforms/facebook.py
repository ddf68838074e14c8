"""Rules for Facebook. Account names ignore case and full stops; encoded ids (`pfbid...`) are case-sensitive."""

from __future__ import annotations

from services.links.normalizers import extract_last_number, lowercase, lowercase_without_dots, strip_base64_padding
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, WATCH, SHORT, MESSENGER = "www.facebook.com", "fb.watch", "fb.me", "m.me"
# On the first host, the first path segment is often an account name; on the second it never is.
BUSINESS, REDIRECTS = "business.facebook.com", "l.facebook.com"
# Segments in front of an id; the id alone identifies the content.
ANY_GROUP = "(?:{group_number}|[^/]+)"
ANY_ACCOUNT, OPTIONAL_TITLE, OPTIONAL_SECTION = r"[^/]+", r"(?:[^/]+/)?", r"(?:groups/|gaming/)?"
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
BUSINESS_RESERVED = """
    asset_manager billing_hub business_locations commerce commerce_manager content_management creatorstudio
    events_manager home insights latest media_manager overview wa
"""

TEXT, IMAGE, VIDEO, COMMENT = SubjectType.TEXT, SubjectType.IMAGE, SubjectType.VIDEO, SubjectType.COMMENT
ACCOUNT, GROUP, STORY, WEBSITE = SubjectType.ACCOUNT, SubjectType.GROUP, SubjectType.STORY, SubjectType.WEBSITE

_TRACKING = """
    __cft__ __cft__[0] __mref __tn__ __xts__ __so__ __rv__ _rdc _rdr acontext action_history app comment_tracking
    eav eid entry_point extid ext fref hc_ref hash h hrc ls_ref mibextid multi_permalinks_source paipv
    notif_id notif_t opaqueCursor paipv privacy_mutation_token pn_ref ref refid refsrc rdid refer rc ref_page_id
    ref_type referral_code referral_story_type ref_notif_type sfnsn share_url sk_ref source ssid tracking tn wtsid
"""

FACEBOOK = Platform(
    code="facebook",
    placeholders={
        "number": Placeholder(DIGITS),
        "account_id": Placeholder(DIGITS),
        "group_number": Placeholder(DIGITS),
        # An encoded id differs from reader to reader; only the platform can tell which posts are the same.
        "post": Placeholder(r"[0-9]{1,25}|pfbid[A-Za-z0-9]{10,120}"),
        "comment": Placeholder(r"[0-9]{3,25}(?:_[0-9]{3,25})?|Y29tbWVudD[A-Za-z0-9_=-]{4,80}", extract_last_number),
        "reply": Placeholder(r"[0-9]{3,25}(?:_[0-9]{3,25})?|Y29tbWVudD[A-Za-z0-9_=-]{4,80}", extract_last_number),
        "name": Placeholder(exclude_words(RESERVED, r"(?![^/]*\.php)[A-Za-z0-9.-]{2,100}"), lowercase_without_dots),
        "business_name": Placeholder(
            exclude_words(RESERVED + BUSINESS_RESERVED, r"(?![^/]*\.php)[A-Za-z0-9.-]{2,100}"), lowercase_without_dots
        ),
        "group": Placeholder(r"[A-Za-z0-9._-]{1,100}", lowercase),
        "media_set": Placeholder(r"[a-z]{1,6}\.[0-9.]{1,100}"),
        "share_type": Placeholder(r"[a-z]|reel|video|post"),
        "video_share_type": Placeholder("v|r|reel|video"),
        "group_share_type": Placeholder("g"),
        "code": Placeholder(r"[A-Za-z0-9_-]{4,64}"),
        "story": Placeholder(r"[A-Za-z0-9_-]{4,120}={0,2}", strip_base64_padding),
        "page_id": Placeholder(r"[0-9]{9,25}"),
        "tag": Placeholder(r"[^\s/?#%]{1,150}", lowercase),
    },
    hosts={
        **map_hosts(MAIN, "facebook.com m.facebook.com mbasic.facebook.com web.facebook.com touch.facebook.com"),
        **map_hosts(MAIN, "mobile.facebook.com mtouch.facebook.com d.facebook.com h.facebook.com x.facebook.com"),
        **map_hosts(MAIN, "z-m.facebook.com free.facebook.com iphone.facebook.com xx.facebook.com"),
        **map_hosts(MAIN, "0.facebook.com p.facebook.com n.facebook.com beta.facebook.com m.beta.facebook.com"),
        **map_hosts(MAIN, "fb.com m.fb.com facebookcorewwwi.onion"),
        **map_hosts(MAIN, "facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion"),
        **map_hosts(WATCH, "fb.watch"),
        **map_hosts(SHORT, "fb.me"),
        **map_hosts(MESSENGER, "m.me messenger.com"),
    },
    secondary_hosts={
        "fb.gg": MAIN,
        BUSINESS: BUSINESS,
        **map_hosts(REDIRECTS, "upload.facebook.com lm.facebook.com l.facebook.com"),
    },
    mirror_hosts=map_hosts(MAIN, mirrors.FACEBOOK),
    rules=(
        # Short links, whose target is unknown.
        UrlRule("{code}", VIDEO, "{code}", host=WATCH, is_short_link=True),
        UrlRule("{share_type}/{code}", VIDEO, "{share_type}/{code}", host=WATCH, is_short_link=True),
        UrlRule("{code}", WEBSITE, "{code}", host=SHORT, is_short_link=True),
        UrlRule("{share_type}/{code}", WEBSITE, "{share_type}/{code}", host=SHORT, is_short_link=True),
        UrlRule("share/{code}", TEXT, "share/{code}", host=MAIN, is_short_link=True),
        UrlRule(
            "share/{video_share_type}/{code}", VIDEO, "share/{video_share_type}/{code}", host=MAIN, is_short_link=True
        ),
        UrlRule(
            "share/{group_share_type}/{code}", GROUP, "share/{group_share_type}/{code}", host=MAIN, is_short_link=True
        ),
        UrlRule("share/{share_type}/{code}", TEXT, "share/{share_type}/{code}", host=MAIN, is_short_link=True),
        UrlRule("(?:t/|e2ee/t/)?{number}", ACCOUNT, "account_number:{number}", host=MESSENGER),
        UrlRule("(?:t/)?{name}", ACCOUNT, "account:{name}", host=MESSENGER),
        UrlRule("messages/(?:e2ee/)?t/{number}", ACCOUNT, "account_number:{number}"),
        UrlRule("messages/t/{name}", ACCOUNT, "account:{name}"),
        # A comment differs from the post below which it stands, and a reply from the comment.
        UrlRule(".*", COMMENT, "comment:{reply}", "reply_comment_id={reply}"),
        UrlRule(".*", COMMENT, "comment:{comment}", "comment_id={comment}"),
        UrlRule("comment/replies", COMMENT, "comment:{comment}", "ctoken={comment}"),
        UrlRule(f"groups/{ANY_GROUP}/(?:permalink|posts?)/(?:[^/]+/)?{{post}}", TEXT, "post:{post}"),
        UrlRule(f"groups/{ANY_GROUP}", TEXT, "post:{post}", r"multi_permalinks={post}(?:,.*)?"),
        UrlRule(f"groups/{ANY_GROUP}", TEXT, "post:{post}", "view=permalink&id={post}"),
        UrlRule(".*", TEXT, "post:{post}", "story_fbid={post}"),
        UrlRule(
            f"(?:pg/|people/[^/]+/)?(?:{{account_id}}|{ANY_ACCOUNT})/posts/{OPTIONAL_TITLE}{{post}}(?::[0-9]+)?",
            TEXT,
            "post:{post}",
        ),
        UrlRule("events/[^/]+/permalink/{post}", TEXT, "post:{post}"),
        UrlRule("(?:events|groups)/[^/]+", TEXT, "post:{post}", "post_id=(?:[0-9]+_)?{post}"),
        UrlRule("{account_id}_{post}", TEXT, "post:{post}"),
        UrlRule(f"{ANY_ACCOUNT}/activity/{{post}}", TEXT, "post:{post}"),
        UrlRule(r"photo(?:\.php|/view_full_size|/download)?", IMAGE, "photo:{number}", "fbid={number}"),
        UrlRule("photos/viewer", IMAGE, "photo:{number}", "photo={number}"),
        UrlRule(f"(?:{ANY_ACCOUNT}/)?photos?/(?:[^/]+/){{0,2}}{{number}}", IMAGE, "photo:{number}"),
        UrlRule(r"watch|watch/live|video\.php|video/video\.php", VIDEO, "video:{number}", "v={number}"),
        UrlRule("reel", VIDEO, "video:{number}", "v={number}"),
        UrlRule("video/embed", VIDEO, "video:{number}", "video_id={number}"),
        UrlRule("watch/(?!hashtag/|topic/|live/)[^/]+/{number}", VIDEO, "video:{number}"),
        UrlRule(
            f"{OPTIONAL_SECTION}{ANY_ACCOUNT}/(?:videos|reels?|live_videos)/(?:[^/]+/){{0,2}}{{number}}",
            VIDEO,
            "video:{number}",
        ),
        UrlRule("(?:reels?|v|videos?)/{number}", VIDEO, "video:{number}"),
        UrlRule("watchparty/{number}", VIDEO, "watchparty:{number}"),
        UrlRule("stories/{number}/{story}", STORY, "story:{number}/{story}"),
        UrlRule("stories/{number}", STORY, "stories:{number}"),
        UrlRule(
            "(?:media/set|photo|[^/]+/media_set)", WEBSITE, "album:a.{number}", r"set=(?:a\.)?{number}(?:\.[0-9.]+)?"
        ),
        UrlRule("(?:media/set|photo|[^/]+/media_set)", WEBSITE, "album:{media_set}", "set={media_set}"),
        UrlRule(f"{ANY_ACCOUNT}/photos", WEBSITE, "album:a.{number}", "album_id={number}"),
        UrlRule("events/(?:[^/]+/){0,3}{number}(?:/.*)?", WEBSITE, "event:{number}"),
        UrlRule("(?:marketplace|commerce|groups/[^/]+)/(?:item|listing)/{number}", WEBSITE, "item:{number}"),
        UrlRule("ads/library", WEBSITE, "advertisement:{number}", "id={number}"),
        UrlRule(f"notes/(?:{ANY_ACCOUNT}/){{0,2}}{{number}}", TEXT, "note:{number}"),
        UrlRule("hashtag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        UrlRule("groups/[^/]+/user/{number}", ACCOUNT, "account_number:{number}"),
        UrlRule(f"groups/{{group}}{GROUP_TABS}", GROUP, "group:{group}"),
        UrlRule(r"profile\.php", ACCOUNT, "account_number:{number}", "id={number}"),
        UrlRule(f"(?:people|pages|profile)/(?:[^/]+/)?{{number}}{TABS}", ACCOUNT, "account_number:{number}"),
        UrlRule(f"pages/category/[^/]+/(?:[^/]*-)?{{page_id}}{TABS}", ACCOUNT, "account_number:{page_id}"),
        UrlRule(f"(?:pg/|p/|pages/)?(?:[^/]*-)?{{page_id}}{TABS}", ACCOUNT, "account_number:{page_id}"),
        UrlRule(f"@?{{number}}{TABS}", ACCOUNT, "account_number:{number}"),
        # The id and the name of one account have different canonical ids: only the platform can relate them.
        UrlRule(f"(?:pg/|gaming/)?@?{{name}}{TABS}", ACCOUNT, "account:{name}", host=MAIN),
        UrlRule(f"{{business_name}}{TABS}", ACCOUNT, "account:{business_name}", host=BUSINESS),
    ),
    tracking_parameters=split_names(_TRACKING),
    # The account of a post, without which the page does not open.
    required_parameters=split_names("id"),
    addresses={
        "account_number": "https://www.facebook.com/profile.php?id={id}",
        "account": "https://www.facebook.com/{id}",
        "comment": ("{parent}&comment_id={id} https://www.facebook.com/?comment_id={id}"),
        "post": (
            "https://www.facebook.com/groups/{group_number}/permalink/{id} "
            "https://www.facebook.com/permalink.php?story_fbid={id}&id={account_id} "
            "https://www.facebook.com/_/posts/{id}"
        ),
        "photo": "https://www.facebook.com/photo.php?fbid={id}",
        "video": "https://www.facebook.com/watch/?v={id}",
        "watchparty": "https://www.facebook.com/watchparty/{id}",
        "story": "https://www.facebook.com/stories/{id}",
        "stories": "https://www.facebook.com/stories/{id}",
        "album": "https://www.facebook.com/media/set/?set={id}",
        "event": "https://www.facebook.com/events/{id}",
        "item": "https://www.facebook.com/marketplace/item/{id}",
        "advertisement": "https://www.facebook.com/ads/library/?id={id}",
        "note": "https://www.facebook.com/notes/{id}",
        "tag": "https://www.facebook.com/hashtag/{id}",
        "group": "https://www.facebook.com/groups/{id}",
    },
    context_parameters={"id": "account_id"},
)
