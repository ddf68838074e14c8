"""Facebook: the platform with the most addresses for one thing."""

from __future__ import annotations

import pytest

from services.links import parse
from tests.links.forms import Table, assert_all_different, each, first_of_each, lines

POST = "pfbid0fqQuVEQyXRa9Dp4RcaTR14KHU3uULHV1EK7eckNXSH63JMuoALsAvVCJ97zAGitil"

SAME: Table = {
    "facebook:post:1035862816472149": """
        https://www.facebook.com/some.name/posts/1035862816472149
        https://www.facebook.com/116132035111903/posts/1035862816472149/
        https://www.facebook.com/permalink.php?story_fbid=1035862816472149&id=116132035111903
        https://www.facebook.com/permalink.php?id=116132035111903&story_fbid=1035862816472149
        https://www.facebook.com/story.php?story_fbid=1035862816472149&id=116132035111903
        https://m.facebook.com/story.php?story_fbid=1035862816472149&id=116132035111903
        https://mbasic.facebook.com/story.php?story_fbid=1035862816472149&id=116132035111903&refid=17&__tn__=-R
        https://touch.facebook.com/story.php?story_fbid=1035862816472149&id=116132035111903
        https://web.facebook.com/some.name/posts/1035862816472149?_rdc=1&_rdr
        https://free.facebook.com/some.name/posts/1035862816472149
        https://en-gb.facebook.com/some.name/posts/1035862816472149
        https://cy-gb.facebook.com/permalink.php?story_fbid=1035862816472149&id=116132035111903
        https://facebook.com/some.name/posts/1035862816472149
        facebook.com/Some.Name/posts/1035862816472149
        http://www.facebook.com/some.name/posts/1035862816472149/
        https://www.facebook.com/some.name/posts/the-words-of-the-post/1035862816472149/
        https://fb.com/some.name/posts/1035862816472149
        https://www.fb.com/some.name/posts/1035862816472149
        https://www.facebook.com/some.name/posts/1035862816472149?mibextid=Nif5oz
        https://www.facebook.com/some.name/posts/1035862816472149?__cft__[0]=AZX&__tn__=%2CO%2CP-R
        https://www.facebook.com/some.name/posts/1035862816472149?__cft__%5B0%5D=AZX&__tn__=%2CO%2CP-R
        https://www.facebook.com/some.name/posts/1035862816472149?notif_id=1&notif_t=feedback&ref=notif
        https://www.facebook.com/some.name/posts/1035862816472149?fbclid=IwAR0abc
        https://www.facebook.com/some.name/posts/1035862816472149?rdid=abc&share_url=https%3A%2F%2Fwww.facebook.com%2F
        https://www.facebook.com/116132035111903_1035862816472149
        https://www.facebook.com/some.name/activity/1035862816472149
        https://www.facebook.com/some.name?story_fbid=1035862816472149
        https://facebed.com/some.name/posts/1035862816472149
        https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fsome.name%2Fposts%2F1035862816472149
        https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fsome.name%2Fposts%2F1035862816472149
        https://m.facebook.com/login.php?next=https%3A%2F%2Fm.facebook.com%2Fstory.php%3Fstory_fbid%3D1035862816472149%26id%3D116132035111903
        https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fsome.name%2Fposts%2F1035862816472149&h=AT0
        https://www.facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd.onion/some.name/posts/1035862816472149
    """,
    f"facebook:post:{POST}": f"""
        https://www.facebook.com/some.name/posts/{POST}
        https://www.facebook.com/some.name/posts/the-words/{POST}
        https://www.facebook.com/100068861234290/posts/{POST}/?mibextid=a
        https://www.facebook.com/permalink.php?story_fbid={POST}&id=100068861234290
        https://m.facebook.com/story.php?story_fbid={POST}&id=100068861234290&mibextid=Nif5oz
    """,
    "facebook:post:1396382447100162": """
        https://www.facebook.com/groups/1024490957622648/posts/1396382447100162/
        https://www.facebook.com/groups/1024490957622648/permalink/1396382447100162/
        https://www.facebook.com/groups/some.group/permalink/1396382447100162
        https://m.facebook.com/groups/1024490957622648/permalink/1396382447100162/?refid=18
        https://m.facebook.com/groups/1024490957622648?view=permalink&id=1396382447100162
        https://mbasic.facebook.com/groups/1024490957622648?view=permalink&id=1396382447100162&refid=18
        https://www.facebook.com/groups/1024490957622648/?multi_permalinks=1396382447100162
        https://www.facebook.com/groups/1024490957622648/?multi_permalinks=1396382447100162&hoisted_section_header_type=a
        https://www.facebook.com/groups/1024490957622648/posts/1396382447100162/?rdid=abc#
        https://www.facebook.com/groups/1024490957622648/posts/d41d8cd9/1396382447100162/?app=fbl
        https://www.facebook.com/groups/some.group/post/1396382447100162/
    """,
    "facebook:photo:10150146071791729": """
        https://www.facebook.com/photo.php?fbid=10150146071791729
        https://www.facebook.com/photo/?fbid=10150146071791729&set=a.10150146071831729
        https://www.facebook.com/photo?fbid=10150146071791729&set=pcb.10150146072661729
        https://m.facebook.com/photo.php?fbid=10150146071791729&id=5550296508&set=a.1&refid=13
        https://www.facebook.com/photo.php?fbid=10150146071791729&set=a.10150146071831729.324257.5550296508&type=3&theater
        https://www.facebook.com/some.name/photos/10150146071791729
        https://www.facebook.com/photos/10150146071791729
        https://www.facebook.com/some.name/photos/a.10150146071831729/10150146071791729/
        https://www.facebook.com/some.name/photos/a.10150146071831729.324257.5550296508/10150146071791729/?type=3&theater
        https://www.facebook.com/5550296508/photos/pcb.10150146072661729/10150146071791729
        https://m.facebook.com/photo/view_full_size/?fbid=10150146071791729&ref_component=mbasic_photo_permalink
        fb://photo/10150146071791729
    """,
    "facebook:video:10153870694020942": """
        https://www.facebook.com/watch/?v=10153870694020942
        https://www.facebook.com/watch?v=10153870694020942
        https://fb.com/watch?v=10153870694020942
        https://m.facebook.com/watch/?v=10153870694020942&_rdr
        https://www.facebook.com/watch/live/?v=10153870694020942
        https://www.facebook.com/watch/live/?ref=watch_permalink&v=10153870694020942
        https://www.facebook.com/watch/?ref=saved&v=10153870694020942
        https://www.facebook.com/video.php?v=10153870694020942
        https://www.facebook.com/video/video.php?v=10153870694020942
        https://www.facebook.com/video/embed?video_id=10153870694020942
        https://www.facebook.com/some.name/videos/10153870694020942
        https://www.facebook.com/some.name/videos/10153870694020942/?__so__=channel_tab
        https://www.facebook.com/some.name/videos/the-words/10153870694020942/
        https://www.facebook.com/SomePage/videos/vb.22819070941/10153870694020942/?type=2&theater
        https://m.facebook.com/some.name/videos/10153870694020942/?refsrc=a
        https://www.facebook.com/reel/10153870694020942
        https://www.facebook.com/reel/10153870694020942/?mibextid=9drbnH&s=yWDuG2&fs=e
        https://m.facebook.com/reel/10153870694020942/
        https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fsome.name%2Fvideos%2F10153870694020942%2F&show_text=0
        https://www.facebook.com/v2.5/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fvideo.php%3Fv%3D10153870694020942
        https://www.facebook.com/#!/video.php?v=10153870694020942
        https://www.facebookez.com/reel/10153870694020942
    """,
    "facebook:account:somename": """
        https://www.facebook.com/somename
        https://www.facebook.com/some.name
        https://www.facebook.com/Some.Name/
        https://facebook.com/SOMENAME
        https://m.facebook.com/some.name?refid=7
        https://mbasic.facebook.com/some.name
        https://web.facebook.com/some.name?_rdc=1&_rdr
        https://en-gb.facebook.com/some.name
        https://fb.com/somename
        https://www.facebook.com/some.name?mibextid=ZbWKwL
        https://www.facebook.com/some.name?fref=ts
        https://www.facebook.com/some.name/about
        https://www.facebook.com/some.name/about_contact_and_basic_info
        https://www.facebook.com/some.name/photos
        https://www.facebook.com/some.name/photos_albums
        https://www.facebook.com/some.name/videos/
        https://www.facebook.com/some.name/reels/
        https://www.facebook.com/some.name/posts
        https://www.facebook.com/some.name/friends_mutual
        https://www.facebook.com/pg/some.name/posts/?ref=page_internal
        https://www.facebook.com/pg/some.name
        https://www.facebook.com/#!/some.name
        https://m.me/some.name
        https://www.messenger.com/t/some.name
        https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fsome.name
    """,
    "facebook:account_number:100068861234290": """
        https://www.facebook.com/profile.php?id=100068861234290
        https://www.facebook.com/profile.php?id=100068861234290&sk=about
        https://m.facebook.com/profile.php?id=100068861234290&fref=nf
        https://mbasic.facebook.com/profile.php?v=info&id=100068861234290
        https://www.facebook.com/100068861234290
        https://www.facebook.com/100068861234290/
        https://www.facebook.com/100068861234290/photos
        https://www.facebook.com/people/Some-Name/100068861234290/
        https://www.facebook.com/people/_/100068861234290
        https://www.facebook.com/p/Some-Name-100068861234290/
        https://www.facebook.com/groups/1024490957622648/user/100068861234290/
        https://m.me/100068861234290
        https://www.messenger.com/t/100068861234290
        fb://profile/100068861234290
    """,
    "facebook:account_number:116132035111903": """
        https://www.facebook.com/pages/Some-Page/116132035111903
        https://www.facebook.com/pages/Some-Page/116132035111903?sk=info
        https://www.facebook.com/pages/category/School/Some-Page-116132035111903/
        https://www.facebook.com/Some-Page-116132035111903/
        https://www.facebook.com/Some-Page-116132035111903/photos/
        https://www.facebook.com/pg/Some-Page-116132035111903/about/
        https://www.facebook.com/116132035111903
        fb://page/116132035111903
    """,
    "facebook:account:some-page": """
        https://www.facebook.com/some-page
        https://m.facebook.com/Some-Page/
        https://www.facebook.com/some-page/photos
    """,
    "facebook:group:1024490957622648": """
        https://www.facebook.com/groups/1024490957622648
        https://www.facebook.com/groups/1024490957622648/
        https://m.facebook.com/groups/1024490957622648?refid=27
        https://www.facebook.com/groups/1024490957622648/about
        https://www.facebook.com/groups/1024490957622648/members/
        https://www.facebook.com/groups/1024490957622648/?ref=share&mibextid=a
        fb://group/1024490957622648
    """,
    "facebook:group:some.group": """
        https://www.facebook.com/groups/some.group/
        https://www.facebook.com/groups/Some.Group/media
    """,
    "facebook:comment:3456789012345678": """
        https://www.facebook.com/some.name/posts/1035862816472149?comment_id=3456789012345678
        https://www.facebook.com/permalink.php?story_fbid=1035862816472149&id=1161&comment_id=3456789012345678
        https://www.facebook.com/some.name/posts/1035862816472149?comment_id=3456789012345678&notif_t=comment_mention
        https://www.facebook.com/photo.php?fbid=10150146071791729&comment_id=3456789012345678
        https://www.facebook.com/groups/1/posts/2/?comment_id=1035862816472149_3456789012345678
        https://www.facebook.com/some.name/posts/1?comment_id=Y29tbWVudDoxMDM1ODYyODE2NDcyMTQ5XzM0NTY3ODkwMTIzNDU2Nzg%3D
    """,
    "facebook:comment:4567890123456789": """
        https://www.facebook.com/some.name/posts/1?comment_id=3456789012345678&reply_comment_id=4567890123456789
    """,
    "facebook:album:a.10150146071831729": """
        https://www.facebook.com/media/set/?set=a.10150146071831729
        https://www.facebook.com/media/set/?set=a.10150146071831729&type=3
        https://www.facebook.com/media/set/?set=a.10150146071831729.324257.5550296508&type=1
        https://www.facebook.com/some.name/photos/?tab=album&album_id=10150146071831729
    """,
    "facebook:album:pcb.10150146072661729": "https://www.facebook.com/media/set/?set=pcb.10150146072661729&type=1",
    "facebook:event:1509582499515440": """
        https://www.facebook.com/events/1509582499515440
        https://m.facebook.com/events/1509582499515440/?acontext=%7B%7D
        https://www.facebook.com/events/some-hall/a-title/1509582499515440/
        https://www.facebook.com/events/s/a-title/1509582499515440/
    """,
    "facebook:story:100068861234290/UzpfSVNDOjEyMzQ1Njc4OTA": """
        https://www.facebook.com/stories/100068861234290/UzpfSVNDOjEyMzQ1Njc4OTA=/
        https://www.facebook.com/stories/100068861234290/UzpfSVNDOjEyMzQ1Njc4OTA=/?view_single=true
        https://m.facebook.com/stories/100068861234290/UzpfSVNDOjEyMzQ1Njc4OTA%3D/
    """,
    "facebook:stories:100068861234290": "https://www.facebook.com/stories/100068861234290/",
    "facebook:item:1234567890123456": """
        https://www.facebook.com/marketplace/item/1234567890123456/
        https://www.facebook.com/marketplace/item/1234567890123456/?ref=search
    """,
    "facebook:tag:ysgol": "https://www.facebook.com/hashtag/ysgol",
    "facebook:advertisement:901230958115569": """
        https://www.facebook.com/ads/library/?id=901230958115569
        https://es-la.facebook.com/ads/library/?id=901230958115569
    """,
}

