"""URLs on Vimeo: a video in any channel, album or player, with or without its access key."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
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
    "vimeo:video:160743502": """
        https://vimeo.com/160743502/abd0e13fb4
        https://vimeo.com/160743502/abd0e13fb4?share=copy
        https://vimeo.com/160743502?h=abd0e13fb4
        https://player.vimeo.com/video/160743502?h=abd0e13fb4&title=0
        https://vimeo.com/channels/staffpicks/160743502
        https://vimeo.com/groups/shortfilms/videos/160743502
        https://vimeo.com/album/2632481/video/160743502
        https://vimeo.com/showcase/2632481/video/160743502
        https://vimeo.com/showcase/2632481?video=160743502
        https://vimeo.com/ondemand/some-title/160743502
        https://vimeo.com/video/160743502
        https://vimeo.com/videos/160743502
        https://vimeo.com/m/160743502
        https://m.vimeo.com/160743502
        https://vimeo.com/160743502#t=30s
        https://vimeo.com/160743502?autoplay=1
        https://vimeo.com/moogaloop.swf?clip_id=160743502
        https://vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F160743502
        https://vimeo.com/user12345/review/160743502/abd0e13fb4
        https://vimeo.com/manage/videos/160743502
        https://vimeo.com/manage/videos/160743502/abd0e13fb4/privacy
        https://vimeo.com/api/v2/video/160743502.json
        https://vimeo.com/event/595460/videos/160743502
        https://vimeopro.com/someone/folder/video/160743502
        https://www.vimeo.com/160743502
        https://vimeo.com/160743502/settings
        https://vimeo.com/160743502/likes
        https://vimeo.com/reviews/abc/videos/160743502
        https://player.vimeo.com/video/160743502/config
        https://player.vimeo.com/video/160743502?dnt=1&app_id=122963
        https://vimeo.com/160743502?fl=pl&fe=sh
        https://vimeo.com/160743502/abd0e13fb4?ts=0&share=copy
        https://vimeo.com/channels/staffpicks/160743502?autoplay=1
        https://vimeo.com/album/2632481/video/160743502/embed
        https://vimeo.com/160743502
    """,
    "vimeo:account:someone": """
        https://vimeo.com/someone
        https://vimeo.com/SomeOne/videos
        https://vimeo.com/someone/about
        https://vimeo.com/someone/following
    """,
}

DISTINCT_URLS = """
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
    https://vimeo.com/event/160743502
    https://vimeo.com/album/160743502
    https://vimeo.com/channels/160743502
    https://vimeo.com/ondemand/160743502
"""
