"""URLs on TikTok: posts by id with any handle in front; accounts, sounds, live rooms and comments."""

from __future__ import annotations

from tests.links.tables import UrlTable

SECRET = "MS4wLjABAAAA-0bQT0CqebTRr6I4IkYvMDMKSRSJHLNPBo5HrSklJwyA2psXLSZG5FP"

URLS: UrlTable = {
    "tiktok:post:7123456789012345678": """
        https://www.tiktok.com/@some.one/video/7123456789012345678
        http://www.tiktok.com/@some.one/video/7123456789012345678
        https://tiktok.com/@some.one/video/7123456789012345678/
        https://m.tiktok.com/@some.one/video/7123456789012345678
        https://lite.tiktok.com/@some.one/video/7123456789012345678
        https://us.tiktok.com/@some.one/video/7123456789012345678
        https://www.tiktok.com/@Another_Name/video/7123456789012345678
        https://www.tiktok.com/@/video/7123456789012345678
        https://www.tiktok.com/%40some.one/video/7123456789012345678
        https://www.tiktok.com/@some.one/photo/7123456789012345678
        https://www.tiktok.com/@some.one/story/7123456789012345678
        https://www.tiktok.com/@some.one/VIDEO/7123456789012345678
        https://www.tiktok.com/@some.one/video/7123456789012345678?is_from_webapp=1&sender_device=pc&web_id=7098765432109876
        https://www.tiktok.com/@some.one/video/7123456789012345678?_r=1&_t=8abc&share_item_id=7123456789012345678&u_code=d1
        https://www.tiktok.com/@some.one/video/7123456789012345678?lang=en&q=some%20words&t=1700000000000
        https://www.tiktok.com/@some.one/video/7123456789012345678?is_copy_url=1&is_from_webapp=v1
        https://www.tiktok.com/@some.one/video/7123456789012345678&lang=en
        https://www.tiktok.com/@some.one/video/7123456789012345678%3Flang=en
        https://www.tiktok.com/@some.one/video/7123456789012345678#comments
        https://www.tiktok.com//@some.one//video/7123456789012345678
        HTTPS://WWW.TIKTOK.COM/@some.one/video/7123456789012345678
        https://www.tiktok.com:443/@some.one/video/7123456789012345678
        http://www.tiktok.com:80/@some.one/video/7123456789012345678
        https://www.tiktok.com./@some.one/video/7123456789012345678
        www.tiktok.com/@some.one/video/7123456789012345678
        tiktok.com/@some.one/video/7123456789012345678
        //www.tiktok.com/@some.one/video/7123456789012345678
        https://https://www.tiktok.com/@some.one/video/7123456789012345678
        ttps://www.tiktok.com/@some.one/video/7123456789012345678
        https//www.tiktok.com/@some.one/video/7123456789012345678
        hxxps://www[.]tiktok[.]com/@some.one/video/7123456789012345678
        https%3A%2F%2Fwww.tiktok.com%2F%40some.one%2Fvideo%2F7123456789012345678
        https://m.tiktok.com/v/7123456789012345678.html
        https://m.tiktok.com/v/7123456789012345678.html?u_code=0&preview_pb=0&language=en&share_item_id=7123456789012345678
        https://m.tiktok.com/h5/share/item/7123456789012345678.html
        https://t.tiktok.com/i18n/share/video/7123456789012345678/?region=GB
        https://www.tiktok.com/share/video/7123456789012345678
        https://www.tiktokv.com/share/video/7123456789012345678/
        https://www.tiktok.com/node/share/video/@some.one/7123456789012345678
        https://www.tiktok.com/embed/7123456789012345678
        https://www.tiktok.com/embed/v2/7123456789012345678?lang=en-GB
        https://www.tiktok.com/embed/v3/7123456789012345678
        https://www.tiktok.com/player/v1/7123456789012345678?music_info=1&description=1
        https://www.tiktok.com/oembed?url=https://www.tiktok.com/@some.one/video/7123456789012345678
        https://www.tiktok.com/foryou?is_copy_url=1&is_from_webapp=v1&item_id=7123456789012345678
        https://www.tiktok.com/?share_item_id=7123456789012345678
        https://www.tiktok.com/foryou?lang=en#/@some.one/video/7123456789012345678
        https://www.tiktok.com/trending?shareId=7123456789012345678
        https://www.tiktok.com/amp/@some.one/video/7123456789012345678
        https://www.tiktok.com/login?redirect_url=https%3A%2F%2Fwww.tiktok.com%2F%40some.one%2Fvideo%2F7123456789012345678
        https://www.vxtiktok.com/@some.one/video/7123456789012345678
        https://tnktok.com/@some.one/video/7123456789012345678
        https://a.tnktok.com/@some.one/photo/7123456789012345678
        https://d.tnktok.com/@some.one/video/7123456789012345678
        https://www.tfxktok.com/@some.one/video/7123456789012345678
        https://kktiktok.com/@some.one/video/7123456789012345678
        https://proxitok.pabloferreiro.es/@some.one/video/7123456789012345678
        https://www.tiktok.com/?a=1&amp;item_id=7123456789012345678
        snssdk1233://aweme/detail/7123456789012345678?refer=web
        snssdk1180://aweme/detail/7123456789012345678
        intent://www.tiktok.com/@some.one/video/7123456789012345678#Intent;scheme=https;package=com.zhiliaoapp.musically;end
        intent://aweme/detail/7123456789012345678?refer=web#Intent;scheme=snssdk1233;package=com.zhiliaoapp.musically;end
    """,
    "tiktok:account:some.one": """
        https://www.tiktok.com/@Some.One
        tiktok.com/@some.one/
        https://m.tiktok.com/@some.one
        https://www.tiktok.com/@SOME.ONE?lang=cy&_t=8x
        https://www.tiktok.com/@some.one?is_from_webapp=1&sender_device=pc
        https://www.tiktok.com/%40some.one
        https://www.tiktok.com/embed/@some.one
        https://www.tiktok.com/amp/@some.one
        https://www.tiktok.com/@some.one/liked
        https://www.tiktok.com/@some.one/reposts
        https://vxtiktok.com/@some.one
    """,
    f"tiktok:account_secret:{SECRET}": f"""
        https://www.tiktok.com/@{SECRET}
    """,
    "tiktok:account_number:6820838815978423302": """
        https://www.tiktok.com/@6820838815978423302
        https://m.tiktok.com/h5/share/usr/6820838815978423302.html
        https://www.tiktok.com/share/user/6820838815978423302
        snssdk1233://user/profile/6820838815978423302
        snssdk1233://user/profile/6820838815978423302?refer=web
    """,
    "tiktok:live:some.one": "https://www.tiktok.com/@Some.One/live",
    "tiktok:room:7210809319192726273": """
        https://m.tiktok.com/share/live/7210809319192726273?x=1
        https://www.tiktok.com/live/7210809319192726273
    """,
    "tiktok:tag:backtoschool": """
        https://www.tiktok.com/tag/BackToSchool?lang=en
        https://m.tiktok.com/tag/backtoschool
    """,
    "tiktok:tag:ysgolôl": """
        https://www.tiktok.com/tag/ysgol%C3%B4l
        https://www.tiktok.com/tag/ysgolo%CC%82l
        https://www.tiktok.com/tag/ysgolôl
    """,
    "tiktok:sound:6940001": """
        https://www.tiktok.com/music/original-sound-6940001
        https://www.tiktok.com/music/s%C5%B5n-gwreiddiol-6940001
        https://www.tiktok.com/music/6940001
        https://t.tiktok.com/i18n/share/music/6940001
    """,
    "tiktok:collection:7371330159376370462": """
        https://www.tiktok.com/@some.one/collection/count-test-7371330159376370462
        https://www.tiktok.com/@some.one/playlist/%F0%9F%98%82-7371330159376370462
    """,
    "tiktok:effect:479565": "https://www.tiktok.com/sticker/Some-Effect-479565",
    "tiktok:comment:777": """
        https://www.tiktok.com/@a/video/7123456789012345678?share_comment_id=777&_r=1
        https://www.tiktok.com/@a/video/7123456789012345678?comment_id=777
    """,
    "tiktok:post:7289034567890123456": """
        https://www.tiktok.com/@some.user/video/7289034567890123456?is_from_webapp=1&sender_device=pc&web_id=7123
        https://www.tiktok.com/@some.user/video/7289034567890123456?is_from_webapp=1&sender_device=pc
        https://www.tiktok.com/@some.user/video/7289034567890123456?lang=en-GB&q=school%20fight&t=1698000000000
        https://www.tiktok.com/@some.user/video/7289034567890123456?_r=1&_t=8gkAbCdEfGh
        https://www.tiktok.com/@some.user/photo/7289034567890123456
        https://www.tiktok.com/@some.user/photo/7289034567890123456?_d=secC&_svg=1&checksum=abc
        https://m.tiktok.com/v/7289034567890123456.html
        https://m.tiktok.com/v/7289034567890123456.html?u_code=abc&_r=1
        https://m.tiktok.com/v/7289034567890123456
        http://m.tiktok.com/h5/share/video/7289034567890123456/?u_code=x
        https://m.tiktok.com/@some.user/video/7289034567890123456
        https://m.tiktok.com/share/video/7289034567890123456
        https://t.tiktok.com/i18n/share/video/7289034567890123456/
        https://t.tiktok.com/i18n/share/item/7289034567890123456/
        https://lite.tiktok.com/@some.user/video/7289034567890123456
        https://www.tiktok.com/embed/7289034567890123456
        https://www.tiktok.com/embed/v2/7289034567890123456?lang=en-GB
        https://www.tiktok.com/embed/v3/7289034567890123456
        https://www.tiktok.com/player/v1/7289034567890123456?autoplay=1&loop=1
        https://www.tiktok.com/static/profile-video?id=7289034567890123456
        https://www.tiktok.com/@/video/7289034567890123456
        https://www.tiktok.com/@_/video/7289034567890123456
        https://www.tiktok.com/@user-deleted/video/7289034567890123456
        https://www.tiktokv.com/share/video/7289034567890123456/
        https://www.tiktokv.us/share/video/7289034567890123456/
        https://www.tiktokv.eu/share/video/7289034567890123456/
        https://m.tiktokv.com/share/video/7289034567890123456/
        https://www.tiktok.com/%40some.user/video/7289034567890123456
        https://www.tiktok.com//@some.user/video/7289034567890123456
        https://www.tiktok.com/@some.user/video/7289034567890123456/
        https://WWW.TIKTOK.COM/@Some.User/video/7289034567890123456
        https://www.tiktok.com/@some.user/video/7289034567890123456#comments
        https://www.tiktok.com/@some.user/video/7289034567890123456?refer=embed
        https://www.tiktok.com/@some.user/video/7289034567890123456?traffic_type=others&referer_url=amp
        https://www.tiktok.com/@some.user/video/7289034567890123456?k=1
        https://www.tiktok.com/amp/@some.user/video/7289034567890123456
        https://www.tiktok.com/v/7289034567890123456
        https://www.tiktok.com/video/7289034567890123456
        https://www.tiktok.com/share/video/7289034567890123456
        https://www.tiktok.com/share/item/7289034567890123456
        https://www.tiktok.com/i18n/share/video/7289034567890123456
        https://www.tiktok.com/foryou?is_copy_url=1&is_from_webapp=v1&item_id=7289034567890123456
        https://www.tiktok.com/foryou#/@some.user/video/7289034567890123456
        https://www.tiktok.com/explore?item_id=7289034567890123456
        https://www.tiktok.com/trending?shareId=7289034567890123456
        https://www.tiktok.com/oembed?url=https://www.tiktok.com/@some.user/video/7289034567890123456
        https://www.tnktok.com/@some.user/video/7289034567890123456
        https://a.tnktok.com/@some.user/video/7289034567890123456
        https://d.tnktok.com/@some.user/video/7289034567890123456
        https://tfxktok.com/@some.user/video/7289034567890123456
        https://www.vxtiktok.com/@some.user/video/7289034567890123456
        https://www.tiktxk.com/@some.user/video/7289034567890123456
        https://tiktokez.com/@some.user/video/7289034567890123456
        https://www.kktiktok.com/@some.user/video/7289034567890123456
        https://dxtiktok.com/@some.user/video/7289034567890123456
        https://cocktiktok.com/@some.user/video/7289034567890123456
        https://fixtok.wuff.gay/@some.user/video/7289034567890123456
        snssdk1180://aweme/detail/7289034567890123456?refer=web
        snssdk1233://aweme/detail/7289034567890123456?gd_label=click_wap_detail_page&refer=web
        musically://aweme/detail/7289034567890123456
        tiktok://video/7289034567890123456
        tiktok://aweme/detail/7289034567890123456
        https://www.tiktok.com/@some.user/video/7289034567890123456%3F_r%3D1%26_t%3D8gk
        https://www.tiktok.com/@some.user/video/7289034567890123456&_r=1
        https://www.tiktok.com/@some.user/video/7289034567890123456?enter_from=user_profile
        https://www.tiktok.com/share/photo/7289034567890123456
        https://www.tiktok.com/i18n/share/photo/7289034567890123456
        https://www.tiktok.com/@some.user/video/7289034567890123456-some-title
        https://www.tiktok.com/@some.user/story/7289034567890123456
        https://www.tiktok.com/@some.user/now/7289034567890123456
        https://www.tiktok.com/@some.user?item_id=7289034567890123456
        https://vm.tiktok.com/v/7289034567890123456.html
        https://m.tiktok.com/i18n/share/video/7289034567890123456/
        https://www.tiktok.com/@some.user/video/7289034567890123456?q=some%20school&t=1698
        https://www.tiktok.com/@some.user/photo/7289034567890123456?lang=en
        https://www.tiktok.com/embed/v2/7289034567890123456?referrer=https%3A%2F%2Fexample.org
        https://us.tiktok.com/@some.user/video/7289034567890123456
        https://www.tiktok.com/h5/share/video/7289034567890123456
        https://vt.tiktok.com/@some.user/video/7289034567890123456
        https://tiktok.com/@some.user/video/7289034567890123456/?_t=8hK&_r=1
        https://www.tiktok.com/@some.user/video/7289034567890123456?__cft__=1
        https://d.tnktok.com/@some.user/video/7289034567890123456.mp4
        https://hd.tnktok.com/@some.user/video/7289034567890123456
        aweme://aweme/detail/7289034567890123456
        https://www.tiktok.com/@some.user/video/7289034567890123456 #fyp #school
        https://www.tiktok.com/@some.user/video/7289034567890123456
    """,
    "tiktok:account:some.user": """
        https://www.tiktok.com/@Some.User/
        https://www.tiktok.com/@some.user?lang=en
        https://www.tiktok.com/@some.user?_t=8gk&_r=1
        https://m.tiktok.com/@some.user
        https://tiktok.com/@some.user?is_from_webapp=1&sender_device=pc
        https://www.tiktok.com/embed/@some.user
        https://www.tiktok.com/amp/@some.user
        https://lite.tiktok.com/@some.user
        https://www.tiktok.com/@some.user/liked
        https://www.tiktok.com/@some.user/playlists
        https://www.tiktok.com/@some.user/videos
        https://www.tiktok.com/@some.user/shop
        https://www.tiktok.com/@some.user/followers
        https://www.tnktok.com/@some.user
        https://www.tiktok.com/@%73ome.user
        https://www.tiktok.com/%40some.user?lang=en
        https://www.tiktok.com/@some.user#top
        https://proxitok.pabloferreiro.es/@some.user
        https://www.tiktok.com/share/user/@some.user
        https://www.tiktok.com/@some.user/rss
        https://www.tiktok.com/@some.user
    """,
    "tiktok:live:some.user": """
        https://www.tiktok.com/@some.user/live
        https://www.tiktok.com/@some.user/live?enter_from_merge=others&enter_method=others
        https://m.tiktok.com/@some.user/live
        https://www.tiktok.com/@some.user/live/
    """,
    "tiktok:room:7289034567890129999": """
        https://www.tiktok.com/share/live/7289034567890129999/
        https://m.tiktok.com/share/live/7289034567890129999/?language=en
        https://www.tiktok.com/live/7289034567890129999
        https://webcast.tiktok.com/share/live/7289034567890129999
    """,
    "tiktok:sound:7036843036118469381": """
        https://www.tiktok.com/music/jiefei-soap-remix-7036843036118469381
        https://www.tiktok.com/music/original-sound-7036843036118469381?lang=en
        https://www.tiktok.com/music/-7036843036118469381
        https://www.tiktok.com/music/%E5%8E%9F%E5%A3%B0-7036843036118469381
        https://m.tiktok.com/music/original-sound-7036843036118469381
        https://www.tiktok.com/share/music/7036843036118469381
        https://www.tiktok.com/embed/music/7036843036118469381
        https://www.tiktok.com/i18n/share/music/7036843036118469381/
    """,
    "tiktok:tag:teacher": """
        https://www.tiktok.com/tag/teacher
        https://www.tiktok.com/tag/Teacher?lang=en
        https://m.tiktok.com/tag/teacher
        https://www.tiktok.com/embed/tag/teacher
        https://www.tiktok.com/amp/tag/teacher
    """,
    "tiktok:comment:7289999999999999999": """
        https://www.tiktok.com/@some.user/video/7289034567890123456?comment_id=7289999999999999999
        https://www.tiktok.com/@some.user/video/7289034567890123456?share_comment_id=7289999999999999999
    """,
    "https://vm.tiktok.com/ZMabcDEF1": """
        vm.tiktok.com/ZMabcDEF1/?k=1
        https://vm.tiktok.com/ZMabcDEF1/?_r=1
        https://vm.tnktok.com/ZMabcDEF1/
        https://VM.tiktok.com/ZMabcDEF1/
    """,
    "https://vt.tiktok.com/ZSabcDEF1": """
        https://vt.tiktok.com/ZSabcDEF1/
        https://vt.tiktok.com/ZSabcDEF1/?k=1
    """,
    "https://www.tiktok.com/t/ZTabcDEF1": """
        https://tiktok.com/t/ZTabcDEF1/
        https://m.tiktok.com/t/ZTabcDEF1/
        https://www.tnktok.com/t/ZTabcDEF1/
    """,
}

