"""URLs on Bluesky. Record keys are unique only within an account, so canonical ids contain both."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
    "bluesky:post:some-name.bsky.social/3l4omssdl632g": """
        https://bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://www.bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g/
        http://bsky.app/profile/Some-Name.bsky.social/post/3l4omssdl632g
        bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://bsky.app/profile/@some-name.bsky.social/post/3l4omssdl632g
        https://bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g?ref_src=embed
        https://bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g?utm_source=a
        https://bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g/liked-by
        https://bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g/quotes
        https://bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g#top
        https://main.bsky.dev/profile/some-name.bsky.social/post/3l4omssdl632g
        https://staging.bsky.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://fxbsky.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://bskyx.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://bskx.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://r.bskx.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://vxbsky.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://bsyy.app/profile/some-name.bsky.social/post/3l4omssdl632g
        https://deer.social/profile/some-name.bsky.social/post/3l4omssdl632g
        at://some-name.bsky.social/app.bsky.feed.post/3l4omssdl632g
    """,
    "bluesky:post:did:plc:ia76kvnndjutgedggx2ibrem/3l6zrz6zyl2dr": """
        https://bsky.app/profile/did:plc:ia76kvnndjutgedggx2ibrem/post/3l6zrz6zyl2dr
        https://bsky.app/profile/did%3Aplc%3Aia76kvnndjutgedggx2ibrem/post/3l6zrz6zyl2dr
        https://embed.bsky.app/embed/did:plc:ia76kvnndjutgedggx2ibrem/app.bsky.feed.post/3l6zrz6zyl2dr?id=1&colorMode=dark
        at://did:plc:ia76kvnndjutgedggx2ibrem/app.bsky.feed.post/3l6zrz6zyl2dr
    """,
    "bluesky:account:some-name.bsky.social": """
        https://bsky.app/profile/some-name.bsky.social
        https://bsky.app/profile/Some-Name.bsky.social/
        https://bsky.app/profile/@some-name.bsky.social
        https://bsky.app/profile/some-name.bsky.social/followers
        https://bsky.app/profile/some-name.bsky.social/follows
        https://fxbsky.app/profile/some-name.bsky.social
        https://some-name.bsky.social
        https://some-name.bsky.social/
        at://some-name.bsky.social
    """,
    "bluesky:account:somewhere.example.org": "https://bsky.app/profile/somewhere.example.org",
    "bluesky:account:did:plc:ia76kvnndjutgedggx2ibrem": """
        https://bsky.app/profile/did:plc:ia76kvnndjutgedggx2ibrem
        at://did:plc:ia76kvnndjutgedggx2ibrem
    """,
    "bluesky:feed:some-name.bsky.social/a-feed": """
        https://bsky.app/profile/some-name.bsky.social/feed/a-feed
        at://some-name.bsky.social/app.bsky.feed.generator/a-feed
    """,
    "bluesky:list:some-name.bsky.social/3kabcdefghi2x": """
        https://bsky.app/profile/some-name.bsky.social/lists/3kabcdefghi2x
        at://some-name.bsky.social/app.bsky.graph.list/3kabcdefghi2x
    """,
    "bluesky:pack:some-name.bsky.social/3kabcdefghi2x": """
        https://bsky.app/starter-pack/some-name.bsky.social/3kabcdefghi2x
        https://bsky.app/start/some-name.bsky.social/3kabcdefghi2x
    """,
    "bluesky:tag:ysgol": """
        https://bsky.app/hashtag/ysgol
        https://bsky.app/hashtag/Ysgol?author=a
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
}

DISTINCT_URLS = """
    https://bsky.app/profile/other-name.bsky.social/post/3l4omssdl632g
    https://bsky.app/profile/some-name.bsky.social/post/3l4omssdl632h
    https://bsky.app/profile/some-name.example.org
    https://bsky.app/profile/some-name.bsky.social/feed/3kabcdefghi2x
    https://go.bsky.app/AbCdEf1
    https://go.bsky.app/abcdef1
    https://bsky.app/search?q=a
    https://bsky.app/search?q=b
    https://bsky.app/
    https://bsky.social/
    https://bsky.app.evil.example/profile/some-name.bsky.social
    https://bsky.app/profile/other.bsky.social/post/3l4omssdl632g
    https://bsky.app/profile/someone.bsky.social/feed/3l4omssdl632g
"""
