"""Kinds of things on platforms, with the shape of their ids and forms of their addresses, to generate links from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """`shape` is the pattern of an id; in `forms`, `{id}` stands for it. Of ids without letters `case` says nothing."""

    name: str
    shape: str
    forms: str
    case: Literal["counts", "does not count", "unsaid"] = "unsaid"

    def __str__(self) -> str:
        return self.name


NUMBER = r"[1-9][0-9]{14,17}"
NAME = r"[a-z]{3}_[a-z0-9]{2,9}"


def named(name: str, forms: str) -> Kind:
    """A kind of thing that goes by a name, in which case does not count."""
    return Kind(name, NAME, forms, "does not count")


KINDS = (
    Kind("tiktok post", NUMBER, """
        www.tiktok.com/@a/video/{id} m.tiktok.com/v/{id}.html tiktok.com/@a.b/photo/{id} www.tiktok.com/embed/v2/{id}
        www.tiktokv.com/share/video/{id} vxtiktok.com/@a/video/{id} www.tiktok.com/?share_item_id={id}
        www.tiktok.com/player/v1/{id} www.tiktok.com/%40a/video/{id} www.tiktok.com/foryou?item_id={id}
    """),
    named("tiktok account", "www.tiktok.com/@{id} m.tiktok.com/%40{id} tiktok.com/embed/@{id} tnktok.com/@{id}"),
    named("tiktok live", "www.tiktok.com/@{id}/live m.tiktok.com/@{id}/live"),
    Kind("youtube video", r"[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]", """
        www.youtube.com/watch?v={id} youtu.be/{id} m.youtube.com/shorts/{id} www.youtube-nocookie.com/embed/{id}
        music.youtube.com/watch?v={id} youtube.com/live/{id} www.youtube.com/v/{id} yewtu.be/watch?v={id}
        www.youtube.com/watch?list=PLabc&v={id} www.youtube.com/attribution_link?u=%2Fwatch%3Fv%3D{id}
    """, case="counts"),
    named("youtube handle", "www.youtube.com/@{id} m.youtube.com/@{id}/videos youtube.com/%40{id}/about"),
    Kind("youtube channel", r"UC[A-Za-z0-9_-]{22}", """
        www.youtube.com/channel/{id} m.youtube.com/channel/{id}/videos music.youtube.com/channel/{id}
    """, case="counts"),
    Kind("instagram post", r"[A-Za-z0-9_-]{11}", """
        www.instagram.com/p/{id}/ instagr.am/p/{id} www.instagram.com/reel/{id} instagram.com/tv/{id}
        www.instagram.com/a.b/reel/{id} m.instagram.com/p/{id}/embed ddinstagram.com/p/{id} kkinstagram.com/reels/{id}
    """, case="counts"),
    named("instagram account", "www.instagram.com/{id} instagram.com/{id}/reels/ www.instagram.com/_u/{id}"),
    Kind("instagram story", NUMBER, "www.instagram.com/stories/a/{id} instagram.com/stories/b.c/{id}/"),
    named("instagram stories", "www.instagram.com/stories/{id} instagram.com/stories/{id}/"),
    Kind("x post", NUMBER, """
        x.com/a/status/{id} twitter.com/b/status/{id} mobile.twitter.com/a/statuses/{id} x.com/i/web/status/{id}
        fxtwitter.com/a/status/{id} vxtwitter.com/a/status/{id}/photo/1 nitter.net/a/status/{id}#m
        fixupx.com/i/status/{id}
    """),
    named("x account", "x.com/{id} twitter.com/{id}/media mobile.twitter.com/@{id} nitter.net/{id}"),
    Kind("facebook post", NUMBER, """
        www.facebook.com/a.b/posts/{id} m.facebook.com/story.php?story_fbid={id}&id=4
        www.facebook.com/groups/7/permalink/{id}
        www.facebook.com/permalink.php?id=4&story_fbid={id} fb.com/a.b/posts/words/{id}
        mbasic.facebook.com/groups/7?view=permalink&id={id}
    """),
    Kind("facebook video", NUMBER, """
        www.facebook.com/watch/?v={id} fb.com/a/videos/{id} m.facebook.com/reel/{id} www.facebook.com/video.php?v={id}
    """),
    Kind("facebook photo", NUMBER, "www.facebook.com/photo.php?fbid={id} m.facebook.com/a/photos/a.1.2.3/{id}"),
    Kind("facebook number", NUMBER, """
        www.facebook.com/profile.php?id={id} m.facebook.com/people/A-B/{id} facebook.com/{id}
        www.facebook.com/p/A-B-{id}
    """),
    Kind("facebook account", r"[a-z]{3}[a-z0-9]{3,9}", """
        www.facebook.com/{id} m.facebook.com/{id}/about fb.com/{id} www.facebook.com/pg/{id}/posts m.me/{id}
    """, case="does not count"),
    named("snapchat account", "www.snapchat.com/add/{id} snapchat.com/@{id} www.snapchat.com/@{id}/stories"),
    Kind("snapchat spotlight", r"W7_[A-Za-z0-9_-]{40}", """
        www.snapchat.com/spotlight/{id} snapchat.com/@a/spotlight/{id}
    """, case="counts"),
    Kind("reddit post", r"[1-9a-z][0-9a-z]{5,6}", """
        www.reddit.com/r/abc/comments/{id}/words old.reddit.com/r/abc/comments/{id} redd.it/{id}
        reddit.com/comments/{id}
        np.reddit.com/r/abc/comments/{id}/ vxreddit.com/r/abc/comments/{id}/words/ www.reddit.com/gallery/{id}
    """, case="does not count"),
    Kind("reddit comment", r"[a-z][0-9a-z]{6}", """
        www.reddit.com/r/abc/comments/6t7wi5/words/{id} old.reddit.com/comments/6t7wi5/comment/{id}?context=3
    """),
    named("reddit account", "www.reddit.com/user/{id} old.reddit.com/u/{id}/comments www.reddit.com/r/u_{id}"),
    named("reddit community", "www.reddit.com/r/{id} old.reddit.com/r/{id}/new m.reddit.com/r/{id}/top?t=all"),
    Kind("twitch clip", r"[A-Z][a-z]{5}[A-Z][a-z]{5}-[A-Za-z0-9_-]{16}", """
        clips.twitch.tv/{id} www.twitch.tv/abc/clip/{id} m.twitch.tv/clip/{id}
        clips.twitch.tv/embed?clip={id}&parent=a.b
    """, case="counts"),
    Kind("twitch video", r"[1-9][0-9]{8,9}", """
        www.twitch.tv/videos/{id} m.twitch.tv/videos/{id} player.twitch.tv/?video=v{id} www.twitch.tv/abc/v/{id}
    """),
    named("twitch channel", "www.twitch.tv/{id} m.twitch.tv/{id}/about player.twitch.tv/?channel={id}&parent=a.b"),
    Kind("threads post", r"[A-Za-z0-9_-]{11}", """
        www.threads.net/@a/post/{id} threads.com/@b/post/{id} www.threads.net/t/{id} vxthreads.net/@a/post/{id}
    """, case="counts"),
    named("threads account", "www.threads.net/@{id} threads.com/@{id}/replies"),
    Kind("bluesky post", r"3[a-z2-7]{12}", """
        bsky.app/profile/a.bsky.social/post/{id} fxbsky.app/profile/A.bsky.social/post/{id}/quotes
        bskx.app/profile/a.bsky.social/post/{id}
    """),
    Kind("bluesky account", r"[a-z0-9]{3,12}", "bsky.app/profile/{id}.bsky.social {id}.bsky.social",
         case="does not count"),
    Kind("vimeo video", r"[1-9][0-9]{7,9}", """
        vimeo.com/{id} player.vimeo.com/video/{id}?h=abc vimeo.com/channels/abc/{id} vimeo.com/{id}/0123456789
    """),
    Kind("dailymotion video", r"x[a-z0-9]{6}", """
        www.dailymotion.com/video/{id} dai.ly/{id} www.dailymotion.com/embed/video/{id}
        geo.dailymotion.com/player.html?video={id} www.dailymotion.com/video/{id}_words-of-a-title_news
    """),
    Kind("discord invitation", r"[A-Za-z][A-Za-z0-9]{7}", """
        discord.gg/{id} discord.com/invite/{id} discordapp.com/invite/{id} canary.discord.com/invite/{id}
    """, case="counts"),
    Kind("discord message", NUMBER, """
        discord.com/channels/1/2/{id} ptb.discord.com/channels/@me/2/{id} discordapp.com/channels/1/2/{id}
    """),
    Kind("telegram message", r"[1-9][0-9]{1,6}", """
        t.me/abc_d/{id} t.me/s/Abc_d/{id} telegram.me/abc_d/{id}?single telegram.dog/abc_d/{id} abc_d.t.me/{id}
    """),
    named("telegram channel", "t.me/{id} t.me/s/{id} telegram.me/{id} {id}.t.me telegram.dog/{id}"),
    Kind("telegram invitation", r"[A-Za-z][A-Za-z0-9_-]{15}", "t.me/+{id} t.me/joinchat/{id} telegram.me/joinchat/{id}",
         case="counts"),
    Kind("whatsapp channel", r"0029Va[A-Za-z0-9]{16}", "whatsapp.com/channel/{id} www.whatsapp.com/channel/{id}",
         case="counts"),
    Kind("whatsapp invitation", r"[A-Za-z0-9]{22}", "chat.whatsapp.com/{id} chat.whatsapp.com/invite/{id}",
         case="counts"),
)  # fmt: skip
