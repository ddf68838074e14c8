"""More forms of posts and of who posts them, as they are met in programs that read such links."""

from __future__ import annotations

import pytest

from services.links import parse
from tests.links.forms import Table, assert_all_different, lines

SAME: Table = {
    "instagram:post:CvAbCdEfGhI": """
        https://www.instagram.com/p/CvAbCdEfGhI/?igsh=MzRlODBiNWFlZA==
        https://www.instagram.com/p/CvAbCdEfGhI/?igshid=MzRlODBiNWFlZA%3D%3D
        https://www.instagram.com/p/CvAbCdEfGhI/?img_index=1
        https://www.instagram.com/p/CvAbCdEfGhI/?img_index=3&igsh=abc
        https://www.instagram.com/p/CvAbCdEfGhI/?utm_source=ig_web_copy_link
        https://www.instagram.com/p/CvAbCdEfGhI/?utm_source=ig_embed&utm_campaign=loading
        https://www.instagram.com/p/CvAbCdEfGhI/?taken-by=someone
        https://www.instagram.com/p/CvAbCdEfGhI/?hl=en-gb
        https://www.instagram.com/p/CvAbCdEfGhI/?__a=1&__d=dis
        https://www.instagram.com/p/CvAbCdEfGhI/embed/
        https://www.instagram.com/p/CvAbCdEfGhI/embed/captioned/?cr=1&v=14
        https://www.instagram.com/p/CvAbCdEfGhI/media/?size=l
        https://www.instagram.com/p/CvAbCdEfGhI/comments/
        https://www.instagram.com/p/CvAbCdEfGhI/liked_by/
        https://www.instagram.com/p/CvAbCdEfGhI/c/
        https://www.instagram.com/reel/CvAbCdEfGhI/?igsh=abc
        https://www.instagram.com/reels/CvAbCdEfGhI/
        https://www.instagram.com/reels/videos/CvAbCdEfGhI/
        https://www.instagram.com/tv/CvAbCdEfGhI/
        https://www.instagram.com/someone/p/CvAbCdEfGhI/
        https://www.instagram.com/someone/reel/CvAbCdEfGhI/
        https://www.instagram.com/some.one/tv/CvAbCdEfGhI/
        https://www.instagram.com/someone/p/CvAbCdEfGhI/?img_index=2
        https://instagr.am/p/CvAbCdEfGhI/
        http://instagram.com/p/CvAbCdEfGhI
        https://m.instagram.com/p/CvAbCdEfGhI/
        https://www.instagram.com/p/CvAbCdEfGhI/#
        https://www.instagram.com//p/CvAbCdEfGhI/
        https://WWW.INSTAGRAM.COM/p/CvAbCdEfGhI/
        https://www.instagram.com/P/CvAbCdEfGhI/
        https://www.ddinstagram.com/p/CvAbCdEfGhI/
        https://d.ddinstagram.com/reel/CvAbCdEfGhI/
        https://www.kkinstagram.com/reel/CvAbCdEfGhI/
        https://eeinstagram.com/reel/CvAbCdEfGhI
        https://vxinstagram.com/p/CvAbCdEfGhI
        https://instagramez.com/p/CvAbCdEfGhI
        https://instagram7.com/reel/CvAbCdEfGhI
        https://adamlikes.men/reel/CvAbCdEfGhI
        https://67instagram.com/p/CvAbCdEfGhI
        https://www.uuinstagram.com/reel/CvAbCdEfGhI
        https://www.instagram.com/accounts/login/?next=/p/CvAbCdEfGhI/
        https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Fp%2FCvAbCdEfGhI%2F&e=AT
        https://api.instagram.com/oembed/?url=https://www.instagram.com/p/CvAbCdEfGhI/
        https://www.instagram.com/p/CvAbCdEfGhI?igsh=abc
        https://www.instagram.com/p/CvAbCdEfGhI/?igsh=MzRlODBiNWFlZA==)
        https://www.instagram.com/p/CvAbCdEfGhI/.
        https://www.instagram.com/someone/reels/CvAbCdEfGhI/
        https://www.instagram.com/reel/CvAbCdEfGhI/embed
        https://www.instagram.com/reel/CvAbCdEfGhI/?locale=en_GB
        https://i.instagram.com/p/CvAbCdEfGhI/
        https://www.instagram.com/explore/p/CvAbCdEfGhI/
        https://www.instagram.com/reels/CvAbCdEfGhI/?hl=en
        https://www.instagram.com/p/CvAbCdEfGhI/?next=%2Fsome.one%2F
        https://www.instagram.com/reel/CvAbCdEfGhI/?locale=en%2Cen&fbclid=a
        https://www.instagram.com/p/CvAbCdEfGhI/%20
        https://instagram.com/p/CvAbCdEfGhI/..
        https://www.instagram.com/some.one/p/CvAbCdEfGhI/embed/captioned
        https://www.kkkinstagram.com/reels/CvAbCdEfGhI/
        https://g.ddinstagram.com/p/CvAbCdEfGhI/2
        https://www.instagram.com/tv/CvAbCdEfGhI/?igshid=a
        intent://www.instagram.com/p/CvAbCdEfGhI/#Intent;package=com.instagram.android;scheme=https;end
        https://applink.instagram.com/p/CvAbCdEfGhI/
    """,
    "instagram:post:aye83DjauH": """
        instagram://media?id=482584233761418119
        instagram://media?id=482584233761418119_2815873
        https://www.instagram.com/p/aye83DjauH/
    """,
    "instagram:account:some.one": """
        https://www.instagram.com/some.one/
        https://www.instagram.com/some.one
        https://www.instagram.com/Some.One?igsh=abc
        https://www.instagram.com/some.one/?hl=en
        https://www.instagram.com/some.one/reels/
        https://www.instagram.com/some.one/tagged/
        https://www.instagram.com/some.one/followers/
        https://www.instagram.com/some.one/following/
        https://www.instagram.com/some.one/channel/
        https://www.instagram.com/some.one/guides/
        https://www.instagram.com/some.one/embed/
        https://www.instagram.com/some.one/reposts/
        https://www.instagram.com/some.one/saved/
        https://www.instagram.com/some.one/?utm_source=qr
        https://www.instagram.com/some.one/profilecard/?igsh=abc
        https://www.instagram.com/_u/some.one/
        https://www.instagram.com/n/some.one
        https://instagram.com/_n/profile?username=some.one
        https://ig.me/m/some.one
        https://instagr.am/some.one
        instagram://user?username=some.one
        https://www.instagram.com/@some.one
        https://www.instagram.com/%40some.one/
        https://www.instagram.com/accounts/login/?next=%2Fsome.one%2F
        https://m.instagram.com/some.one
    """,
    "instagram:live:some.one": """
        https://www.instagram.com/some.one/live/
        https://www.instagram.com/some.one/live/17912345678901234
    """,
    "instagram:story:3570766765028588805": """
        https://www.instagram.com/stories/some.one/3570766765028588805/
        https://www.instagram.com/stories/some.one/3570766765028588805/?igsh=abc
        https://instagram.com/stories/some.one/3570766765028588805?utm_source=ig_story_item_share&igsh=abc
        https://www.instagram.com/stories/some.one/3570766765028588805?story_media_id=3570766765028588805
    """,
    "instagram:sound:1234567890123456": """
        https://www.instagram.com/reels/audio/1234567890123456/
        https://www.instagram.com/reels/audio/1234567890123456?igsh=abc
        https://www.instagram.com/audio/1234567890123456
    """,
    "instagram:tag:school": """
        https://www.instagram.com/explore/tags/school/
        https://www.instagram.com/explore/tags/School
        instagram://tag?name=school
        https://www.instagram.com/explore/search/keyword/?q=%23school
    """,
    "instagram:comment:17912345678901234": """
        https://www.instagram.com/p/CvAbCdEfGhI/c/17912345678901234/
        https://www.instagram.com/reel/CvAbCdEfGhI/c/17912345678901234
        https://www.instagram.com/p/CvAbCdEfGhI/?comment_id=17912345678901234
        https://www.instagram.com/some.one/p/CvAbCdEfGhI/c/17912345678901234/
        https://www.instagram.com/some.one/reel/CvAbCdEfGhI/c/17912345678901234?igsh=a
    """,
    "https://www.instagram.com/share/BAbCdEfGh1": """
        https://www.instagram.com/share/BAbCdEfGh1
        https://www.instagram.com/share/BAbCdEfGh1?igsh=abc
    """,
    "https://www.instagram.com/share/reel/BAbCdEfGh1": """
        https://www.instagram.com/share/reel/BAbCdEfGh1
        https://www.instagram.com/share/reel/BAbCdEfGh1/
    """,
    "https://www.instagram.com/share/p/BAbCdEfGh1": """
        https://www.instagram.com/share/p/BAbCdEfGh1
        https://www.kkinstagram.com/share/p/BAbCdEfGh1
    """,
    "instagram:channel:AbaVKB1qZ3Wj4a0I": """
        https://www.instagram.com/channel/AbaVKB1qZ3Wj4a0I/
    """,
    "x:status:1790637656616943991": """
        https://x.com/someone/status/1790637656616943991?s=46&t=AbC
        https://twitter.com/i/web/status/1790637656616943991?s=20
        https://x.com/someone/status/1790637656616943991/photo/1
        https://x.com/someone/status/1790637656616943991/video/1
        https://x.com/someone/status/1790637656616943991/likes
        https://x.com/someone/status/1790637656616943991/quotes
        https://x.com/someone/status/1790637656616943991/retweets
        https://x.com/someone/status/1790637656616943991/hidden
        https://x.com/someone/status/1790637656616943991/analytics
        https://x.com/someone/status/1790637656616943991/history
        https://x.com/someone/status/1790637656616943991/mediaviewer
        https://x.com/someone/status/1790637656616943991/people
        https://mobile.twitter.com/someone/status/1790637656616943991
        https://twitter.com/someone/statuses/1790637656616943991
        https://twitter.com/status/1790637656616943991
        http://twitter.com/#!/someone/status/1790637656616943991
        https://twitter.com/someone/status/1790637656616943991#m
        https://platform.twitter.com/embed/Tweet.html?id=1790637656616943991
        https://publish.twitter.com/?url=https://twitter.com/someone/status/1790637656616943991
        https://publish.twitter.com/oembed?url=https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F1790637656616943991
        https://x.com/someone/article/1790637656616943991
        https://x.com/i/article/1790637656616943991
        https://fxtwitter.com/someone/status/1790637656616943991
        https://fxtwitter.com/i/status/1790637656616943991/en
        https://fxtwitter.com/someone/status/1790637656616943991.mp4
        https://d.fxtwitter.com/someone/status/1790637656616943991.jpg
        https://api.fxtwitter.com/someone/status/1790637656616943991
        https://api.fxtwitter.com/status/1790637656616943991
        https://vxtwitter.com/someone/status/1790637656616943991/1
        https://api.vxtwitter.com/Twitter/status/1790637656616943991
        https://fixupx.com/someone/status/1790637656616943991
        https://fixvx.com/someone/status/1790637656616943991
        https://twittpr.com/someone/status/1790637656616943991
        https://www.fxtwitter.com/someone/status/1790637656616943991
        https://pxtwitter.com/someone/status/1790637656616943991
        https://o.fxtwitter.com/someone/status/1790637656616943991
        https://dl.fixupx.com/someone/status/1790637656616943991
        https://twxtter.com/someone/status/1790637656616943991
        https://nitter.net/someone/status/1790637656616943991#m
        https://nitter.poast.org/i/status/1790637656616943991
        https://xcancel.com/someone/status/1790637656616943991
        https://nitter.net/someone/status/1790637656616943991/retweeters
        https://nitter.net/i/status/1790637656616943991/embed
        https://twitter.com/someone/status/1790637656616943991?
        https://twitter.com/someone/status/1790637656616943991,
        https://twitter.com/someone/status/1790637656616943991)
        https://twitter.com/someone/status/1790637656616943991%20
        https://x.com//someone/status/1790637656616943991
        https://x.com/@someone/status/1790637656616943991
        https://x.com/someone/Status/1790637656616943991
        https://X.COM/Someone/status/1790637656616943991
        x.com/someone/status/1790637656616943991
        https://www.x.com/someone/status/1790637656616943991
        https://x.com./someone/status/1790637656616943991
        https://web.twitter.com/someone/status/1790637656616943991
        https://en.twitter.com/someone/status/1790637656616943991
        https://pro.x.com/someone/status/1790637656616943991
        https://tweetdeck.twitter.com/someone/status/1790637656616943991
        https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fsomeone%2Fstatus%2F1790637656616943991%3Ffbclid%3Dabc&h=AT
        https://x.com/i/flow/login?redirect_after_login=%2Fsomeone%2Fstatus%2F1790637656616943991
        https://twitter.com/i/redirect?url=https://twitter.com/someone/status/1790637656616943991?s=20&t=1
        twitter://status?status_id=1790637656616943991
        x://status?id=1790637656616943991
        twitter://tweet?id=1790637656616943991
        https://x.com/someone/status/1790637656616943991/like
        https://x.com/someone/status/1790637656616943991?t=abc&s=19
        https://x.com/someone/status/1790637656616943991/photo/1?s=46
        https://twitter.com/intent/favorite?tweet_id=1790637656616943991
        https://twitter.com/someone/status/1790637656616943991?lang=en-gb&ref_src=twsrc%5Egoogle
        https://t.fixupx.com/someone/status/1790637656616943991
        https://g.fixupx.com/someone/status/1790637656616943991
        https://fxtwitter.com/_/status/1790637656616943991
        https://fxtwitter.com/status/1790637656616943991
        https://nitter.privacydev.net/someone/status/1790637656616943991?cursor=abc
        https://x.com/i/status/1790637656616943991/analytics
        https://mobile.x.com/someone/status/1790637656616943991?s=09
        https://x.com/someone/status/1790637656616943991?conversation=none
        https://mobile.twitter.com/i/status/1790637656616943991
        https://x.com/someone/statuses/1790637656616943991
    """,
    "x:account:someone": """
        https://x.com/SomeOne?s=21&t=abc
        https://twitter.com/@someone
        https://mobile.twitter.com/someone
        https://x.com/someone/with_replies
        https://x.com/someone/media
        https://x.com/someone/highlights
        https://x.com/someone/articles
        https://x.com/someone/followers
        https://x.com/someone/following
        https://x.com/someone/verified_followers
        https://x.com/someone/affiliates
        https://x.com/someone/creator-subscriptions/subscribe
        https://x.com/someone/moments
        https://x.com/someone/lists
        https://x.com/someone/likes
        https://x.com/someone/communities
        https://x.com/intent/user?screen_name=someone
        https://x.com/intent/follow?screen_name=someone&ref_src=abc
        https://twitter.com/intent/user?screen_name=%40someone
        https://nitter.net/someone/media
        https://nitter.net/someone/rss
        https://fxtwitter.com/someone
        https://syndication.twitter.com/srv/timeline-profile/screen-name/someone
        twitter://user?screen_name=someone
        https://x.com/someone#
        https://x.com/%40someone
    """,
    "x:account_number:783214": """
        https://x.com/intent/user?user_id=783214
    """,
    "x:space:1DXGydznBYWKM": """
        https://twitter.com/i/spaces/1DXGydznBYWKM/peek
    """,
    "x:broadcast:1OyKAVQrgzwGb": """
        https://www.periscope.tv/w/1OyKAVQrgzwGb
        https://www.pscp.tv/w/1OyKAVQrgzwGb
        https://www.periscope.tv/someone/1OyKAVQrgzwGb
    """,
    "x:tag:school": """
        https://x.com/hashtag/school
        https://x.com/hashtag/School?src=hashtag_click&f=live
        https://twitter.com/search?q=%23school&src=typed_query
        https://x.com/search?q=%23School
    """,
    "threads:post:C8AbCdEfGhI": """
        https://www.threads.com/@someone/post/C8AbCdEfGhI?xmt=AQF0abc&slof=1
        https://threads.net/t/C8AbCdEfGhI
        https://www.threads.net/t/C8AbCdEfGhI/?igshid=NTc4
        https://www.threads.net/@someone/post/C8AbCdEfGhI/embed
        https://www.threads.net/@someone/post/C8AbCdEfGhI/media?id=1
        https://www.threads.net/@some.other/post/C8AbCdEfGhI
        https://www.threads.net/post/C8AbCdEfGhI
        https://threads.com/%40someone/post/C8AbCdEfGhI
        https://www.fixthreads.net/@someone/post/C8AbCdEfGhI
        https://vxthreads.net/@someone/post/C8AbCdEfGhI
        https://www.threads.net/login?next=https%3A%2F%2Fwww.threads.net%2F%40someone%2Fpost%2FC8AbCdEfGhI
        https://www.threads.com/@someone/post/C8AbCdEfGhI/?igsh=abc
        https://www.threads.com/@some.one/post/C8AbCdEfGhI?hl=en
        https://www.threads.net/@some.one/post/C8AbCdEfGhI/?igsh=a%3D%3D
        https://www.threads.com/@some.one/post/C8AbCdEfGhI/media
    """,
    "threads:account:someone": """
        https://www.threads.com/@SomeOne?igshid=abc
        https://threads.com/@someone/replies
        https://www.threads.net/%40someone
        https://www.threads.com/@someone/reposts
        https://www.threads.com/@someone/media
        barcelona://user?username=someone
    """,
    "bluesky:post:someone.bsky.social/3l4omssdl632g": """
        https://bsky.app/profile/someone.bsky.social/post/3l4omssdl632g
        https://bsky.app/profile/SomeOne.bsky.social/post/3l4omssdl632g
        https://bsky.app/profile/someone.bsky.social/post/3l4omssdl632g?ref_src=embed
        https://staging.bsky.app/profile/someone.bsky.social/post/3l4omssdl632g
        https://bsky.app/profile/@someone.bsky.social/post/3l4omssdl632g
        at://someone.bsky.social/app.bsky.feed.post/3l4omssdl632g
        https://bsky.app/profile/someone.bsky.social/post/3l4omssdl632g/liked-by
        https://bsky.app/profile/someone.bsky.social/post/3l4omssdl632g/reposted-by
        https://bsky.app/profile/someone.bsky.social/post/3l4omssdl632g/quotes
        https://embed.bsky.app/embed/someone.bsky.social/app.bsky.feed.post/3l4omssdl632g?id=1
        https://fxbsky.app/profile/someone.bsky.social/post/3l4omssdl632g
        https://bskx.app/profile/someone.bsky.social/post/3l4omssdl632g
        https://vxbsky.app/profile/someone.bsky.social/post/3l4omssdl632g
        https://bskyx.app/profile/someone.bsky.social/post/3l4omssdl632g
        https://embed.bsky.app/oembed?url=https%3A%2F%2Fbsky.app%2Fprofile%2Fsomeone.bsky.social%2Fpost%2F3l4omssdl632g
        https://bsky.app/profile/someone.bsky.social/post/3l4omssdl632g/video
        https://main.bsky.dev/profile/someone.bsky.social/post/3l4omssdl632g
        https://bsky.app/profile/%40someone.bsky.social/post/3l4omssdl632g
        https://deer.social/profile/someone.bsky.social/post/3l4omssdl632g
        https://r.bskx.app/profile/someone.bsky.social/post/3l4omssdl632g
        https://blacksky.community/profile/someone.bsky.social/post/3l4omssdl632g
    """,
    "bluesky:account:someone.bsky.social": """
        https://bsky.app/profile/someone.bsky.social
        https://bsky.app/profile/someone.bsky.social/
        https://someone.bsky.social
        https://someone.bsky.social/
        at://someone.bsky.social
        https://bsky.app/profile/someone.bsky.social/followers
        https://bsky.app/profile/someone.bsky.social/rss
        https://fxbsky.app/profile/someone.bsky.social
        https://bsky.app/profile/someone.bsky.social/labeler
    """,
    "snapchat:spotlight:W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA": """
        https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://www.snapchat.com/@someone/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA?sid=1&invite_id=a
        https://story.snapchat.com/o/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://story.snapchat.com/s/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://story.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://www.snapchat.com/embed/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA
        https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA/embed
        https://map.snapchat.com/ttp/snap/W7_EDlXWTBiXAEEniNoMPwAAYYWtidGhudGZpAX1TKn0JAX1TKnXJAAAAAA/@51.5,-0.1,12.00z
    """,
    "snapchat:account:someone": """
        https://www.snapchat.com/add/someone
        https://www.snapchat.com/add/SomeOne?share_id=abc&locale=en_GB
        https://snapchat.com/add/someone/
        https://www.snapchat.com/@someone
        https://www.snapchat.com/@someone?locale=en-GB
        https://www.snapchat.com/add/@someone
        https://www.snapchat.com/@someone/stories
        snapchat://add/someone
        https://www.snapchat.com/add?username=someone
        https://www.snapchat.com/%40someone
        https://app.snapchat.com/web/deeplink/snapcode?username=someone&type=SVG&bitmoji=enable
        https://www.snapchat.com/add/someone?web_client_id=abc
        https://snapchat.com/@someone
    """,
    "snapchat:stories:someone": """
        https://story.snapchat.com/u/someone
        https://story.snapchat.com/s/someone
        https://www.snapchat.com/s/someone
    """,
    "https://t.snapchat.com/AbCdEfGh": """
        https://t.snapchat.com/AbCdEfGh
        https://t.snapchat.com/AbCdEfGh/
    """,
    "https://www.snapchat.com/t/AbCdEfGh": """
        https://www.snapchat.com/t/AbCdEfGh
        https://snapchat.com/t/AbCdEfGh?share_id=a
    """,
    "snapchat:account:some.one": """
        https://www.snapchat.com/add/some.one?invite_id=a&share_id=b
        https://www.snapchat.com/@some.one?share_id=b
    """,
    "reddit:post:1cl9h0u": """
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u
        https://www.reddit.com/r/unexpected/comments/1CL9H0U/
        https://www.reddit.com/comments/1cl9h0u
        https://www.reddit.com/comments/1cl9h0u/
        https://www.reddit.com/user/someone/comments/1cl9h0u/title/
        https://www.reddit.com/u/someone/comments/1cl9h0u/title/
        https://www.reddit.com/r/u_someone/comments/1cl9h0u/title/
        https://redd.it/1cl9h0u
        https://www.redd.it/1cl9h0u
        http://redd.it/1cl9h0u/
        https://old.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://new.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://np.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://sh.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://amp.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://www.reddit.com/amp/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://i.reddit.com/r/Unexpected/comments/1cl9h0u
        https://m.reddit.com/r/Unexpected/comments/1cl9h0u
        https://nm.reddit.com/r/Unexpected/comments/1cl9h0u
        https://en.reddit.com/r/Unexpected/comments/1cl9h0u
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/?share_id=AbC&rdt=123
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim.json
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u.json
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/.json?raw_json=1
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/_/
        https://www.reddit.com/gallery/1cl9h0u
        https://www.reddit.com/poll/1cl9h0u
        https://www.reddit.com/r/Unexpected/duplicates/1cl9h0u/the_insurance_claim/
        https://www.reddit.com/tb/1cl9h0u
        https://www.reddit.com/1cl9h0u
        https://www.reddit.com/by_id/t3_1cl9h0u
        https://www.reddit.com/media?url=https%3A%2F%2Fwww.reddit.com%2Fr%2FUnexpected%2Fcomments%2F1cl9h0u
        https://embed.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/?embed=true&ref_source=embed
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/?context=3
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/?sort=new
        https://vxreddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://www.rxddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://rxddit.com/1cl9h0u
        https://redlib.catsarch.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://libredd.it/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://teddit.net/r/Unexpected/comments/1cl9h0u/the_insurance_claim/
        https://www.reddit.com/over18?dest=https%3A%2F%2Fwww.reddit.com%2Fr%2FUnexpected%2Fcomments%2F1cl9h0u
        https://www.reddit.com/login/?dest=https%3A%2F%2Fwww.reddit.com%2Fr%2FUnexpected%2Fcomments%2F1cl9h0u
        reddit://reddit/r/Unexpected/comments/1cl9h0u
        reddit:///r/Unexpected/comments/1cl9h0u
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/#lightbox
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/le_caf%C3%A9/
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/?%24deep_link=true&correlation_id=abc
        https://fr.reddit.com/r/Unexpected/comments/1cl9h0u/
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/?tl=fr
        https://pt-br.reddit.com/r/Unexpected/comments/1cl9h0u/
        https://www.reddit.com/r/Unexpected/comments/t3_1cl9h0u/
        https://old.reddit.com/r/Unexpected/comments/1cl9h0u/title/?limit=500
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/title/?captcha=1
        https://new.reddit.com/user/someone/comments/1cl9h0u/title/
        https://safereddit.com/r/Unexpected/comments/1cl9h0u/title/#1
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/title?share_id=abc&utm_content=2
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/?sort=controversial
        https://ns.reddit.com/r/Unexpected/comments/1cl9h0u
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/title/?force-legacy-sct=1
    """,
    "reddit:comment:l2r3xyz": """
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/l2r3xyz/
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/comment/l2r3xyz/
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/comment/l2r3xyz/?utm_source=share&utm_medium=web3x
        https://www.reddit.com/comments/1cl9h0u/comment/l2r3xyz
        https://www.reddit.com/comments/1cl9h0u/_/l2r3xyz
        https://old.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/l2r3xyz/?context=3
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/L2R3XYZ
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/-/l2r3xyz/
        https://www.reddit.com/user/someone/comments/1cl9h0u/comment/l2r3xyz/
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/l2r3xyz/.json
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/comment/l2r3xyz/?sort=top
        https://www.reddit.com/r/Unexpected/comments/1cl9h0u/the_insurance_claim/t1_l2r3xyz/
    """,
    "reddit:account:some_one": """
        https://www.reddit.com/user/some_one
        https://www.reddit.com/u/some_one/
        https://www.reddit.com/user/Some_One/comments/
        https://www.reddit.com/user/some_one/submitted/
        https://old.reddit.com/u/some_one
        https://www.reddit.com/r/u_some_one/
        https://www.reddit.com/user/some_one/?share_id=abc
        https://www.reddit.com/user/some_one.json
        https://www.reddit.com/user/some_one/about.json
        https://www.reddit.com/user/some_one/overview
        https://www.reddit.com/user/some_one/upvoted
        https://www.reddit.com/user/some_one/gilded
        https://www.reddit.com/user/some_one/submitted/?sort=new
        https://www.reddit.com/user/some_one/trophies
    """,
    "reddit:community:unexpected": """
        https://www.reddit.com/r/Unexpected
        https://www.reddit.com/r/unexpected/
        https://www.reddit.com/r/Unexpected/new/
        https://www.reddit.com/r/Unexpected/top/?t=all
        https://old.reddit.com/r/Unexpected
        https://reddit.com/r/Unexpected.json
        https://www.reddit.com/r/Unexpected/.rss
        https://www.reddit.com/r/Unexpected/about
        https://www.reddit.com/r/Unexpected/about/rules
        https://www.reddit.com/r/Unexpected/top/.rss?t=all
        https://redd.it/r/Unexpected
        reddit.com/r/Unexpected
    """,
    "reddit:video:a2mdj5d57qyc1": """
        https://v.redd.it/a2mdj5d57qyc1
        https://v.redd.it/a2mdj5d57qyc1/
        https://v.redd.it/a2mdj5d57qyc1/DASH_720.mp4?source=fallback
        https://v.redd.it/a2mdj5d57qyc1/HLSPlaylist.m3u8
        https://www.reddit.com/video/a2mdj5d57qyc1
        https://www.reddit.com/link/1cl9h0u/video/a2mdj5d57qyc1/player
    """,
    "reddit:image:abcdef123456.jpg": """
        https://i.redd.it/abcdef123456.jpg
        https://preview.redd.it/abcdef123456.jpg?width=640&crop=smart&auto=webp&s=abc
        https://preview.redd.it/some-title-v0-abcdef123456.jpg?width=1080&s=abc
        https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2Fabcdef123456.jpg
    """,
    "https://www.reddit.com/r/unexpected/s/AbCdEfGhIj": """
        https://www.reddit.com/r/Unexpected/s/AbCdEfGhIj
        https://reddit.com/r/unexpected/s/AbCdEfGhIj/
        https://www.rxddit.com/r/Unexpected/s/AbCdEfGhIj
        https://www.reddit.com/r/Unexpected/s/AbCdEfGhIj?utm_source=share
    """,
}

