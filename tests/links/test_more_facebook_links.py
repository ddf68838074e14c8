"""More forms of what stands on Facebook, as they are met in programs that read such links."""

from __future__ import annotations

import pytest

from services.links import parse
from tests.links.forms import Table, assert_all_different, lines

SAME: Table = {
    "facebook:video:1195289147628387": """
        https://www.facebook.com/watch/?v=1195289147628387
        https://www.facebook.com/watch?v=1195289147628387
        https://www.facebook.com/watch/?v=1195289147628387&rdid=AbCdEf
        https://www.facebook.com/watch/live/?v=1195289147628387&ref=watch_permalink
        https://www.facebook.com/watch/live/?ref=watch_permalink&v=1195289147628387
        https://www.facebook.com/watch/?ref=saved&v=1195289147628387
        https://www.facebook.com/reel/1195289147628387
        https://www.facebook.com/reel/1195289147628387/?s=single_unit
        https://www.facebook.com/reel/1195289147628387?mibextid=abc&fs=e
        https://www.facebook.com/reels/1195289147628387
        https://www.facebook.com/some.one/videos/1195289147628387/
        https://www.facebook.com/some.one/videos/a-title-here/1195289147628387/
        https://www.facebook.com/some.one/videos/vb.123456789/1195289147628387/?type=2&theater
        https://www.facebook.com/some.one/videos/vl.123/1195289147628387/
        https://www.facebook.com/100012345678901/videos/1195289147628387
        https://www.facebook.com/some.one/reels/1195289147628387
        https://www.facebook.com/some.one/reel/1195289147628387
        https://www.facebook.com/some.one/live_videos/1195289147628387
        https://www.facebook.com/video.php?v=1195289147628387
        https://www.facebook.com/video/video.php?v=1195289147628387
        https://www.facebook.com/video/embed?video_id=1195289147628387
        https://www.facebook.com/v/1195289147628387
        https://www.facebook.com/videos/1195289147628387
        https://m.facebook.com/watch/?v=1195289147628387&_rdr
        https://m.facebook.com/reel/1195289147628387/
        https://mbasic.facebook.com/video.php?v=1195289147628387
        https://web.facebook.com/watch/?v=1195289147628387&_rdc=1&_rdr
        https://touch.facebook.com/watch/?v=1195289147628387
        https://en-gb.facebook.com/some.one/videos/1195289147628387/
        https://cy-gb.facebook.com/reel/1195289147628387
        https://business.facebook.com/some.one/videos/1195289147628387
        https://fb.com/watch/?v=1195289147628387
        https://www.facebook.com/v2.3/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Freel%2F1195289147628387
        https://www.facebook.com/login/?next=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1195289147628387
        https://www.facebook.com/login.php?next=https%3A%2F%2Fwww.facebook.com%2Freel%2F1195289147628387
        https://www.facebook.com/login/web/?next=https%3A%2F%2Fwww.facebook.com%2Freel%2F1195289147628387
        https://www.facebook.com/watch/some.one/1195289147628387/
        https://www.facebook.com/watch/123456789012345/1195289147628387
        https://www.facebook.com/WATCH/?v=1195289147628387
        https://facebed.com/reel/1195289147628387
        https://facebookez.com/reel/1195289147628387
        https://fixacebook.com/reel/1195289147628387
        https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Freel%2F1195289147628387&h=AT
        https://graph.facebook.com/v16.0/oembed_video?url=https%3A%2F%2Fwww.facebook.com%2Freel%2F1195289147628387
        https://www.facebook.com/plugins/video/oembed.json/?url=https%3A%2F%2Fwww.facebook.com%2Freel%2F1195289147628387
        fb://fullscreen_video/1195289147628387
        fb://video/1195289147628387
        fb://video/?id=1195289147628387
        fb://reel/1195289147628387
        https://www.facebook.com/reel/1195289147628387#
        https://www.facebook.com/groups/123456789/videos/1195289147628387
        https://www.facebook.com/100012345678901/videos/pcb.123/1195289147628387
        https://www.facebook.com/gaming/some.one/videos/1195289147628387
        https://www.facebook.com/reel/?v=1195289147628387
        https://www.facebook.com/watch/?v=1195289147628387&extid=NS-UNK-UNK-UNK-AN_GK0T-GK1C&mibextid=2Rb1fB
        https://m.facebook.com/watch/?v=1195289147628387&paipv=0&eav=Afb
        https://www.facebook.com/reel/1195289147628387/?mibextid=rS40aB7S9Ucbxw6v
        https://www.facebook.com/some.one/videos/1195289147628387/?__so__=channel_tab&__rv__=all_videos_card
        https://www.facebook.com/reel/1195289147628387?sfnsn=scwspmo
    """,
    "facebook:post:10153664894881749": """
        https://www.facebook.com/some.one/posts/10153664894881749
        https://www.facebook.com/some.one/posts/10153664894881749/?mibextid=abc
        https://www.facebook.com/some.one/posts/10153664894881749:0
        https://www.facebook.com/some.one/posts/a-title-of-a-post/10153664894881749/
        https://www.facebook.com/some.one/posts/10153664894881749?__cft__[0]=AZX&__tn__=%2CO%2CP-R
        https://www.facebook.com/some.one/posts/10153664894881749?__cft__%5B0%5D=AZX
        https://www.facebook.com/100012345678901/posts/10153664894881749/
        https://www.facebook.com/100012345678901_10153664894881749
        https://m.facebook.com/story.php?story_fbid=10153664894881749&id=100012345678901
        https://m.facebook.com/story.php?id=100012345678901&story_fbid=10153664894881749&mibextid=Nif5oz
        https://www.facebook.com/permalink.php?story_fbid=10153664894881749&id=100012345678901
        https://mbasic.facebook.com/story.php?story_fbid=10153664894881749&id=100012345678901&refid=17
        https://www.facebook.com/groups/school.parents/posts/10153664894881749/
        https://www.facebook.com/groups/school.parents/permalink/10153664894881749/
        https://www.facebook.com/groups/123456789/permalink/10153664894881749/?mibextid=abc
        https://www.facebook.com/groups/123456789/?multi_permalinks=10153664894881749
        https://m.facebook.com/groups/123456789?view=permalink&id=10153664894881749
        https://m.facebook.com/groups/123456789/?view=permalink&id=10153664894881749&_rdr
        https://m.facebook.com/groups/123456789/permalink/10153664894881749/
        https://www.facebook.com/some.one/activity/10153664894881749
        https://www.facebook.com/events/123456789/permalink/10153664894881749/
        https://www.facebook.com/pages/Some-Page/123456789012?story_fbid=10153664894881749
        https://www.facebook.com/story.php?story_fbid=10153664894881749&id=100012345678901&rdid=abc
        https://www.facebook.com/some.one?story_fbid=10153664894881749
        https://www.facebook.com/pg/some.one/posts/10153664894881749
        https://facebed.com/some.one/posts/10153664894881749
        https://www.facebook.com/profile.php?id=100012345678901&story_fbid=10153664894881749
        https://www.facebook.com/people/Some-One/100012345678901/posts/10153664894881749
        https://www.facebook.com/100012345678901/posts/10153664894881749/?d=n
        https://m.facebook.com/groups/123456789/permalink/10153664894881749/?anchor_composer=false
        https://www.facebook.com/groups/123456789/posts/10153664894881749/?locale=en_GB
        https://www.facebook.com/story.php?story_fbid=10153664894881749&id=100012345678901&sfnsn=scwspmo
        https://en-gb.facebook.com/some.one/posts/10153664894881749
        https://m.facebook.com/some.one/posts/10153664894881749?ref=page_internal
        https://mbasic.facebook.com/groups/123456789?view=permalink&id=10153664894881749&refid=18
        https://www.facebook.com/some.one/posts/10153664894881749?notif_id=1&notif_t=comment_mention
        https://www.facebook.com/groups/123456789/?post_id=10153664894881749
        https://www.facebook.com/groups/123456789/permalink/10153664894881749/?sale_post_id=10153664894881749
    """,
    "facebook:post:pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz": """
        https://www.facebook.com/some.one/posts/pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz
        https://www.facebook.com/some.one/posts/pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz?rdid=abc#
        https://www.facebook.com/permalink.php?story_fbid=pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz&id=100012345678901
        https://m.facebook.com/story.php?story_fbid=pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz&id=100012345678901
        https://www.facebook.com/some.one/posts/words-of-a-post/pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz/
    """,
    "facebook:photo:10153664894880000": """
        https://www.facebook.com/photo.php?fbid=10153664894880000
        https://www.facebook.com/photo.php?fbid=10153664894880000&set=a.123.456.789&type=3&theater
        https://www.facebook.com/photo/?fbid=10153664894880000&set=a.123
        https://www.facebook.com/photo?fbid=10153664894880000&set=pcb.456
        https://www.facebook.com/photo/?fbid=10153664894880000
        https://www.facebook.com/some.one/photos/10153664894880000
        https://www.facebook.com/some.one/photos/a.123/10153664894880000/
        https://www.facebook.com/some.one/photos/a.123.456.789/10153664894880000/?type=3&theater
        https://www.facebook.com/some.one/photos/pb.123.-2207520000../10153664894880000/?type=3
        https://www.facebook.com/some.one/photos/pcb.123/10153664894880000
        https://www.facebook.com/some.one/photos/gm.123/10153664894880000
        https://www.facebook.com/some.one/photos/t.123/10153664894880000
        https://m.facebook.com/photo.php?fbid=10153664894880000&id=123&set=a.1
        https://m.facebook.com/photos/viewer/?photoset_token=pcb.123&photo=10153664894880000
        https://mbasic.facebook.com/photo.php?fbid=10153664894880000&id=1&set=a.2&source=48
        https://www.facebook.com/photo/view_full_size/?fbid=10153664894880000
        https://www.facebook.com/photo/download/?fbid=10153664894880000
        https://m.facebook.com/some.one/photos/a.123/10153664894880000/?type=3
        fb://photo/10153664894880000
    """,
    "facebook:account_number:100012345678901": """
        https://www.facebook.com/profile.php?id=100012345678901
        https://www.facebook.com/profile.php?id=100012345678901&mibextid=LQQJ4d
        https://m.facebook.com/profile.php?id=100012345678901&sk=photos
        https://www.facebook.com/people/Some-One/100012345678901/
        https://www.facebook.com/people/_/100012345678901
        https://www.facebook.com/100012345678901
        https://www.facebook.com/p/Some-One-100012345678901/
        https://www.facebook.com/pages/Some-One/100012345678901
        https://www.facebook.com/pages/category/School/Some-One-100012345678901/
        https://www.facebook.com/Some-One-100012345678901/
        https://m.me/100012345678901
        https://www.facebook.com/messages/t/100012345678901
        https://www.facebook.com/profile/100012345678901
        https://www.facebook.com/profile.php?v=info&id=100012345678901
        fb://profile/100012345678901
        fb://page/100012345678901
        fb://profile/?id=100012345678901
        fb://page/?id=100012345678901
        https://www.facebook.com/groups/123456789/user/100012345678901/
        https://www.facebook.com/@100012345678901
        https://mbasic.facebook.com/profile.php?id=100012345678901&refid=18
        https://www.facebook.com/profile.php?id=100012345678901&sk=about
    """,
    "facebook:account:someone": """
        https://business.facebook.com/some.one/
        https://www.facebook.com/some.one
        https://www.facebook.com/some.one/
        https://www.facebook.com/Some.One/about
        https://www.facebook.com/someone?mibextid=ZbWKwL
        https://m.facebook.com/some.one?locale2=en_GB
        https://www.facebook.com/some.one?fref=nf
        https://www.facebook.com/some.one/photos
        https://www.facebook.com/some.one/photos_by
        https://www.facebook.com/some.one/photos_albums
        https://www.facebook.com/some.one/videos/
        https://www.facebook.com/some.one/reels/
        https://www.facebook.com/some.one/friends
        https://www.facebook.com/some.one/about_contact_and_basic_info
        https://www.facebook.com/some.one?sk=about
        https://www.facebook.com/pg/some.one/about/?ref=page_internal
        https://www.facebook.com/some.one#
        https://m.me/some.one
        https://www.messenger.com/t/some.one
        https://www.facebook.com/messages/t/some.one
        https://fb.com/some.one
        https://web.facebook.com/some.one?_rdc=1&_rdr#
        https://www.facebook.com/@some.one
        https://www.facebook.com/some.one?v=timeline
        https://www.facebook.com/some.one/mentions/
        https://www.facebook.com/some.one/following
        https://www.facebook.com/some.one/likes_all
        https://www.facebook.com/gaming/some.one
        https://fb.gg/some.one
        https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fsome.one&tabs=timeline
        https://www.facebook.com/some.one/directory
        https://www.facebook.com/some.one?profile_tab_item_selected=about
        https://www.facebook.com/some.one/?locale=en_GB
    """,
    "facebook:group:school.parents": """
        https://www.facebook.com/groups/school.parents
        https://www.facebook.com/groups/School.Parents/
        https://www.facebook.com/groups/school.parents/?ref=share&mibextid=abc
        https://www.facebook.com/groups/school.parents/about
        https://www.facebook.com/groups/school.parents/members
        https://www.facebook.com/groups/school.parents/media
        https://www.facebook.com/groups/school.parents/?ref=share_group_link
        https://m.facebook.com/groups/school.parents/
        https://www.facebook.com/groups/school.parents/announcements
        https://www.facebook.com/groups/school.parents/discussion/preview
        https://www.facebook.com/groups/school.parents/buy_sell_discussion
        https://www.facebook.com/groups/school.parents/photos
        https://www.facebook.com/groups/school.parents/files/files
    """,
    "facebook:comment:10153664894890000": """
        https://www.facebook.com/some.one/posts/10153664894881749?comment_id=10153664894890000
        https://www.facebook.com/some.one/posts/10153664894881749/?comment_id=10153664894890000&__cft__[0]=abc
        https://m.facebook.com/story.php?story_fbid=10153664894881749&id=1&comment_id=10153664894890000
        https://www.facebook.com/groups/1/posts/10153664894881749/?comment_id=10153664894890000
        https://www.facebook.com/photo.php?fbid=1&comment_id=10153664894890000
        https://www.facebook.com/some.one/posts/10153664894881749?comment_id=10153664894881749_10153664894890000
        https://mbasic.facebook.com/comment/replies/?ctoken=10153664894881749_10153664894890000&count=1
    """,
    "facebook:story:100012345678901/UzpfSVNDOjEyMzQ1Njc4OTA": """
        https://www.facebook.com/stories/100012345678901/UzpfSVNDOjEyMzQ1Njc4OTA=/
        https://www.facebook.com/stories/100012345678901/UzpfSVNDOjEyMzQ1Njc4OTA=/?view_single=1&source=shared_permalink
        https://m.facebook.com/stories/100012345678901/UzpfSVNDOjEyMzQ1Njc4OTA%3D/
        https://www.facebook.com/stories/100012345678901/UzpfSVNDOjEyMzQ1Njc4OTA
    """,
    "https://fb.watch/AbCdEfGhIj": """
        https://fb.watch/AbCdEfGhIj/
        https://fb.watch/AbCdEfGhIj/?mibextid=abc
        http://fb.watch/AbCdEfGhIj
    """,
    "https://www.facebook.com/share/p/AbCdEfGhIj": """
        https://www.facebook.com/share/p/AbCdEfGhIj/
        https://www.facebook.com/share/p/AbCdEfGhIj/?mibextid=qi2Omg
        https://m.facebook.com/share/p/AbCdEfGhIj/
        https://facebook.com/share/p/AbCdEfGhIj
        https://web.facebook.com/share/p/AbCdEfGhIj/?_rdc=1&_rdr
    """,
    "https://www.facebook.com/share/r/AbCdEfGhIj": """
        https://www.facebook.com/share/r/AbCdEfGhIj/
        https://fb.com/share/r/AbCdEfGhIj/
        https://www.facebook.com/share/r/AbCdEfGhIj/?mibextid=UalRPS
    """,
    "https://www.facebook.com/share/AbCdEfGhIj": """
        https://www.facebook.com/share/AbCdEfGhIj/
        https://www.facebook.com/share/AbCdEfGhIj/?mibextid=LQQJ4d
    """,
    "facebook:event:123456789012345": """
        https://www.facebook.com/events/123456789012345/
        https://www.facebook.com/events/123456789012345?acontext=abc
        https://www.facebook.com/events/school-hall/some-event/123456789012345/
        https://m.facebook.com/events/123456789012345
        https://www.facebook.com/events/s/some-event/123456789012345/
    """,
    "facebook:tag:school": """
        https://www.facebook.com/hashtag/school
        https://www.facebook.com/hashtag/School?__eep__=6
        https://m.facebook.com/hashtag/school
    """,
    "facebook:album:a.123456789012345": """
        https://www.facebook.com/media/set/?set=a.123456789012345
        https://www.facebook.com/media/set/?set=a.123456789012345&type=3
        https://www.facebook.com/media/set/?set=a.123456789012345.1234.5678&type=1
        https://www.facebook.com/some.one/photos/?tab=album&album_id=123456789012345
        https://www.facebook.com/some.one/media_set?set=a.123456789012345
    """,
}