DISTINCT_URLS = f"""
    https://www.tiktok.com/@some.one/video/7123456789012345679
    https://www.tiktok.com/@some_one
    https://www.tiktok.com/@someone
    https://www.tiktok.com/@{SECRET.swapcase()}
    https://www.tiktok.com/@712345678901234567
    https://www.tiktok.com/music/x-7123456789012345678
    https://www.tiktok.com/live/7123456789012345678
    https://www.tiktok.com/share/user/7123456789012345678
    https://www.tiktok.com/tag/some.one
    https://www.tiktok.com/tag/R%26B
    https://www.tiktok.com/tag/R
    https://www.tiktok.com/tag/a%FF
    https://www.tiktok.com/tag/a%FE
    https://vm.tiktok.com/ZMabc1
    https://vm.tiktok.com/ZMABC1
    https://vt.tiktok.com/ZMabc1
    https://www.tiktok.com/t/ZMabc1
    https://www.tiktok.com/search?q=a
    https://www.tiktok.com/search?q=b
    https://www.tiktok.com/foryou
    https://www.tiktok.com/
    https://vxtiktok.com/
    https://tiktok.com.example.org/@some.one/video/7123456789012345678
    https://nottiktok.com/@some.one/video/7123456789012345678
    https://t\u0131ktok.com/@some.one/video/7123456789012345678
    https://www.tiktok.com:8443/@some.one/video/7123456789012345678
    https://www.tiktok.com/@some.user/video/7289034567890123457
    https://www.tiktok.com/@some_user
    https://www.tiktok.com/@someuser
    https://www.tiktok.com/@some.user/video
    https://www.tiktok.com/live/7289034567890123456
    https://vm.tiktok.com/zmabcdef1/
    https://vt.tiktok.com/zmabcdef1/
    https://www.tiktok.com/t/zmabcdef1/
    https://www.tiktok.com/discover/some-user
    https://www.tiktok.com/search?q=some.user
    https://www.tiktok.com/video/72890345678901234567890123456
    https://www.tiktok.com.evil.example/@some.user/video/7289034567890123456
    https://eviltiktok.com/@some.user/video/7289034567890123456
    https://tiktok.com-login.example/@some.user
    https://t\u0131ktok.com/@some.user
"""
