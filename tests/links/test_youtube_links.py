"""YouTube: a video under the addresses of two decades; its channel, its comments and its lists are something else."""

from __future__ import annotations

import pytest

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
    "youtube:video:dQw4w9WgXcQ": """
        https://www.youtube.com/watch?v=dQw4w9WgXcQ
        http://youtube.com/watch?v=dQw4w9WgXcQ
        youtube.com/watch?v=dQw4w9WgXcQ
        //www.YouTube.com/watch?v=dQw4w9WgXcQ
        https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ&t=42s
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLabcdefghijkl&index=3
        https://www.youtube.com/watch?list=PLabcdefghijkl&v=dQw4w9WgXcQ
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&ab_channel=SomeName
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&pp=ygUEdGVzdA%3D%3D
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=youtu.be
        https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=0m10s
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1h2m3s
        https://www.youtube.com/watch?v=dQw4w9WgXcQ/
        https://www.youtube.com/watch/?v=dQw4w9WgXcQ
        https://www.youtube.com/watch?v=dQw4w9WgXcQ?feature=share
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&v=aaaaaaaaaaa
        https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ
        https://www.youtube.com/watch?feature=player_embedded&amp;v=dQw4w9WgXcQ
        https://www.youtube.com/watch?feature=player_embedded&amp;amp;v=dQw4w9WgXcQ
        https://www.youtube.com/watch%3Fv=dQw4w9WgXcQ
        https://www.youtube.com/watch?%76=dQw4w9WgXcQ
        https://www.youtube.com/watch?v=%64Qw4w9WgXcQ
        https://www.youtube.com/watch/dQw4w9WgXcQ
        https://www.youtube.com/watch.php?v=dQw4w9WgXcQ
        https://www.youtube.com/watch_popup?v=dQw4w9WgXcQ
        https://www.youtube.com/ytscreeningroom?v=dQw4w9WgXcQ
        https://www.youtube.com/movie?v=dQw4w9WgXcQ
        https://m.youtube.com/details?v=dQw4w9WgXcQ#t=30s
        https://www.youtube.com/watch?v=dQw4w9WgXcQ%26feature=share
        https://www.youtube.com/?v=dQw4w9WgXcQ
        https://youtube.com/?vi=dQw4w9WgXcQ&feature=channel
        https://youtube.com/watch?vi=dQw4w9WgXcQ
        https://youtube.com/vi/dQw4w9WgXcQ&feature=channel
        https://youtu.be/dQw4w9WgXcQ
        http://youtu.be/dQw4w9WgXcQ/
        youtu.be/dQw4w9WgXcQ
        https://www.youtu.be/dQw4w9WgXcQ
        https://youtu.be/dQw4w9WgXcQ?si=abcDEF_123&t=42
        https://youtu.be/dQw4w9WgXcQ?list=PLabcdefghijkl
        https://youtu.be/dQw4w9WgXcQ&feature=share
        https://youtu.be/dQw4w9WgXcQ#t=1m
        https://youtu.be/watch?v=dQw4w9WgXcQ
        https://www.youtube.com/shorts/dQw4w9WgXcQ
        https://youtube.com/shorts/dQw4w9WgXcQ?feature=share
        https://m.youtube.com/shorts/dQw4w9WgXcQ?si=abc
        https://youtube.com/live/dQw4w9WgXcQ?feature=share
        https://www.youtube.com/live/dQw4w9WgXcQ?si=abc&t=10
        https://www.youtube.com/embed/dQw4w9WgXcQ?start=3&rel=0
        https://www.youtube.com/embed/dQw4w9WgXcQ?list=PLabcdefghijkl
        https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=3
        https://youtube-nocookie.com/v/dQw4w9WgXcQ?version=3&hl=en_US
        https://www.youtube.com/v/dQw4w9WgXcQ
        https://www.youtube.com/v/dQw4w9WgXcQ?fs=1&amp;hl=en_US&amp;rel=0
        https://www.youtube.com/v/dQw4w9WgXcQ&feature=youtube_gdata_player
        https://www.youtube.com/e/dQw4w9WgXcQ
        https://youtube.googleapis.com/v/dQw4w9WgXcQ
        https://music.youtube.com/watch?v=dQw4w9WgXcQ&list=RDAMVMdQw4w9WgXcQ
        https://gaming.youtube.com/watch?v=dQw4w9WgXcQ
        https://www.youtubekids.com/watch?v=dQw4w9WgXcQ
        https://www.youtubeeducation.com/embed/dQw4w9WgXcQ
        https://www.youtube.co.uk/watch?v=dQw4w9WgXcQ
        https://m.youtube.com/#/watch?v=dQw4w9WgXcQ
        https://www.youtube.com/watch#!v=dQw4w9WgXcQ
        https://www.youtube.com/tv#/watch?v=dQw4w9WgXcQ
        https://www.youtube.com/tv#/watch/video/control?v=dQw4w9WgXcQ
        https://www.youtube.com/user/SomeName#p/u/1/dQw4w9WgXcQ
        https://www.youtube.com/user/SomeName#p/a/u/1/dQw4w9WgXcQ
        https://www.youtube.com/user/SomeName#p/u/1/dQw4w9WgXcQ?rel=0
        https://www.youtube.com/SomeName#p/c/54B8C800269D7C1B/0/dQw4w9WgXcQ
        https://www.youtube.com/oembed?url=http%3A//www.youtube.com/watch?v%3DdQw4w9WgXcQ&format=json
        https://www.youtube.com/attribution_link?a=JdfC0C9V6ZI&u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dshare
        https://www.youtube.com/attribution_link?a=8g8kPrPIi-ecwIsS&u=/watch%3Fv%3DdQw4w9WgXcQ%26feature%3Dem-uploademail
        https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&gl=GB&m=0&pc=yt
        https://accounts.google.com/ServiceLogin?service=youtube&continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ
        https://www.youtube.com/verify_age?next_url=/watch%3Fv%3DdQw4w9WgXcQ
        https://www.youtube.com/redirect?q=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ&redir_token=abc
        https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&usg=abc
        https://l.facebook.com/l.php?u=https%3A%2F%2Fyoutu.be%2FdQw4w9WgXcQ%3Ffbclid%3Dabc&h=AT0
        https://invidio.us/watch?v=dQw4w9WgXcQ
        https://yewtu.be/watch?v=dQw4w9WgXcQ
        https://yewtu.be/dQw4w9WgXcQ
        https://inv.nadeko.net/watch?v=dQw4w9WgXcQ&local=true
        https://piped.video/watch?v=dQw4w9WgXcQ
        https://piped.kavin.rocks/watch?v=dQw4w9WgXcQ
        https://koutube.com/shorts/dQw4w9WgXcQ
        https://www.yout-ube.com/watch?v=dQw4w9WgXcQ
        vnd.youtube:dQw4w9WgXcQ
        vnd.youtube://dQw4w9WgXcQ?t=3
        youtube://www.youtube.com/watch?v=dQw4w9WgXcQ
        intent://www.youtube.com/watch?v=dQw4w9WgXcQ#Intent;package=com.google.android.youtube;scheme=https;end
        android-app://com.google.android.youtube/http/www.youtube.com/watch?v=dQw4w9WgXcQ
        A title - YouTube https://youtu.be/dQw4w9WgXcQ
        [A title](https://youtu.be/dQw4w9WgXcQ)
    """,
    "youtube:comment:UgxAbCdEfGhI4AaABAg": """
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxAbCdEfGhI4AaABAg
        https://youtu.be/dQw4w9WgXcQ?lc=UgxAbCdEfGhI4AaABAg
        https://www.youtube.com/shorts/dQw4w9WgXcQ?lc=UgxAbCdEfGhI4AaABAg
    """,
    "youtube:comment:UgxAbCdEfGhI4AaABAg.9aBcDeFgHiJ": """
        https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxAbCdEfGhI4AaABAg.9aBcDeFgHiJ
    """,
    "youtube:handle:some.name": """
        https://www.youtube.com/@Some.Name
        https://youtube.com/@some.name
        https://m.youtube.com/@some.name/
        https://www.youtube.com/%40some.name
        https://youtube.com/@some.name?si=abc
        https://www.youtube.com/@some.name/videos
        https://www.youtube.com/@some.name/shorts
        https://www.youtube.com/@some.name/streams
        https://www.youtube.com/@some.name/featured
        https://www.youtube.com/@some.name/about
        https://www.youtube.com/@some.name/community
        https://www.youtube.com/@some.name/playlists?view=1
        https://www.youtube.com/@some.name?sub_confirmation=1
        https://music.youtube.com/@some.name
    """,
    "youtube:channel:UCuAXFkgsw1L7xaCfnd5JJOw": """
        https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw
        https://youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw/
        https://m.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw/videos
        https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw/featured
        https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw?sub_confirmation=1
        https://music.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw
        https://music.youtube.com/browse/UCuAXFkgsw1L7xaCfnd5JJOw
        https://studio.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw
        https://yewtu.be/channel/UCuAXFkgsw1L7xaCfnd5JJOw
    """,
    "youtube:user:somename": """
        https://www.youtube.com/user/SomeName
        https://youtube.com/user/somename/videos?view=0
        https://www.youtube.com/profile?user=SomeName
        https://www.youtube.com/embed/?listType=user_uploads&list=SomeName
    """,
    "youtube:name:somename": """
        https://www.youtube.com/c/SomeName
        https://www.youtube.com/c/somename/about
    """,
    "youtube:vanity:somename": """
        https://www.youtube.com/SomeName
        https://www.youtube.com/somename/videos
    """,
    "youtube:live:some.name": "https://www.youtube.com/@Some.Name/live",
    "youtube:live_channel:UCuAXFkgsw1L7xaCfnd5JJOw": """
        https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw/live
        https://www.youtube.com/embed/live_stream?channel=UCuAXFkgsw1L7xaCfnd5JJOw
    """,
    "youtube:playlist:PLabcdefghijkl": """
        https://www.youtube.com/playlist?list=PLabcdefghijkl
        https://m.youtube.com/playlist?list=PLabcdefghijkl&si=abc
        https://music.youtube.com/playlist?list=PLabcdefghijkl
        https://music.youtube.com/browse/VLPLabcdefghijkl
        https://www.youtube.com/embed/videoseries?list=PLabcdefghijkl
        https://www.youtube-nocookie.com/embed/videoseries?si=a&list=PLabcdefghijkl
        https://www.youtube.com/embed?listType=playlist&list=PLabcdefghijkl
        https://piped.video/playlist?list=PLabcdefghijkl
    """,
    "youtube:post:UgkxAbCdEfGhIjKlMnOpQrStUv": """
        https://www.youtube.com/post/UgkxAbCdEfGhIjKlMnOpQrStUv
        https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw/community?lb=UgkxAbCdEfGhIjKlMnOpQrStUv
        https://youtube.com/@some.name/community?lb=UgkxAbCdEfGhIjKlMnOpQrStUv
    """,
    "youtube:clip:UgkxzZzZzZzZzZzZzZzZzZzZ": "https://youtube.com/clip/UgkxzZzZzZzZzZzZzZzZzZzZ?si=abc",
    "youtube:tag:ysgol": """
        https://www.youtube.com/hashtag/ysgol
        https://www.youtube.com/hashtag/Ysgol/shorts
    """,
    "youtube:sound:dQw4w9WgXcQ": "https://www.youtube.com/source/dQw4w9WgXcQ/shorts",
}