DIFFERENT = """
    https://www.facebook.com/reel/1195289147628387
    https://www.facebook.com/photo.php?fbid=1195289147628387
    https://www.facebook.com/some.one/posts/1195289147628387
    https://www.facebook.com/1195289147628387
    https://www.facebook.com/groups/1195289147628387
    https://www.facebook.com/events/1195289147628387
    https://www.facebook.com/events/1/permalink/1195289147628388
    https://www.facebook.com/events/1195289147628388
    https://www.facebook.com/some.one/posts/pfbid02AbCdEfGhIjKlMnOpQrStUvWxYz
    https://www.facebook.com/some.one/posts/pfbid02abcdefghijklmnopqrstuvwxyz
    https://www.facebook.com/share/p/AbCdEfGhIj
    https://www.facebook.com/share/p/abcdefghij
    https://www.facebook.com/share/v/abcdefghij
    https://fb.watch/abcdefghij
    https://www.facebook.com/latest
    https://business.facebook.com/latest
    https://www.facebook.com/watch/hashtag/123456789
    https://www.facebook.com/123456789
    https://www.facebook.com/reel/123456789
    https://www.facebook.com/friends/?profile_id=1
    https://www.facebook.com/friends/?profile_id=2
    https://www.facebook.com.evil.example/reel/1195289147628387
    https://m-facebook.com/reel/1195289147628387
    https://www.facebook.com/n/?some.one&medium=email
    https://www.facebook.com/n/?some.two&medium=email
"""

KINDS = [
    ("https://www.facebook.com/share/v/AbCdEfGhIj", "video"),
    ("https://www.facebook.com/share/r/AbCdEfGhIj", "video"),
    ("https://www.facebook.com/share/g/AbCdEfGhIj", "group"),
    ("https://www.facebook.com/share/p/AbCdEfGhIj", "text"),
]


@pytest.mark.parametrize(("key", "forms"), list(SAME.items()), ids=list(SAME))
def test_every_form_of_a_thing_is_that_thing(key: str, forms: str) -> None:
    assert {url: parse(url).canonical for url in lines(forms)} == dict.fromkeys(lines(forms), key)


def test_different_things_never_share_a_key() -> None:
    assert_all_different(*lines(DIFFERENT))


@pytest.mark.parametrize(("url", "kind"), KINDS)
def test_what_a_short_link_says_of_its_target_is_its_kind(url: str, kind: str) -> None:
    assert (parse(url).kind, parse(url).opaque) == (kind, True)
