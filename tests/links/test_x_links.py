"""X: posts by number whoever's name stands before it, under both names of the service and its mirrors."""

from __future__ import annotations

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

SAME: Table = {
    "x:status:1790637656616943991": """
        https://x.com/some_name/status/1790637656616943991
        http://x.com/some_name/status/1790637656616943991
        https://www.x.com/some_name/status/1790637656616943991
        x.com/some_name/status/1790637656616943991/
        https://mobile.x.com/some_name/status/1790637656616943991
        https://twitter.com/some_name/status/1790637656616943991
        https://www.twitter.com/some_name/status/1790637656616943991
        https://mobile.twitter.com/some_name/status/1790637656616943991?p=v
        https://m.twitter.com/some_name/status/1790637656616943991
        twitter.com/Some_Name/status/1790637656616943991
        https://twitter.com/another_name/status/1790637656616943991
        https://twitter.com/some_name/statuses/1790637656616943991
        https://twitter.com/statuses/1790637656616943991
        https://x.com/i/status/1790637656616943991
        https://x.com/i/web/status/1790637656616943991
        https://twitter.com/i/web/status/1790637656616943991
        https://x.com/some_name/article/1790637656616943991
        https://x.com/some_name/status/1790637656616943991?s=20
        https://x.com/some_name/status/1790637656616943991?s=46&t=aBcDeFgHiJkLmNoPqRsTuV
        https://twitter.com/some_name/status/1790637656616943991?ref_src=twsrc%5Etfw
        https://twitter.com/some_name/status/1790637656616943991?ref_src=twsrc%5Etfw%7Ctwcamp%5Etweetembed&ref_url=a
        https://x.com/some_name/status/1790637656616943991?lang=cy
        https://x.com/some_name/status/1790637656616943991?mx=2
        https://x.com/some_name/status/1790637656616943991?utm_source=a&cxt=HHwW
        https://x.com/some_name/status/1790637656616943991/photo/1
        https://x.com/some_name/status/1790637656616943991/photo/4?s=20
        https://x.com/some_name/status/1790637656616943991/video/1
        https://x.com/some_name/status/1790637656616943991/mediaViewer?currentTweet=1&currentTweetUser=a
        https://x.com/some_name/status/1790637656616943991/quotes
        https://x.com/some_name/status/1790637656616943991/retweets
        https://x.com/some_name/status/1790637656616943991/retweets/with_comments
        https://x.com/some_name/status/1790637656616943991/likes
        https://x.com/some_name/status/1790637656616943991/analytics
        https://x.com/some_name/status/1790637656616943991/history
        https://twitter.com/#!/some_name/status/1790637656616943991
        https://twitter.com/i/videos/tweet/1790637656616943991
        https://twitter.com/i/cards/tfw/v1/1790637656616943991?cardname=player
        https://platform.twitter.com/embed/Tweet.html?dnt=false&id=1790637656616943991&lang=en
        https://cdn.syndication.twimg.com/tweet-result?id=1790637656616943991&lang=en
        https://publish.twitter.com/?query=https%3A%2F%2Ftwitter.com%2Fsome_name%2Fstatus%2F1790637656616943991
        https://publish.twitter.com/oembed?url=https://x.com/some_name/status/1790637656616943991
        https://analytics.twitter.com/user/some_name/tweet/1790637656616943991
        https://twitter.com/intent/like?tweet_id=1790637656616943991
        https://twitter.com/intent/retweet?tweet_id=1790637656616943991&related=a
        https://x.com/i/flow/login?redirect_after_login=%2Fsome_name%2Fstatus%2F1790637656616943991
        https://twitter.com/login?redirect_after_login=/some_name/status/1790637656616943991
        https://fxtwitter.com/some_name/status/1790637656616943991
        https://d.fxtwitter.com/some_name/status/1790637656616943991
        https://fxtwitter.com/some_name/status/1790637656616943991/en
        https://d.fxtwitter.com/some_name/status/1790637656616943991.mp4
        https://api.fxtwitter.com/some_name/status/1790637656616943991
        https://vxtwitter.com/some_name/status/1790637656616943991
        https://c.vxtwitter.com/some_name/status/1790637656616943991
        https://fixupx.com/some_name/status/1790637656616943991
        https://fixvx.com/some_name/status/1790637656616943991
        https://twittpr.com/some_name/status/1790637656616943991
        https://girlcockx.com/some_name/status/1790637656616943991
        https://nitter.net/some_name/status/1790637656616943991#m
        https://nitter.poast.org/some_name/status/1790637656616943991
        https://xcancel.com/some_name/status/1790637656616943991#m
        https://lightbrd.com/i/status/1790637656616943991
        https://twiiit.com/some_name/status/1790637656616943991
        twitter://status?id=1790637656616943991
        intent://twitter.com/some_name/status/1790637656616943991#Intent;scheme=https;package=com.twitter.android;end
        hxxps://x[.]com/some_name/status/1790637656616943991
        Look at this https://x.com/some_name/status/1790637656616943991?s=46
    """,
    "x:account:some_name": """
        https://x.com/some_name
        https://x.com/Some_Name/
        https://twitter.com/SOME_NAME
        https://mobile.twitter.com/some_name
        https://www.twitter.com/some_name?lang=en
        https://twitter.com/@some_name
        https://x.com/some_name?s=21&t=aBcDeF
        https://twitter.com/some_name?ref_src=twsrc%5Egoogle%7Ctwcamp%5Eserp%7Ctwgr%5Eauthor
        https://x.com/some_name/with_replies
        https://x.com/some_name/media
        https://x.com/some_name/likes
        https://x.com/some_name/highlights
        https://x.com/some_name/followers
        https://x.com/some_name/verified_followers
        https://twitter.com/#!/some_name
        https://twitter.com/intent/user?screen_name=some_name
        https://twitter.com/intent/follow?screen_name=some_name&original_referer=https%3A%2F%2Fexample.org
        https://x.com/intent/follow?screen_name=@some_name
        https://nitter.net/some_name
        https://nitter.net/some_name/with_replies
        https://fxtwitter.com/some_name
        https://syndication.twitter.com/srv/timeline-profile/screen-name/some_name?dnt=false
        twitter://user?screen_name=some_name
    """,
    "x:account_number:783214": """
        https://x.com/i/user/783214
        https://twitter.com/intent/user?user_id=783214
        twitter://user?id=783214
    """,
    "x:account:some_name1": "https://x.com/some_name1",
    "x:list:1234567890": """
        https://x.com/i/lists/1234567890
        https://twitter.com/i/lists/1234567890/members
        https://x.com/i/lists/1234567890?s=20
    """,
    "x:named_list:some_name/schools": """
        https://twitter.com/some_name/lists/schools
        https://twitter.com/Some_Name/lists/schools/members
    """,
    "x:space:1DXGydznBYWKM": """
        https://x.com/i/spaces/1DXGydznBYWKM
        https://twitter.com/i/spaces/1DXGydznBYWKM?s=20
        https://x.com/i/spaces/1DXGydznBYWKM/peek
    """,
    "x:broadcast:1OyKAVQrgzwGb": "https://x.com/i/broadcasts/1OyKAVQrgzwGb",
    "x:community:1493446837214187523": """
        https://x.com/i/communities/1493446837214187523
        https://twitter.com/i/communities/1493446837214187523/about
    """,
    "x:event:1910629646300762112": "https://x.com/i/events/1910629646300762112",
    "x:tag:ysgol": """
        https://x.com/hashtag/ysgol
        https://twitter.com/hashtag/Ysgol?src=hashtag_click
        https://twitter.com/hashtag/ysgol?f=live
    """,
}

