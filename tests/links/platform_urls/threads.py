"""URLs on both domains of Threads."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
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
        https://www.threads.net/@someone/post/C8AbCdEfGhI
    """,
    "threads:account:someone": """
        https://www.threads.com/@SomeOne?igshid=abc
        https://threads.com/@someone/replies
        https://www.threads.net/%40someone
        https://www.threads.com/@someone/reposts
        https://www.threads.com/@someone/media
        barcelona://user?username=someone
    """,
}

DISTINCT_URLS = """
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
    https://www.threads.net/@someone/post/c8abcdefghi
"""