DIFFERENT = """
    https://youtu.be/DQW4W9WGXCQ
    https://youtu.be/dQw4w9WgXcR
    https://youtu.be/dQw4w9WgXc
    https://www.youtube.com/dQw4w9WgXcQ
    https://www.youtube.com/@dQw4w9WgXcQ
    https://www.youtube.com/channel/UCuaXFkgsw1L7xaCfnd5JJOw
    https://www.youtube.com/@somename
    https://www.youtube.com/@some-name
    https://www.youtube.com/playlist?list=PLabcdefghijkL
    https://www.youtube.com/clip/UgkxAbCdEfGhIjKlMnOpQrStUv
    https://www.youtube.com/@some.name/search?query=a
    https://www.youtube.com/@some.name/search?query=b
    https://www.youtube.com/results?search_query=a
    https://www.youtube.com/results?search_query=b
    https://music.youtube.com/search?q=a
    https://music.youtube.com/
    https://www.youtube.com/
    https://www.youtube.com/feed/trending
    https://www.youtube.com/watch
    https://yewtu.be/
    https://yewtu.be/preferences
    https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg
    https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ
    https://invidious.evil.example/watch?v=dQw4w9WgXcQ
    https://notyoutube.com/watch?v=dQw4w9WgXcQ
    https://archive.org/details/youtube-dQw4w9WgXcQ
    https://web.archive.org/web/2020/https://www.youtube.com/watch?v=dQw4w9WgXcQ
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


@pytest.mark.parametrize("word", ["videoseries", "live_stream"])
def test_a_word_of_the_player_is_no_video(word: str) -> None:
    assert parse(f"https://www.youtube.com/embed/{word}").native_id is None
