"""Vimeo: a video is its number, in whatever channel, album or player it is shown, with or without its key."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
    "vimeo:video:144579403": """
        https://vimeo.com/144579403
        http://vimeo.com/144579403
        https://www.vimeo.com/144579403/
        vimeo.com/144579403
        https://vimeo.com/144579403/ec02229140
        https://vimeo.com/144579403/ec02229140?share=copy
        https://vimeo.com/144579403?share=copy&fl=sv&fe=ci
        https://vimeo.com/144579403?h=ec02229140
        https://vimeo.com/144579403#t=30s
        https://vimeo.com/144579403#at=0
        https://vimeo.com/144579403?autoplay=1
        https://vimeo.com/m/144579403
        https://vimeo.com/video/144579403
        https://vimeo.com/videos/144579403
        https://vimeo.com/manage/videos/144579403
        https://vimeo.com/manage/videos/144579403/ec02229140
        https://vimeo.com/channels/staffpicks/144579403
        https://vimeo.com/channels/144579/144579403
        https://vimeo.com/groups/somegroup/videos/144579403
        https://vimeo.com/album/2632481/video/144579403
        https://vimeo.com/showcase/3253534/video/144579403
        https://vimeo.com/showcase/3253534?video=144579403
        https://vimeo.com/ondemand/sometitle/144579403
        https://vimeo.com/event/595460/videos/144579403/
        https://vimeo.com/user21297594/review/144579403/3c257a1b5d
        https://vimeo.com/review/144579403/3c257a1b5d
        https://player.vimeo.com/video/144579403
        https://player.vimeo.com/video/144579403?h=ec02229140&badge=0&autopause=0&app_id=58479
        //player.vimeo.com/video/144579403?title=0&byline=0&portrait=0
        https://player.vimeo.com/external/144579403.hd.mp4?s=abc&profile_id=174
        https://vimeo.com/moogaloop.swf?clip_id=144579403
        http://vimeo.com/moogaloop.swf?clip_id=144579403&server=vimeo.com&show_title=1
        http://vimeopro.com/somebody/some-portfolio/video/144579403
        https://vimeo.com/api/oembed.json?url=https%3A//vimeo.com/144579403
        vimeo://app.vimeo.com/videos/144579403
    """,
    "vimeo:account:somename": """
        https://vimeo.com/somename
        https://vimeo.com/SomeName/
        https://www.vimeo.com/somename/videos
        https://vimeo.com/somename/about
        https://vimeo.com/somename/likes/
    """,
    "vimeo:account:user755559": "https://vimeo.com/user755559",
    "vimeo:channel:staffpicks": """
        https://vimeo.com/channels/staffpicks
        https://vimeo.com/channels/StaffPicks/
    """,
    "vimeo:group:somegroup": "https://vimeo.com/groups/somegroup",
    "vimeo:album:3253534": """
        https://vimeo.com/showcase/3253534
        https://vimeo.com/album/3253534
        https://vimeo.com/showcase/3253534/embed
    """,
    "vimeo:title:sometitle": "https://vimeo.com/ondemand/sometitle",
    "vimeo:event:5116195": """
        https://vimeo.com/event/5116195
        https://vimeo.com/event/5116195/embed?autoplay=1
        https://vimeo.com/event/5116195/3db517c479
    """,
}

DIFFERENT = """
    https://vimeo.com/144579404
    https://vimeo.com/album/144579403
    https://vimeo.com/event/144579403
    https://vimeo.com/user144579403
    https://vimeo.com/channels/somename
    https://vimeo.com/groups/somename
    https://vimeo.com/user755559/a-title-of-a-video
    https://vimeo.com/watch
    https://vimeo.com/
    https://vimeo.com.evil.example/144579403
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))
