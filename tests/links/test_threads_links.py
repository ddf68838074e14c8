"""Threads, under both of its domains."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
    "threads:post:C8abcDEfGhI": """
        https://www.threads.net/@some.name/post/C8abcDEfGhI
        https://www.threads.com/@some.name/post/C8abcDEfGhI
        https://threads.net/@some.name/post/C8abcDEfGhI/
        https://threads.com/@Some.Name/post/C8abcDEfGhI
        threads.net/@some.name/post/C8abcDEfGhI
        http://www.threads.net/%40some.name/post/C8abcDEfGhI
        https://www.threads.net/@another_name/post/C8abcDEfGhI
        https://www.threads.net/t/C8abcDEfGhI
        https://www.threads.net/t/C8abcDEfGhI/?igshid=NTc4MTIwNjQ2YQ==
        https://www.threads.net/t/C8abcDEfGhI/embed/
        https://www.threads.net/post/C8abcDEfGhI
        https://www.threads.net/@some.name/post/C8abcDEfGhI/embed
        https://www.threads.net/@some.name/post/C8abcDEfGhI/media
        https://www.threads.com/@some.name/post/C8abcDEfGhI?xmt=AQGzabc&slof=1
        https://www.threads.com/@some.name/post/C8abcDEfGhI?hl=cy
        https://www.threads.net/login/?next=https%3A%2F%2Fwww.threads.net%2F%40some.name%2Fpost%2FC8abcDEfGhI
        https://l.threads.net/?u=https%3A%2F%2Fwww.threads.net%2Ft%2FC8abcDEfGhI&e=AT0
        https://fixthreads.net/@some.name/post/C8abcDEfGhI
        https://www.vxthreads.net/@some.name/post/C8abcDEfGhI
        https://fixthreads.seria.moe/@some.name/post/C8abcDEfGhI
    """,
    "threads:account:some.name": """
        https://www.threads.net/@some.name
        https://www.threads.com/@some.name/
        https://threads.com/@SOME.NAME
        threads.net/@some.name?igshid=a
        https://www.threads.com/@some.name?xmt=a
        https://www.threads.net/@some.name/replies
        https://www.threads.net/@some.name/reposts
        https://www.threads.net/@some.name/media
        barcelona://user?username=some.name
    """,
    "threads:tag:ysgol": "https://www.threads.net/tag/Ysgol",
}

DIFFERENT = """
    https://www.threads.net/@some.name/post/C8abcDEfGhi
    https://www.threads.net/@some.name/post/C8abcDEfGhJ
    https://www.threads.net/@C8abcDEfGhI
    https://www.threads.net/@some_name
    https://www.threads.net/@somename
    https://www.threads.net/search?q=a
    https://www.threads.net/search?q=b
    https://www.threads.net/share/BAabcdefgh
    https://www.threads.net/
    https://www.instagram.com/some.name
    https://threads.net.evil.example/@some.name
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


def test_a_shared_link_stays_closed() -> None:
    assert parse("https://www.threads.com/share/BAabcdefgh/?xmt=a").opaque
    assert parse("https://www.threads.com/share/BAabcdefgh/?xmt=a") == parse("threads.net/share/BAabcdefgh")
