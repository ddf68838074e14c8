"""YouTube: videos, posts, comments and accounts. Ids are case-sensitive, handles and names are not."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import Platform, Rule, Slot, but_not, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, SHORT = "www.youtube.com", "youtu.be"
# The first segment of a path there is never anybody's name.
OTHERS, PICTURES = "music.youtube.com", "i.ytimg.com"
TABS = (
    r"(?:/(?:about|channels|community|courses|discussion|featured|home|join|membership|playlists|podcasts|posts"
    r"|releases|shorts|store|streams|videos))?"
)
WATCH = (
    r"watch|watch_popup|watch\.php|watch/video/control|details|ytscreeningroom|movie|embed|tv|all_comments"
    r"|live_chat|live_chat_replay"
)
RESERVED = """
    about account account_notifications ads all_comments analytics annotate_my_videos apiplayer attribution_link
    browse c channel channels charts clip comment comment_service cthru comments course creators dashboard embed
    error explore families feed feeds gaming get_video_info get_video_metadata groups hashtag howyoutubeworks html5
    iframe_api inbox insight jobs kids learning library live live_chat live_chat_replay live_dashboard login logout
    movie movies music my_favorites my_subscriptions my_videos mychannel new news oembed oops opensearch pagead
    paid_memberships personalization playables player player_api playlist podcasts post premium press privacy
    profile redirect reporthistory results robots.txt s search settings shorts show shows signin sitemaps source
    sports storefront studio subscribe subscribe_embed subscribe_widget subscription_center subscription_manager
    supported_browsers t terms testtube trends tv upload user v verify_age view_play_list watch watch.php
    watch_popup watch_videos youtubei yt yts ytscreeningroom
"""

VIDEO, ACCOUNT, COMMENT = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.COMMENT
LIVESTREAM, OTHER = SubjectType.LIVESTREAM, SubjectType.WEBSITE

_TRACKING = """
    ab_channel app annotation_id cbrd cid context desktop_uri embeds_euri embeds_referring_euri
    embeds_referring_origin feature gl hl inf_contact_key kw lclk noapp nohtml5 persist_app pp si source_ve_path
    src_vid sttick t themeRefresh ucbcb
