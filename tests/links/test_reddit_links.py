"""Reddit: posts and comments under every skin of the site, its short host and its mirrors."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
    "reddit:post:6t7wi5": """
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it
        http://www.reddit.com/r/SomeSub/comments/6t7wi5/
        reddit.com/r/SomeSub/comments/6t7wi5
        https://old.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://new.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://np.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://m.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://i.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/.compact
        https://sh.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://amp.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://en.reddit.com/r/SomeSub/comments/6t7wi5/
        https://pt-br.reddit.com/r/SomeSub/comments/6t7wi5/
        https://nm.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://www.reddit.com/r/somesub/comments/6t7wi5/another_title/
        https://www.reddit.com/r/OtherSub/comments/6t7wi5/wait_for_it/
        https://www.reddit.com/comments/6t7wi5
        https://www.reddit.com/comments/6t7wi5/wait_for_it/
        https://www.reddit.com/user/some_name/comments/6t7wi5/wait_for_it/
        https://www.reddit.com/u/some_name/comments/6t7wi5/wait_for_it/
        https://www.reddit.com/r/u_some_name/comments/6t7wi5/wait_for_it/
        https://www.reddit.com/gallery/6t7wi5
        https://www.reddit.com/poll/6t7wi5
        https://www.reddit.com/tb/6t7wi5
        https://www.reddit.com/6t7wi5
        https://redd.it/6t7wi5
        http://www.redd.it/6t7wi5/
        https://www.reddit.com/r/SomeSub/comments/6T7WI5/wait_for_it/
        https://www.reddit.com/R/SomeSub/comments/6t7wi5/
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/?utm_source=share&utm_medium=web3x&utm_name=web3xcss
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/?share_id=aBc&rdt=12345
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/?sort=new
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/?ref=share&ref_source=link
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it.json
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/.json?limit=500
        https://www.reddit.com/r/SomeSub/comments/6t7wi5.rss
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/%C3%BCber_alles_gut/
        https://www.redditmedia.com/r/SomeSub/comments/6t7wi5/wait_for_it/?ref_source=embed&embed=true
        https://embed.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/?embed=true&theme=dark
        https://www.reddit.com/oembed?url=https%3A%2F%2Fwww.reddit.com%2Fr%2FSomeSub%2Fcomments%2F6t7wi5%2F
        https://www.reddit.com/login/?dest=https%3A%2F%2Fwww.reddit.com%2Fr%2FSomeSub%2Fcomments%2F6t7wi5%2Fwait_for_it%2F
        https://www.reddit.com/over18?dest=https%3A%2F%2Fwww.reddit.com%2Fr%2FSomeSub%2Fcomments%2F6t7wi5
        https://rxddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://www.rxddit.com/r/SomeSub/comments/6t7wi5
        https://vxreddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://redditez.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://redlib.catsarch.com/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://libredd.it/r/SomeSub/comments/6t7wi5/wait_for_it/
        https://teddit.net/r/SomeSub/comments/6t7wi5/wait_for_it/
        reddit://r/SomeSub/comments/6t7wi5
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/#comments
    """,
    "reddit:comment:dlijvzp": """
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/dlijvzp/
        https://old.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/dlijvzp/?context=3
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/comment/dlijvzp/
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/comment/dlijvzp/?utm_source=share&utm_medium=web2x&context=3
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/_/dlijvzp
        https://www.reddit.com/comments/6t7wi5/_/dlijvzp
        https://www.reddit.com/comments/6t7wi5/comment/dlijvzp
        https://np.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/DLIJVZP
        https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/dlijvzp.json
        https://vxreddit.com/r/SomeSub/comments/6t7wi5/comment/dlijvzp/
        https://www.reddit.com/user/some_name/comments/6t7wi5/comment/dlijvzp/
    """,
    "reddit:account:some_name": """
        https://www.reddit.com/user/some_name/
        https://www.reddit.com/user/Some_Name
        https://www.reddit.com/u/some_name
        https://old.reddit.com/u/some_name/
        https://www.reddit.com/user/some_name/submitted/
        https://www.reddit.com/user/some_name/comments/
        https://www.reddit.com/user/some_name/overview
        https://www.reddit.com/user/some_name?utm_source=share
        https://www.reddit.com/r/u_some_name/
        https://www.reddit.com/user/some_name/about.json
        https://www.reddit.com/user/some_name.json
        https://libreddit.kavin.rocks/user/some_name
        reddit://user/some_name
    """,
    "reddit:community:somesub": """
        https://www.reddit.com/r/SomeSub/
        https://reddit.com/r/somesub
        https://old.reddit.com/r/SomeSub
        https://np.reddit.com/r/SomeSub/
        https://www.reddit.com/r/SomeSub/new/
        https://www.reddit.com/r/SomeSub/top/?t=all
        https://www.reddit.com/r/SomeSub/hot
        https://www.reddit.com/r/SomeSub/about
        https://www.reddit.com/r/SomeSub.rss
        https://rxddit.com/r/SomeSub
    """,
    "reddit:video:abcdefgh1ijk": """
        https://v.redd.it/abcdefgh1ijk
        https://v.redd.it/abcdefgh1ijk/DASH_720.mp4?source=fallback
        https://v.redd.it/abcdefgh1ijk/HLSPlaylist.m3u8?a=1
        https://www.reddit.com/video/abcdefgh1ijk
        https://www.reddit.com/link/6t7wi5/video/abcdefgh1ijk/player
    """,
    "reddit:image:abcdefgh1ijk.jpg": """
        https://i.redd.it/abcdefgh1ijk.jpg
        https://preview.redd.it/abcdefgh1ijk.jpg?width=640&crop=smart&auto=webp&s=0a1b
        https://preview.redd.it/the-words-of-the-title-v0-abcdefgh1ijk.jpg?width=1080&s=0a1b
        https://www.reddit.com/media?url=https%3A%2F%2Fi.redd.it%2Fabcdefgh1ijk.jpg
        https://www.reddit.com/media?url=https%3A%2F%2Fpreview.redd.it%2Fthe-title-v0-abcdefgh1ijk.jpg%3Fwidth%3D640
    """,
    "reddit:live:18hnzysb1elcs": "https://www.reddit.com/live/18hnzysb1elcs",
}

DIFFERENT = """
    https://www.reddit.com/r/SomeSub/comments/6t7wi6/wait_for_it/
    https://redd.it/6t7wi
    https://www.reddit.com/r/SomeSub/comments/6t7wi5/wait_for_it/6t7wi5/
    https://www.reddit.com/r/6t7wi5
    https://www.reddit.com/user/6t7wi5
    https://www.reddit.com/live/6t7wi5abcd
    https://www.reddit.com/user/some-name/
    https://www.reddit.com/r/SomeSub2/
    https://www.reddit.com/user/somesub/
    https://www.reddit.com/r/some_name/
    https://www.reddit.com/r/SomeSub/wiki/index
    https://www.reddit.com/r/SomeSub/search?q=a
    https://www.reddit.com/r/SomeSub/search?q=b
    https://www.reddit.com/r/SomeSub/s/aBc456GHIJ
    https://www.reddit.com/r/SomeSub/s/abc456ghij
    https://v.redd.it/abcdefgh1ijl
    https://i.redd.it/abcdefgh1ijk.png
    https://www.reddit.com/
    https://reddit.com.evil.example/r/SomeSub/comments/6t7wi5/
    https://wales.reddit.com/
    https://scotland.reddit.com/
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


def test_a_shared_link_stays_closed() -> None:
    link = parse("https://www.reddit.com/r/SomeSub/s/aBc456GHIJ?utm_source=share")

    assert (link.platform, link.native_id, link.opaque) == ("reddit", None, True)
    assert link == parse("reddit.com/r/somesub/s/aBc456GHIJ/")
