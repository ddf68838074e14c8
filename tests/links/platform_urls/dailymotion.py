"""URLs on Dailymotion. The title after the id of a video is ignored."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
    "dailymotion:video:x5kesuj": """
        https://www.dailymotion.com/video/x5kesuj
        http://dailymotion.com/video/x5kesuj/
        dailymotion.com/video/x5kesuj
        https://www.dailymotion.com/video/x5kesuj_the-words-of-the-title_news
        https://www.dailymotion.com/video/x5kesuj?playlist=x6hynp
        https://www.dailymotion.com/video/x5kesuj?start=30
        https://www.dailymotion.com/video/x5kesuj#comments
        https://touch.dailymotion.com/video/x5kesuj
        https://www.dailymotion.com/embed/video/x5kesuj
        https://www.dailymotion.com/embed/video/x5kesuj?autoplay=1&mute=1
        //www.dailymotion.com/embed/video/x5kesuj
        https://www.dailymotion.com/crawler/video/x5kesuj
        http://www.dailymotion.com/swf/video/x5kesuj
        http://www.dailymotion.com/swf/x5kesuj_some-words
        https://www.dailymotion.com/gb/video/x5kesuj
        https://www.dailymotion.com/en-gb/video/x5kesuj
        https://geo.dailymotion.com/player.html?video=x5kesuj&mute=true
        https://geo.dailymotion.com/player/xakln.html?video=x5kesuj
        https://geo.dailymotion.com/player/x86gw.html?mute=true&video=x5kesuj
        https://dai.ly/x5kesuj
        http://www.dai.ly/x5kesuj/
        https://www.dailymotion.com/services/oembed?url=https://www.dailymotion.com/video/x5kesuj
        dailymotion://video/x5kesuj
    """,
    "dailymotion:video:k46oCapRs4iikoz9DWy": """
        https://www.dailymotion.com/video/k46oCapRs4iikoz9DWy
        https://geo.dailymotion.com/player/x86gw.html?video=k46oCapRs4iikoz9DWy
    """,
    "dailymotion:playlist:xv4bw": """
        https://www.dailymotion.com/playlist/xv4bw
        http://www.dailymotion.com/playlist/xv4bw_some_words/1
        https://geo.dailymotion.com/player/xf7zn.html?playlist=xv4bw
    """,
    "dailymotion:account:some-name": """
        https://www.dailymotion.com/some-name
        https://www.dailymotion.com/Some-Name/
        https://www.dailymotion.com/user/some-name
        http://www.dailymotion.com/user/some-name/1
        https://www.dailymotion.com/some-name/videos
        https://www.dailymotion.com/old/user/some-name
    """,
    "dailymotion:video:x8u4owg": """
        https://www.dailymotion.com/video/x8u4owg
        https://www.dailymotion.com/video/x8u4owg_a-title_news
        https://dai.ly/x8u4owg
        https://dai.ly/x8u4owg?start=10
        https://www.dailymotion.com/embed/video/x8u4owg?autoplay=1
        https://geo.dailymotion.com/player.html?video=x8u4owg
        https://geo.dailymotion.com/player/x86gw.html?video=x8u4owg
        https://geo.dailymotion.com/player/xbz1q.html?video=x8u4owg&mute=true
        https://www.dailymotion.com/video/x8u4owg?playlist=x5nmbq
        https://www.dailymotion.com/fr/video/x8u4owg
        https://m.dailymotion.com/video/x8u4owg
        https://touch.dailymotion.com/video/x8u4owg
        https://www.dailymotion.com/crawler/video/x8u4owg
        https://www.dailymotion.com/swf/video/x8u4owg
        https://www.dailymotion.com/services/oembed?url=https%3A%2F%2Fwww.dailymotion.com%2Fvideo%2Fx8u4owg
        https://www.dailymotion.com/us/video/x8u4owg
        https://www.dailymotion.com/thumbnail/video/x8u4owg
        https://www.dailymotion.com/thumbnail/160x120/video/x8u4owg
        https://api.dailymotion.com/video/x8u4owg
        https://dai.ly/video/x8u4owg
        dailymotion://video/x8u4owg
        https://www.dailymotion.com/video/x8u4owg#comments
        https://www.dailymotion.com/cdn/manifest/video/x8u4owg.m3u8
    """,
}

DISTINCT_URLS = """
    https://www.dailymotion.com/video/x5kesuk
    https://www.dailymotion.com/video/k46ocapRs4iikoz9DWy
    https://www.dailymotion.com/playlist/x5kesuj
    https://www.dailymotion.com/x5kesuj
    https://www.dailymotion.com/some_name
    https://www.dailymotion.com/search/a/videos
    https://www.dailymotion.com/search/b/videos
    https://www.dailymotion.com/
    https://dailymotion.com.evil.example/video/x5kesuj
    https://dai.ly/X8u4owg
"""