"""

YOUTUBE = Platform(
    code="youtube",
    slots={
        # Some words have the length of an id.
        "video": Slot(but_not("videoseries live_stream preferences", r"[A-Za-z0-9_-]{11}")),
        "channel": Slot(r"UC[A-Za-z0-9_-]{22}"),
        "handle": Slot(r"[\w.·-]{1,100}", lower),
        "name": Slot(r"[\w.·-]{1,100}", lower),
        "vanity": Slot(but_not(RESERVED, r"[\w.·-]{1,100}"), lower),
        "comment": Slot(r"[A-Za-z0-9_.-]{10,80}"),
        "post": Slot(r"Ug[A-Za-z0-9_-]{10,80}"),
        "clip": Slot(r"Ug[A-Za-z0-9_-]{10,80}"),
        "list": Slot(r"[A-Za-z0-9_-]{2,80}"),
        "series": Slot(r"PL[A-Za-z0-9_-]{10,80}"),
        "show": Slot(r"[A-Za-z0-9_-]{2,80}"),
        "tag": Slot(r"[^\s/?#%]{1,150}", lower),
    },
    sites={
        **hosts(MAIN, "youtube.com m.youtube.com youtube-nocookie.com"),
        **hosts(MAIN, "youtube.co.uk youtube.ie youtube.de youtube.fr youtube.es youtube.it youtube.nl youtube.pl"),
        **hosts(MAIN, "youtube.ca youtube.com.au youtube.com.br youtube.jp youtube.pt youtube.se youtube.be"),
        **hosts(SHORT, "youtu.be m.youtu.be yt.be"),
    },
    sisters={
        **hosts(OTHERS, "music.youtube.com gaming.youtube.com kids.youtube.com tv.youtube.com studio.youtube.com"),
        **hosts(OTHERS, "youtubekids.com youtubeeducation.com youtube.googleapis.com"),
        **hosts(PICTURES, "img.youtube.com *.ytimg.com"),
        **hosts(OTHERS, "xx.youtube.com"),
    },
    mirrors=hosts(SHORT, mirrors.YOUTUBE),
    rules=(
        # Neither a comment nor a post is the page on which it stands.
        Rule(".*", COMMENT, "comment:{comment}", "lc={comment}"),
        Rule("post/{post}", SubjectType.TEXT, "post:{post}"),
        Rule("[^/]+(?:/[^/]+)?/(?:community|posts)", SubjectType.TEXT, "post:{post}", "lb={post}"),
        # The picture that stands for a video, in all its sizes, is not the video.
        Rule("(?:vi|an)(?:_[a-z]{2,4})?/{video}/.*", SubjectType.IMAGE, "thumbnail:{video}", host=PICTURES),
        Rule(f"(?:{WATCH})?", VIDEO, "video:{video}", "v={video}"),
        Rule("(?:watch)?", VIDEO, "video:{video}", "vi={video}"),
        Rule("(?:watch|shorts|live|embed|v|e|vi|w|video)/{video}(?:/.*)?", VIDEO, "video:{video}"),
        Rule("latest_version", VIDEO, "video:{video}", "id={video}"),
        Rule("p/(?:[a-z0-9]{1,20}/){1,4}{video}", VIDEO, "video:{video}"),
        Rule("{video}(?:/.*)?", VIDEO, "video:{video}", host=SHORT),
        Rule("clip/{clip}", VIDEO, "clip:{clip}"),
        Rule("embed", ACCOUNT, "user:{name}", "listType=user_uploads&list={name}"),
        Rule("(?:playlist|watch|embed|embed/videoseries|course|watch_videos)", OTHER, "playlist:{list}", "list={list}"),
        Rule("profile", ACCOUNT, "user:{name}", "user={name}"),
        Rule("browse/VL{list}", OTHER, "playlist:{list}"),
        Rule("view_play_list", OTHER, "playlist:{list}", "p={list}"),
        Rule("feeds/videos.xml", OTHER, "playlist:{list}", "playlist_id={list}"),
        Rule("p/{series}", OTHER, "playlist:{series}"),
        Rule("show/{show}", OTHER, "show:{show}"),
        Rule("source/{video}(?:/shorts)?", SubjectType.AUDIO, "sound:{video}"),
        Rule("hashtag/{tag}(?:/shorts)?", SubjectType.HASHTAG_USE, "tag:{tag}"),
        Rule("@{handle}/live", LIVESTREAM, "live:{handle}"),
        Rule("channel/{channel}/live", LIVESTREAM, "live_channel:{channel}"),
        Rule("embed/live_stream", LIVESTREAM, "live_channel:{channel}", "channel={channel}"),
        Rule("user/{name}/live", LIVESTREAM, "live_user:{name}"),
        Rule("c/{name}/live", LIVESTREAM, "live_name:{name}"),
        Rule(f"(?:channel|browse)/{{channel}}{TABS}", ACCOUNT, "channel:{channel}"),
        Rule("feed/channel/{channel}", ACCOUNT, "channel:{channel}"),
        Rule("feeds/videos.xml", ACCOUNT, "channel:{channel}", "channel_id={channel}"),
        Rule("subscribe_(?:embed|widget)", ACCOUNT, "channel:{channel}", "channelid={channel}"),
        Rule(f"@{{handle}}{TABS}", ACCOUNT, "handle:{handle}"),
        # Handles, names and user names of one account may differ, and one account's name may be another's handle.
        Rule(f"user/{{name}}{TABS}", ACCOUNT, "user:{name}"),
        Rule(f"c/{{name}}{TABS}", ACCOUNT, "name:{name}"),
        Rule("{vanity}/live", LIVESTREAM, "live_vanity:{vanity}", host=MAIN),
        Rule(f"{{vanity}}{TABS}", ACCOUNT, "vanity:{vanity}", host=MAIN),
    ),
    tracking=words(_TRACKING),
)
