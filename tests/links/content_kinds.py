"""Kinds of content on platforms, with the pattern of their ids and templates of their URLs, to generate links from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class ContentKind:
    """A kind of content. `{id}` in `url_templates`, which are separated by spaces, stands for a match of `id_pattern`.

    `case` says if ids are case-sensitive; it is "unspecified" for ids without letters.
    """

    name: str
    id_pattern: str
    url_templates: str
    case: Literal["sensitive", "insensitive", "unspecified"] = "unspecified"

    def __str__(self) -> str:
        return self.name


NUMERIC_ID = r"[1-9][0-9]{14,17}"
NAME = r"[a-z]{3}_[a-z0-9]{2,9}"


def build_named_kind(name: str, url_templates: str) -> ContentKind:
    """Return a kind of content that is identified by a name, which is not case-sensitive."""
    return ContentKind(name, NAME, url_templates, "insensitive")


CONTENT_KINDS = (
    ContentKind("tiktok post", NUMERIC_ID, """
        www.tiktok.com/@a/video/{id} m.tiktok.com/v/{id}.html tiktok.com/@a.b/photo/{id} www.tiktok.com/embed/v2/{id}
        www.tiktokv.com/share/video/{id} vxtiktok.com/@a/video/{id} www.tiktok.com/?share_item_id={id}
        www.tiktok.com/player/v1/{id} www.tiktok.com/%40a/video/{id} www.tiktok.com/foryou?item_id={id}
    """),
    build_named_kind("tiktok account", """
        www.tiktok.com/@{id} m.tiktok.com/%40{id} tiktok.com/embed/@{id} tnktok.com/@{id}
    """),
    build_named_kind("tiktok live", "www.tiktok.com/@{id}/live m.tiktok.com/@{id}/live"),
    ContentKind("youtube video", r"[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]", """
        www.youtube.com/watch?v={id} youtu.be/{id} m.youtube.com/shorts/{id} www.youtube-nocookie.com/embed/{id}
        music.youtube.com/watch?v={id} youtube.com/live/{id} www.youtube.com/v/{id} yewtu.be/watch?v={id}
        www.youtube.com/watch?list=PLabc&v={id} www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3D{id}
    """, case="sensitive"),
    build_named_kind("youtube handle", "www.youtube.com/@{id} m.youtube.com/@{id}/videos youtube.com/%40{id}/about"),
    ContentKind("youtube channel", r"UC[A-Za-z0-9_-]{22}", """
        www.youtube.com/channel/{id} m.youtube.com/channel/{id}/videos music.youtube.com/channel/{id}
    """, case="sensitive"),
    ContentKind("instagram post", r"[A-Za-z0-9_-]{11}", """
        www.instagram.com/p/{id}/ instagr.am/p/{id} www.instagram.com/reel/{id} instagram.com/tv/{id}
        www.instagram.com/a.b/reel/{id} m.instagram.com/p/{id}/embed ddinstagram.com/p/{id} kkinstagram.com/reels/{id}
    """, case="sensitive"),
    build_named_kind("instagram account", "www.instagram.com/{id} instagram.com/{id}/reels/ www.instagram.com/_u/{id}"),
    ContentKind("instagram story", NUMERIC_ID, "www.instagram.com/stories/a/{id} instagram.com/stories/b.c/{id}/"),
    build_named_kind("instagram stories", "www.instagram.com/stories/{id} instagram.com/stories/{id}/"),
    ContentKind("x post", NUMERIC_ID, """
        x.com/a/status/{id} twitter.com/b/status/{id} mobile.twitter.com/a/statuses/{id} x.com/i/web/status/{id}
        fxtwitter.com/a/status/{id} vxtwitter.com/a/status/{id}/photo/1 nitter.net/a/status/{id}#m
        fixupx.com/i/status/{id}
    """),
    build_named_kind("x account", "x.com/{id} twitter.com/{id}/media mobile.twitter.com/@{id} nitter.net/{id}"),
    ContentKind("facebook post", NUMERIC_ID, """
        www.facebook.com/a.b/posts/{id} m.facebook.com/story.php?story_fbid={id}&id=4
        www.facebook.com/groups/7/permalink/{id}
        www.facebook.com/permalink.php?id=4&story_fbid={id} fb.com/a.b/posts/words/{id}
        mbasic.facebook.com/groups/7?view=permalink&id={id}
    """),
    ContentKind("facebook video", NUMERIC_ID, """
        www.facebook.com/watch/?v={id} fb.com/a/videos/{id} m.facebook.com/reel/{id} www.facebook.com/video.php?v={id}
    """),
    ContentKind("facebook photo", NUMERIC_ID, """
        www.facebook.com/photo.php?fbid={id} m.facebook.com/a/photos/a.1.2.3/{id}
    """),
    ContentKind("facebook number", NUMERIC_ID, """
        www.facebook.com/profile.php?id={id} m.facebook.com/people/A-B/{id} facebook.com/{id}
        www.facebook.com/p/A-B-{id}
    """),
    ContentKind("facebook account", r"[a-z]{3}[a-z0-9]{3,9}", """
        www.facebook.com/{id} m.facebook.com/{id}/about fb.com/{id} www.facebook.com/pg/{id}/posts m.me/{id}
    """, case="insensitive"),
    build_named_kind("snapchat account", "www.snapchat.com/add/{id} snapchat.com/@{id} www.snapchat.com/@{id}/stories"),
    ContentKind("snapchat spotlight", r"W7_[A-Za-z0-9_-]{40}", """
        www.snapchat.com/spotlight/{id} snapchat.com/@a/spotlight/{id}
    """, case="sensitive"),
    ContentKind("reddit post", r"[1-9a-z][0-9a-z]{5,6}", """
        www.reddit.com/r/abc/comments/{id}/words old.reddit.com/r/abc/comments/{id} redd.it/{id}
        reddit.com/comments/{id}
        np.reddit.com/r/abc/comments/{id}/ vxreddit.com/r/abc/comments/{id}/words/ www.reddit.com/gallery/{id}
    """, case="insensitive"),
    ContentKind("reddit comment", r"[a-z][0-9a-z]{6}", """
        www.reddit.com/r/abc/comments/6t7wi5/words/{id} old.reddit.com/comments/6t7wi5/comment/{id}?context=3
    """),
    build_named_kind("reddit account", """
        www.reddit.com/user/{id} old.reddit.com/u/{id}/comments www.reddit.com/r/u_{id}
    """),
    build_named_kind("reddit community", """
        www.reddit.com/r/{id} old.reddit.com/r/{id}/new m.reddit.com/r/{id}/top?t=all
    """),
    ContentKind("twitch clip", r"[A-Z][a-z]{5}[A-Z][a-z]{5}-[A-Za-z0-9_-]{16}", """
        clips.twitch.tv/{id} www.twitch.tv/abc/clip/{id} m.twitch.tv/clip/{id}
        clips.twitch.tv/embed?clip={id}&parent=a.b
    """, case="sensitive"),
    ContentKind("twitch video", r"[1-9][0-9]{8,9}", """
        www.twitch.tv/videos/{id} m.twitch.tv/videos/{id} player.twitch.tv/?video=v{id} www.twitch.tv/abc/v/{id}
    """),
    build_named_kind("twitch channel", """
        www.twitch.tv/{id} m.twitch.tv/{id}/about player.twitch.tv/?channel={id}&parent=a.b
    """),
    ContentKind("threads post", r"[A-Za-z0-9_-]{11}", """
        www.threads.net/@a/post/{id} threads.com/@b/post/{id} www.threads.net/t/{id} vxthreads.net/@a/post/{id}
    """, case="sensitive"),
    build_named_kind("threads account", "www.threads.net/@{id} threads.com/@{id}/replies"),
    ContentKind("bluesky post", r"3[a-z2-7]{12}", """
        bsky.app/profile/a.bsky.social/post/{id} fxbsky.app/profile/A.bsky.social/post/{id}/quotes
        bskx.app/profile/a.bsky.social/post/{id}
    """),
    ContentKind("bluesky account", r"[a-z0-9]{3,12}", "bsky.app/profile/{id}.bsky.social {id}.bsky.social",
         case="insensitive"),
    ContentKind("vimeo video", r"[1-9][0-9]{7,9}", """
        vimeo.com/{id} player.vimeo.com/video/{id}?h=abc vimeo.com/channels/abc/{id} vimeo.com/{id}/0123456789
    """),
    ContentKind("dailymotion video", r"x[a-z0-9]{6}", """
        www.dailymotion.com/video/{id} dai.ly/{id} www.dailymotion.com/embed/video/{id}
        geo.dailymotion.com/player.html?video={id} www.dailymotion.com/video/{id}_words-of-a-title_news
    """),
    ContentKind("discord invitation", r"[A-Za-z][A-Za-z0-9]{7}", """
        discord.gg/{id} discord.com/invite/{id} discordapp.com/invite/{id} canary.discord.com/invite/{id}
    """, case="sensitive"),
    ContentKind("discord message", NUMERIC_ID, """
        discord.com/channels/1/2/{id} ptb.discord.com/channels/@me/2/{id} discordapp.com/channels/1/2/{id}
    """),
    ContentKind("telegram message", r"[1-9][0-9]{1,6}", """
        t.me/abc_d/{id} t.me/s/Abc_d/{id} telegram.me/abc_d/{id}?single telegram.dog/abc_d/{id} abc_d.t.me/{id}
    """),
    build_named_kind("telegram channel", "t.me/{id} t.me/s/{id} telegram.me/{id} {id}.t.me telegram.dog/{id}"),
    ContentKind("telegram invitation", r"[A-Za-z][A-Za-z0-9_-]{15}", """
        t.me/+{id} t.me/joinchat/{id} telegram.me/joinchat/{id}
    """,
         case="sensitive"),
    ContentKind("whatsapp channel", r"0029Va[A-Za-z0-9]{16}", "whatsapp.com/channel/{id} www.whatsapp.com/channel/{id}",
         case="sensitive"),
    ContentKind("whatsapp invitation", r"[A-Za-z0-9]{22}", "chat.whatsapp.com/{id} chat.whatsapp.com/invite/{id}",
         case="sensitive"),
)  # fmt: skip