DIFFERENT = """
    https://x.com/some_name/status/1790637656616943992
    https://x.com/some_name/status/179063765661694399
    https://x.com/1790637656616943991
    https://x.com/i/events/1790637656616943991
    https://x.com/i/communities/1790637656616943991
    https://x.com/i/lists/1790637656616943991
    https://x.com/i/user/1790637656616943991
    https://x.com/i/spaces/1DXGydznBYWKm
    https://x.com/i/broadcasts/1DXGydznBYWKM
    https://x.com/hashtag/some_name
    https://x.com/home
    https://x.com/explore
    https://x.com/search?q=a
    https://x.com/search?q=b
    https://x.com/intent/tweet?text=a
    https://x.com/intent/tweet?text=b
    https://x.com/some_name/photo
    https://x.com/
    https://t.co/aBcDeF1234
    https://t.co/aBcDeF1235
    https://pic.twitter.com/aBcDeF1234
    https://pic.twitter.com/abcdef1234
    https://nitter.evil.example/some_name/status/1790637656616943991
    https://twitter.com.evil.example/some_name/status/1790637656616943991
    https://fake-x.com/some_name/status/1790637656616943991
    https://nitter.net/
    https://nitter.net/about
    https://fxtwitter.com/
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


def test_short_links_stay_closed() -> None:
    picture = parse("https://pic.x.com/aBcDeF1234")

    assert parse("https://t.co/aBcDeF1234?amp=1").opaque
    assert (picture.platform, picture.opaque) == ("x", True)
    assert picture == parse("pic.twitter.com/aBcDeF1234")


def test_a_mirrors_own_pages_are_its_own() -> None:
    assert parse("https://nitter.net/about").platform == "web"
