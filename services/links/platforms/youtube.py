"""YouTube: videos, comments and accounts. Video and channel ids are case-sensitive, handles are not."""

from __future__ import annotations

from services.links.rules import Platform, Rule
from services.vocabularies.subjects import SubjectType

MAIN = "www.youtube.com"
SHORT = "youtu.be"
# `videoseries` and `live_stream` have the length of an id and are words of the player.
VIDEO_ID = r"(?!videoseries$|live_stream$)[A-Za-z0-9_-]{11}"
CHANNEL_ID = r"UC[A-Za-z0-9_-]{22}"
HANDLE = r"[\w.·-]{1,64}"
COMMENT_ID = r"[A-Za-z0-9_.-]{10,80}"
TAB = r"(?:/(?:about|community|featured|playlists|posts|search|shorts|streams|videos))?"

VIDEO, ACCOUNT, COMMENT = SubjectType.VIDEO, SubjectType.ACCOUNT, SubjectType.COMMENT

TRACKING = frozenset(
    {"ab_channel", "app", "desktop_uri", "embeds_euri", "feature", "gl", "hl", "persist_app", "pp", "si"}
)

YOUTUBE = Platform(
    code="youtube",
    sites={
        **dict.fromkeys(("youtube.com", MAIN, "m.youtube.com", "music.youtube.com", "gaming.youtube.com"), MAIN),
        **dict.fromkeys(
            ("youtube-nocookie.com", "www.youtube-nocookie.com", "youtube.co.uk", "www.youtube.co.uk"), MAIN
        ),
        SHORT: SHORT,
        "www.youtu.be": SHORT,
    },
    rules=(
        # A comment is not the video under which it stands.
        Rule("watch|shorts/[^/]+|live/[^/]+", COMMENT, "comment", COMMENT_ID, param="lc", host=MAIN),
        Rule("[^/]+", COMMENT, "comment", COMMENT_ID, param="lc", host=SHORT),
        Rule("watch|watch_popup|ytscreeningroom", VIDEO, "video", VIDEO_ID, param="v", host=MAIN),
        Rule("watch", VIDEO, "video", VIDEO_ID, param="vi", host=MAIN),
        Rule("(?:watch|shorts|live|embed|v|e|vi)/{id}", VIDEO, "video", VIDEO_ID, host=MAIN),
        Rule("(?:(?:shorts|live)/)?{id}", VIDEO, "video", VIDEO_ID, host=SHORT),
        Rule(f"channel/{{id}}{TAB}", ACCOUNT, "channel", CHANNEL_ID, host=MAIN),
        Rule(f"@{{id}}{TAB}", ACCOUNT, "handle", HANDLE, casing="lower", host=MAIN),
        Rule(f"user/{{id}}{TAB}", ACCOUNT, "user", HANDLE, casing="lower", host=MAIN),
        Rule(f"c/{{id}}{TAB}", ACCOUNT, "name", HANDLE, casing="lower", host=MAIN),
        Rule("@{id}/live", SubjectType.LIVESTREAM, "live", HANDLE, casing="lower", host=MAIN),
    ),
    tracking=TRACKING,
)