DIFFERENT = """
    https://www.instagram.com/p/CvAbCdEfGhI/
    https://www.instagram.com/p/cvabcdefghi/
    https://www.instagram.com/reels/videos/
    https://www.instagram.com/some.one/
    https://www.instagram.com/some_one/
    https://www.instagram.com/stories/some.one/
    https://www.instagram.com/share/reel/BAbCdEfGh1
    https://www.instagram.com/share/reel/bAbCdEfGh1
    https://www.instagram.com.evil.example/p/CvAbCdEfGhI/
    https://www.\u00ednstagram.com/p/CvAbCdEfGhI/
    https://t.co/AbCdEf1234
    https://t.co/abcdef1234
    https://x.com/someone
    https://analytics.twitter.com/someone
    https://x.com/search?q=someone
    https://x.com/search?q=%23someone
    https://x.com/i/grok/share/AbCdEf
    https://x.com/i/grok/share/AbCdEF
    https://tw\u0456tter.com/someone/status/1790637656616943991
    https://www.periscope.tv/someone
    https://www.threads.net/@someone/post/C8AbCdEfGhI
    https://www.threads.net/@someone/post/c8abcdefghi
    https://bsky.app/profile/someone.bsky.social/post/3l4omssdl632g
    https://bsky.app/profile/other.bsky.social/post/3l4omssdl632g
    https://bsky.app/profile/someone.bsky.social/feed/3l4omssdl632g
    https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef
    https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef/530343519111168
    https://www.snapchat.com/p/01234567-89ab-cdef-0123-456789abcdef/530343519111169
    https://www.snapchat.com/discover/Some_Show/530343519111168
    https://www.snapchat.com/t/AbCdEfGh
    https://www.snapchat.com/t/abcdefgh
    https://www.reddit.com/r/Unexpected/comments/1cl9h0u/title/
    https://www.reddit.com/r/Unexpected/comments/1cl9h0u//l2r3xyz/
    https://www.reddit.com/r/Unexpected/s/AbCdEfGhIj
    https://www.reddit.com/r/Unexpected/s/abcdefghij
    https://www.reddit.com/user/some_one
    https://www.reddit.com/r/some_one
"""


@pytest.mark.parametrize(("key", "forms"), list(SAME.items()), ids=list(SAME))
def test_every_form_of_a_thing_is_that_thing(key: str, forms: str) -> None:
    assert {url: parse(url).canonical for url in lines(forms)} == dict.fromkeys(lines(forms), key)


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*lines(DIFFERENT))
