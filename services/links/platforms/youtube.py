"""Rules for YouTube. The ids of videos, posts, comments and channels are case-sensitive, handles and names are not."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import Placeholder, Platform, UrlRule, exclude_words, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, SHORT = "www.youtube.com", "youtu.be"
# Hosts on which the first path segment is never an account name.
SERVICES, PICTURES = "music.youtube.com", "i.ytimg.com"
TABS = (
    r"(?:/(?:about|channels|community|courses|discussion|featured|home|join|membership|playlists|podcasts|posts"
    r"|releases|shorts|store|streams|videos))?"
)
WATCH_PATHS = (
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
LIVESTREAM, WEBSITE = SubjectType.LIVESTREAM, SubjectType.WEBSITE

_TRACKING = """
    ab_channel app annotation_id cbrd cid context desktop_uri embeds_euri embeds_referring_euri
    embeds_referring_origin feature gl hl inf_contact_key kw lclk noapp nohtml5 persist_app pp si source_ve_path
    src_vid sttick t themeRefresh ucbcb
"""

YOUTUBE = Platform(
    code="youtube",
    placeholders={
        # Words that have the length of an id.
        "video": Placeholder(exclude_words("videoseries live_stream preferences", r"[A-Za-z0-9_-]{11}")),
        "channel": Placeholder(r"UC[A-Za-z0-9_-]{22}"),
        "handle": Placeholder(r"[\w.·-]{1,100}", lowercase),
        "name": Placeholder(r"[\w.·-]{1,100}", lowercase),
        "vanity": Placeholder(exclude_words(RESERVED, r"[\w.·-]{1,100}"), lowercase),
        "comment": Placeholder(r"[A-Za-z0-9_.-]{10,80}"),
        "post": Placeholder(r"Ug[A-Za-z0-9_-]{10,80}"),
        "clip": Placeholder(r"Ug[A-Za-z0-9_-]{10,80}"),
        "list": Placeholder(r"[A-Za-z0-9_-]{2,80}"),
        "series": Placeholder(r"PL[A-Za-z0-9_-]{10,80}"),
        "show": Placeholder(r"[A-Za-z0-9_-]{2,80}"),
        "tag": Placeholder(r"[^\s/?#%]{1,150}", lowercase),
    },
    hosts={
        **map_hosts(MAIN, "youtube.com m.youtube.com youtube-nocookie.com"),
        **map_hosts(MAIN, "youtube.co.uk youtube.ie youtube.de youtube.fr youtube.es youtube.it youtube.nl youtube.pl"),
        **map_hosts(MAIN, "youtube.ca youtube.com.au youtube.com.br youtube.jp youtube.pt youtube.se youtube.be"),
        **map_hosts(SHORT, "youtu.be m.youtu.be yt.be"),
    },
    secondary_hosts={
        **map_hosts(
            SERVICES, "music.youtube.com gaming.youtube.com kids.youtube.com tv.youtube.com studio.youtube.com"
        ),
        **map_hosts(SERVICES, "youtubekids.com youtubeeducation.com youtube.googleapis.com"),
        **map_hosts(PICTURES, "img.youtube.com *.ytimg.com"),
        **map_hosts(SERVICES, "xx.youtube.com"),
    },
    mirror_hosts=map_hosts(SHORT, mirrors.YOUTUBE),
    rules=(
        # Comments and posts differ from the page on which they stand.
        UrlRule(".*", COMMENT, "comment:{comment}", "lc={comment}"),
        UrlRule("post/{post}", SubjectType.TEXT, "post:{post}"),
        UrlRule("[^/]+(?:/[^/]+)?/(?:community|posts)", SubjectType.TEXT, "post:{post}", "lb={post}"),
        # The thumbnail of a video, in all sizes, differs from the video.
        UrlRule("(?:vi|an)(?:_[a-z]{2,4})?/{video}/.*", SubjectType.IMAGE, "thumbnail:{video}", host=PICTURES),
        UrlRule(f"(?:{WATCH_PATHS})?", VIDEO, "video:{video}", "v={video}"),
        UrlRule("(?:watch)?", VIDEO, "video:{video}", "vi={video}"),
        UrlRule("(?:watch|shorts|live|embed|v|e|vi|w|video)/{video}(?:/.*)?", VIDEO, "video:{video}"),
        UrlRule("latest_version", VIDEO, "video:{video}", "id={video}"),
        UrlRule("p/(?:[a-z0-9]{1,20}/){1,4}{video}", VIDEO, "video:{video}"),
        UrlRule("{video}(?:/.*)?", VIDEO, "video:{video}", host=SHORT),
        UrlRule("clip/{clip}", VIDEO, "clip:{clip}"),
        UrlRule("embed", ACCOUNT, "user:{name}", "listType=user_uploads&list={name}"),
        UrlRule(
            "(?:playlist|watch|embed|embed/videoseries|course|watch_videos)", WEBSITE, "playlist:{list}", "list={list}"
        ),
        UrlRule("profile", ACCOUNT, "user:{name}", "user={name}"),
        UrlRule("browse/VL{list}", WEBSITE, "playlist:{list}"),
        UrlRule("view_play_list", WEBSITE, "playlist:{list}", "p={list}"),
        UrlRule("feeds/videos.xml", WEBSITE, "playlist:{list}", "playlist_id={list}"),
        UrlRule("p/{series}", WEBSITE, "playlist:{series}"),
        UrlRule("show/{show}", WEBSITE, "show:{show}"),
        UrlRule("source/{video}(?:/shorts)?", SubjectType.AUDIO, "sound:{video}"),
        UrlRule("hashtag/{tag}(?:/shorts)?", SubjectType.HASHTAG_USE, "tag:{tag}"),
        UrlRule("@{handle}/live", LIVESTREAM, "live:{handle}"),
        UrlRule("channel/{channel}/live", LIVESTREAM, "live_channel:{channel}"),
        UrlRule("embed/live_stream", LIVESTREAM, "live_channel:{channel}", "channel={channel}"),
        UrlRule("user/{name}/live", LIVESTREAM, "live_user:{name}"),
        UrlRule("c/{name}/live", LIVESTREAM, "live_name:{name}"),
        UrlRule(f"(?:channel|browse)/{{channel}}{TABS}", ACCOUNT, "channel:{channel}"),
        UrlRule("feed/channel/{channel}", ACCOUNT, "channel:{channel}"),
        UrlRule("feeds/videos.xml", ACCOUNT, "channel:{channel}", "channel_id={channel}"),
        UrlRule("subscribe_(?:embed|widget)", ACCOUNT, "channel:{channel}", "channelid={channel}"),
        UrlRule(f"@{{handle}}{TABS}", ACCOUNT, "handle:{handle}"),
        # The handle, name and user name of one account may differ, and one account's name may be another's handle.
        UrlRule(f"user/{{name}}{TABS}", ACCOUNT, "user:{name}"),
        UrlRule(f"c/{{name}}{TABS}", ACCOUNT, "name:{name}"),
        UrlRule("{vanity}/live", LIVESTREAM, "live_vanity:{vanity}", host=MAIN),
        UrlRule(f"{{vanity}}{TABS}", ACCOUNT, "vanity:{vanity}", host=MAIN),
    ),
    tracking_parameters=split_names(_TRACKING),
    addresses={
        "comment": ("{parent}&lc={id} https://www.youtube.com/watch?lc={id}"),
        "post": "https://www.youtube.com/post/{id}",
        "thumbnail": "https://i.ytimg.com/vi/{id}/hqdefault.jpg",
        "video": "https://www.youtube.com/watch?v={id}",
        "clip": "https://www.youtube.com/clip/{id}",
        "playlist": "https://www.youtube.com/playlist?list={id}",
        "user": "https://www.youtube.com/user/{id}",
        "show": "https://www.youtube.com/show/{id}",
        "sound": "https://www.youtube.com/source/{id}/shorts",
        "tag": "https://www.youtube.com/hashtag/{id}",
        "live": "https://www.youtube.com/@{id}/live",
        "live_channel": "https://www.youtube.com/channel/{id}/live",
        "live_user": "https://www.youtube.com/user/{id}/live",
        "live_name": "https://www.youtube.com/c/{id}/live",
        "live_vanity": "https://www.youtube.com/{id}/live",
        "channel": "https://www.youtube.com/channel/{id}",
        "handle": "https://www.youtube.com/@{id}",
        "name": "https://www.youtube.com/c/{id}",
        "vanity": "https://www.youtube.com/{id}",
    },
)
