"""Bluesky: a record is unique within its account only, so both are in the key."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
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
}

DIFFERENT = """
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
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


def test_a_short_link_stays_closed() -> None:
    assert (parse("https://go.bsky.app/AbCdEf1").platform, parse("go.bsky.app/AbCdEf1").opaque) == ("bluesky", True)