DIFFERENT = """
    https://www.facebook.com/some.name/posts/1035862816472140
    https://www.facebook.com/photo.php?fbid=1035862816472149
    https://www.facebook.com/watch/?v=1035862816472149
    https://www.facebook.com/events/1035862816472149
    https://www.facebook.com/groups/1035862816472149
    https://www.facebook.com/profile.php?id=1035862816472149
    https://www.facebook.com/stories/1035862816472149
    https://www.facebook.com/some-name
    https://www.facebook.com/notaprofile.php?id=1
    https://www.facebook.com/notaprofile.php?id=2
    https://www.facebook.com/some.name/posts/pfbid0FqQuVEQyXRa9Dp4RcaTR14KHU3uULHV1EK7eckNXSH63JMuoALsAvVCJ97zAGitil
    https://www.facebook.com/groups/somename
    https://www.facebook.com/hashtag/somename
    https://www.facebook.com/login
    https://www.facebook.com/marketplace
    https://www.facebook.com/watch
    https://www.facebook.com/
    https://www.facebook.com/share/p/15AbCdEfGh/
    https://www.facebook.com/share/p/15abcdefgh/
    https://www.facebook.com/share/v/1CQAbCdEfG/
    https://www.facebook.com/share/r/16AbCdEfGh/
    https://www.facebook.com/share/1AbCdEfGhI/
    https://fb.watch/aBcDeFgHiJ/
    https://fb.watch/abcdefghij/
    https://fb.me/aBcDeFgHi
    https://facebook.com.evil.example/some.name
    https://evil-facebook.com/some.name
    https://developers.facebook.com/some.name
    https://www.instagram.com/somename
"""


@each(SAME)
def test_every_form_of_a_thing_is_that_thing(url: str, key: str) -> None:
    assert parse(url).canonical == key


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*first_of_each(SAME), *lines(DIFFERENT))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.facebook.com/share/p/15AbCdEfGh/?mibextid=oFDknk", "facebook.com/share/p/15AbCdEfGh"),
        ("https://m.facebook.com/share/r/16AbCdEfGh/", "https://www.facebook.com/share/r/16AbCdEfGh"),
        ("https://www.facebook.com/share/1AbCdEfGhI/?mibextid=a", "https://facebook.com/share/1AbCdEfGhI"),
        ("https://fb.watch/aBcDeFgHiJ/?mibextid=a", "http://www.fb.watch/aBcDeFgHiJ"),
        ("https://fb.me/aBcDeFgHi", "fb.me/aBcDeFgHi/"),
    ],
)
def test_a_short_link_stays_closed(one: str, other: str) -> None:
    assert parse(one) == parse(other)
    assert (parse(one).platform, parse(one).native_id, parse(one).opaque) == ("facebook", None, True)
