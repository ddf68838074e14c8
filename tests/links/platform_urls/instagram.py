"""URLs on Instagram: posts, and the accounts, stories, comments and sounds that differ from them."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
    "instagram:post:Cx7AbCdEf_g": """
        https://www.instagram.com/p/Cx7AbCdEf_g/
        http://www.instagram.com/p/Cx7AbCdEf_g
        https://instagram.com/p/Cx7AbCdEf_g/
        instagram.com/p/Cx7AbCdEf_g
        HTTPS://WWW.INSTAGRAM.COM/p/Cx7AbCdEf_g/
        https://m.instagram.com/p/Cx7AbCdEf_g/
        https://instagr.am/p/Cx7AbCdEf_g/
        http://instagr.am/p/Cx7AbCdEf_g
        https://www.instagram.com/P/Cx7AbCdEf_g/
        https://www.instagram.com/reel/Cx7AbCdEf_g/
        https://www.instagram.com/reels/Cx7AbCdEf_g/
        https://www.instagram.com/tv/Cx7AbCdEf_g/
        https://www.instagram.com/some.name/p/Cx7AbCdEf_g/
        https://www.instagram.com/some.name/reel/Cx7AbCdEf_g/
        https://www.instagram.com/another_name/reel/Cx7AbCdEf_g/
        https://www.instagram.com/some.name/tv/Cx7AbCdEf_g/
        https://www.instagram.com/p/Cx7AbCdEf_g/?igsh=MWQ1ZGUxMzBkMA==
        https://www.instagram.com/p/Cx7AbCdEf_g/?igshid=YmMyMTA2M2Y=
        https://www.instagram.com/reel/Cx7AbCdEf_g/?utm_source=ig_web_copy_link&igshid=MzRlODBiNWFlZA==
        https://www.instagram.com/p/Cx7AbCdEf_g/?utm_source=ig_web_button_share_sheet
        https://www.instagram.com/p/Cx7AbCdEf_g/?img_index=3
        https://www.instagram.com/p/Cx7AbCdEf_g/?img_index=1&igsh=abc
        https://www.instagram.com/p/Cx7AbCdEf_g/?taken-by=some.name
        https://www.instagram.com/p/Cx7AbCdEf_g/?hl=cy
        https://www.instagram.com/p/Cx7AbCdEf_g?__a=1&__d=dis
        https://www.instagram.com/p/Cx7AbCdEf_g/embed
        https://www.instagram.com/p/Cx7AbCdEf_g/embed/captioned/?cr=1&v=14&wp=540
        https://www.instagram.com/reel/Cx7AbCdEf_g/embed/
        https://www.instagram.com/p/Cx7AbCdEf_g/media/?size=l
        https://www.instagram.com/p/Cx7AbCdEf_g/liked_by/
        https://www.instagram.com/p/Cx7AbCdEf_g/comments/
        https://www.instagram.com/p/Cx7AbCdEf_g/#top
        https://www.instagram.com/p/Cx7AbCdEf_g&igsh=abc
        https://www.instagram.com//p//Cx7AbCdEf_g//
        https://www.instagram.com/p/Cx7AbCdEf_gQRSTUVWXYZabcdefghijklmnop01/
        https://www.ddinstagram.com/p/Cx7AbCdEf_g/
        https://ddinstagram.com/reel/Cx7AbCdEf_g
        https://d.ddinstagram.com/reel/Cx7AbCdEf_g/
        https://g.ddinstagram.com/p/Cx7AbCdEf_g/
        https://kkinstagram.com/p/Cx7AbCdEf_g/
        https://www.kkinstagram.com/reels/Cx7AbCdEf_g/
        https://eeinstagram.com/reel/Cx7AbCdEf_g/
        https://www.instagramez.com/p/Cx7AbCdEf_g
        https://vxinstagram.com/reel/Cx7AbCdEf_g
        https://kittygr.am/p/Cx7AbCdEf_g
        https://www.instagram.com/accounts/login/?next=/p/Cx7AbCdEf_g/
        https://www.instagram.com/accounts/login/?next=https%3A%2F%2Fwww.instagram.com%2Fp%2FCx7AbCdEf_g%2F
        https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Fp%2FCx7AbCdEf_g%2F&e=AT0abc
        https://api.instagram.com/oembed?url=https://www.instagram.com/p/Cx7AbCdEf_g/
        intent://www.instagram.com/p/Cx7AbCdEf_g/#Intent;package=com.instagram.android;scheme=https;end
        some.name on Instagram: "hello" https://www.instagram.com/p/Cx7AbCdEf_g/?igsh=abc
    """,
    "instagram:post:BAAAAAAA": """
        https://www.instagram.com/p/BAAAAAAA/
        instagram://media?id=4398046511104
        instagram://media?id=4398046511104_1234567
    """,
    "instagram:account:some.name": """
        https://www.instagram.com/some.name
        https://www.instagram.com/some.name/
        https://instagram.com/Some.Name
        https://www.instagram.com/SOME.NAME/
        https://m.instagram.com/some.name
        https://instagr.am/some.name
        https://www.instagram.com/some.name/?hl=en
        https://www.instagram.com/some.name?igsh=MWQ1ZGUxMzBkMA%3D%3D&utm_source=qr
        https://www.instagram.com/some.name/?utm_medium=copy_link
        https://www.instagram.com/some.name/reels/
        https://www.instagram.com/some.name/tagged/
        https://www.instagram.com/some.name/channel/
        https://www.instagram.com/some.name/followers/
        https://www.instagram.com/some.name/igtv/
        https://www.instagram.com/_u/some.name
        https://www.instagram.com/_u/some.name/
        https://ig.me/m/some.name
        instagram://user?username=some.name
        https://www.ddinstagram.com/some.name
        https://kittygr.am/some.name
        https://www.instagram.com/accounts/login/?next=%2Fsome.name%2F&source=desktop_nav
    """,
    "instagram:account:somename": "https://www.instagram.com/somename",
    "instagram:account:some_name": "https://www.instagram.com/some_name",
    "instagram:comment:17900000000000001": """
        https://www.instagram.com/p/Cx7AbCdEf_g/c/17900000000000001/
        https://www.instagram.com/reel/Cx7AbCdEf_g/c/17900000000000001/?igsh=a
        https://www.instagram.com/some.name/p/Cx7AbCdEf_g/c/17900000000000001
    """,
    "instagram:comment:17900000000000002": """
        https://www.instagram.com/p/Cx7AbCdEf_g/c/17900000000000001/r/17900000000000002/
    """,
    "instagram:story:3570766765028588805": """
        https://www.instagram.com/stories/some.name/3570766765028588805/
        https://www.instagram.com/stories/some.name/3570766765028588805
        https://instagram.com/stories/Some.Name/3570766765028588805?igsh=abc
        https://www.instagram.com/stories/some.name/3570766765028588805?utm_source=ig_story_item_share&igsh=a
        https://www.instagram.com/stories/some.name/3570766765028588805_1234567/
        https://www.instagram.com/s/aGlnaGxpZ2h0OjE4MDkwOTQ2MDQ4MTIzOTc4?story_media_id=3570766765028588805_1234567
        https://www.instagram.com/stories/highlights/18090946048123978/?story_media_id=3570766765028588805
        https://www.instagram.com/stories/some.one/3570766765028588805/
        https://www.instagram.com/stories/some.one/3570766765028588805/?igsh=abc
        https://instagram.com/stories/some.one/3570766765028588805?utm_source=ig_story_item_share&igsh=abc
        https://www.instagram.com/stories/some.one/3570766765028588805?story_media_id=3570766765028588805
    """,
    "instagram:stories:some.name": """
        https://www.instagram.com/stories/some.name/
        https://www.instagram.com/stories/SOME.NAME
    """,
    "instagram:highlight:18090946048123978": """
        https://www.instagram.com/stories/highlights/18090946048123978/
        https://www.instagram.com/stories/highlights/18090946048123978?igsh=a
        https://www.instagram.com/s/aGlnaGxpZ2h0OjE4MDkwOTQ2MDQ4MTIzOTc4
        https://www.instagram.com/s/aGlnaGxpZ2h0OjE4MDkwOTQ2MDQ4MTIzOTc4?igsh=abc&utm_medium=share_sheet
    """,
    "instagram:live:some.name": """
        https://www.instagram.com/some.name/live/
        https://www.instagram.com/some.name/live/18000000000000000/?broadcast_id=1
    """,
    "instagram:tag:ysgol": """
        https://www.instagram.com/explore/tags/ysgol/
        https://www.instagram.com/explore/tags/Ysgol
        https://m.instagram.com/explore/tags/ysgol/?hl=en
        instagram://tag?name=ysgol
    """,
    "instagram:place:213385402": """
        https://www.instagram.com/explore/locations/213385402/
        https://www.instagram.com/explore/locations/213385402/somewhere-in-wales/
    """,
    "instagram:sound:564058920086577": """
        https://www.instagram.com/reels/audio/564058920086577/
        https://www.instagram.com/reels/audio/564058920086577?igsh=a
    """,
    "instagram:invite:AbYabc123": """
        https://www.instagram.com/j/AbYabc123/
        https://ig.me/j/AbYabc123
    """,
    "instagram:channel:AbaBCdEfGhIj": "https://www.instagram.com/channel/AbaBCdEfGhIj/",
    "instagram:post:CvAbCdEfGhI": """
        https://www.instagram.com/p/CvAbCdEfGhI/?igsh=MzRlODBiNWFlZA==
        https://www.instagram.com/p/CvAbCdEfGhI/?igshid=MzRlODBiNWFlZA%3D%3D
        https://www.instagram.com/p/CvAbCdEfGhI/?img_index=1
        https://www.instagram.com/p/CvAbCdEfGhI/?img_index=3&igsh=abc
        https://www.instagram.com/p/CvAbCdEfGhI/?utm_source=ig_web_copy_link
        https://www.instagram.com/p/CvAbCdEfGhI/?utm_source=ig_embed&utm_campaign=loading
        https://www.instagram.com/p/CvAbCdEfGhI/?taken-by=someone
        https://www.instagram.com/p/CvAbCdEfGhI/?hl=en-gb
        https://www.instagram.com/p/CvAbCdEfGhI/?__a=1&__d=dis
        https://www.instagram.com/p/CvAbCdEfGhI/embed/
        https://www.instagram.com/p/CvAbCdEfGhI/embed/captioned/?cr=1&v=14
        https://www.instagram.com/p/CvAbCdEfGhI/media/?size=l
        https://www.instagram.com/p/CvAbCdEfGhI/comments/
        https://www.instagram.com/p/CvAbCdEfGhI/liked_by/
        https://www.instagram.com/p/CvAbCdEfGhI/c/
        https://www.instagram.com/reel/CvAbCdEfGhI/?igsh=abc
        https://www.instagram.com/reels/CvAbCdEfGhI/
        https://www.instagram.com/reels/videos/CvAbCdEfGhI/
        https://www.instagram.com/tv/CvAbCdEfGhI/
        https://www.instagram.com/someone/p/CvAbCdEfGhI/
        https://www.instagram.com/someone/reel/CvAbCdEfGhI/
        https://www.instagram.com/some.one/tv/CvAbCdEfGhI/
        https://www.instagram.com/someone/p/CvAbCdEfGhI/?img_index=2
        https://instagr.am/p/CvAbCdEfGhI/
        http://instagram.com/p/CvAbCdEfGhI
        https://m.instagram.com/p/CvAbCdEfGhI/
        https://www.instagram.com/p/CvAbCdEfGhI/#
        https://www.instagram.com//p/CvAbCdEfGhI/
        https://WWW.INSTAGRAM.COM/p/CvAbCdEfGhI/
        https://www.instagram.com/P/CvAbCdEfGhI/
        https://www.ddinstagram.com/p/CvAbCdEfGhI/
        https://d.ddinstagram.com/reel/CvAbCdEfGhI/
        https://www.kkinstagram.com/reel/CvAbCdEfGhI/
        https://eeinstagram.com/reel/CvAbCdEfGhI
        https://vxinstagram.com/p/CvAbCdEfGhI
        https://instagramez.com/p/CvAbCdEfGhI
        https://instagram7.com/reel/CvAbCdEfGhI
        https://adamlikes.men/reel/CvAbCdEfGhI
        https://67instagram.com/p/CvAbCdEfGhI
        https://www.uuinstagram.com/reel/CvAbCdEfGhI
        https://www.instagram.com/accounts/login/?next=/p/CvAbCdEfGhI/
        https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Fp%2FCvAbCdEfGhI%2F&e=AT
        https://api.instagram.com/oembed/?url=https://www.instagram.com/p/CvAbCdEfGhI/
        https://www.instagram.com/p/CvAbCdEfGhI?igsh=abc
        https://www.instagram.com/p/CvAbCdEfGhI/?igsh=MzRlODBiNWFlZA==)
        https://www.instagram.com/p/CvAbCdEfGhI/.
        https://www.instagram.com/someone/reels/CvAbCdEfGhI/
        https://www.instagram.com/reel/CvAbCdEfGhI/embed
        https://www.instagram.com/reel/CvAbCdEfGhI/?locale=en_GB
        https://i.instagram.com/p/CvAbCdEfGhI/
        https://www.instagram.com/explore/p/CvAbCdEfGhI/
        https://www.instagram.com/reels/CvAbCdEfGhI/?hl=en
        https://www.instagram.com/p/CvAbCdEfGhI/?next=%2Fsome.one%2F
        https://www.instagram.com/reel/CvAbCdEfGhI/?locale=en%2Cen&fbclid=a
        https://www.instagram.com/p/CvAbCdEfGhI/%20
        https://instagram.com/p/CvAbCdEfGhI/..
        https://www.instagram.com/some.one/p/CvAbCdEfGhI/embed/captioned
        https://www.kkkinstagram.com/reels/CvAbCdEfGhI/
        https://g.ddinstagram.com/p/CvAbCdEfGhI/2
        https://www.instagram.com/tv/CvAbCdEfGhI/?igshid=a
        intent://www.instagram.com/p/CvAbCdEfGhI/#Intent;package=com.instagram.android;scheme=https;end
        https://applink.instagram.com/p/CvAbCdEfGhI/
        https://www.instagram.com/p/CvAbCdEfGhI/
    """,
    "instagram:post:aye83DjauH": """
        instagram://media?id=482584233761418119
        instagram://media?id=482584233761418119_2815873
        https://www.instagram.com/p/aye83DjauH/
    """,
    "instagram:account:some.one": """
        https://www.instagram.com/some.one/
        https://www.instagram.com/some.one
        https://www.instagram.com/Some.One?igsh=abc
        https://www.instagram.com/some.one/?hl=en
        https://www.instagram.com/some.one/reels/
        https://www.instagram.com/some.one/tagged/
        https://www.instagram.com/some.one/followers/
        https://www.instagram.com/some.one/following/
        https://www.instagram.com/some.one/channel/
        https://www.instagram.com/some.one/guides/
        https://www.instagram.com/some.one/embed/
        https://www.instagram.com/some.one/reposts/
        https://www.instagram.com/some.one/saved/
        https://www.instagram.com/some.one/?utm_source=qr
        https://www.instagram.com/some.one/profilecard/?igsh=abc
        https://www.instagram.com/_u/some.one/
        https://www.instagram.com/n/some.one
        https://instagram.com/_n/profile?username=some.one
        https://ig.me/m/some.one
        https://instagr.am/some.one
        instagram://user?username=some.one
        https://www.instagram.com/@some.one
        https://www.instagram.com/%40some.one/
        https://www.instagram.com/accounts/login/?next=%2Fsome.one%2F
        https://m.instagram.com/some.one
    """,
    "instagram:live:some.one": """
        https://www.instagram.com/some.one/live/
        https://www.instagram.com/some.one/live/17912345678901234
    """,
    "instagram:sound:1234567890123456": """
        https://www.instagram.com/reels/audio/1234567890123456/
        https://www.instagram.com/reels/audio/1234567890123456?igsh=abc
        https://www.instagram.com/audio/1234567890123456
    """,
    "instagram:tag:school": """
        https://www.instagram.com/explore/tags/school/
        https://www.instagram.com/explore/tags/School
        instagram://tag?name=school
        https://www.instagram.com/explore/search/keyword/?q=%23school
    """,
    "instagram:comment:17912345678901234": """
        https://www.instagram.com/p/CvAbCdEfGhI/c/17912345678901234/
        https://www.instagram.com/reel/CvAbCdEfGhI/c/17912345678901234
        https://www.instagram.com/p/CvAbCdEfGhI/?comment_id=17912345678901234
        https://www.instagram.com/some.one/p/CvAbCdEfGhI/c/17912345678901234/
        https://www.instagram.com/some.one/reel/CvAbCdEfGhI/c/17912345678901234?igsh=a
    """,
    "https://www.instagram.com/share/BAbCdEfGh1": """
        https://www.instagram.com/share/BAbCdEfGh1
        https://www.instagram.com/share/BAbCdEfGh1?igsh=abc
    """,
    "https://www.instagram.com/share/reel/BAbCdEfGh1": """
        https://www.instagram.com/share/reel/BAbCdEfGh1
        https://www.instagram.com/share/reel/BAbCdEfGh1/
    """,
    "https://www.instagram.com/share/p/BAbCdEfGh1": """
        https://www.instagram.com/share/p/BAbCdEfGh1
        https://www.kkinstagram.com/share/p/BAbCdEfGh1
    """,
    "instagram:channel:AbaVKB1qZ3Wj4a0I": "https://www.instagram.com/channel/AbaVKB1qZ3Wj4a0I/",
}

DISTINCT_URLS = """
    https://www.instagram.com/p/cx7AbCdEf_g/
    https://www.instagram.com/p/CX7ABCDEF_G/
    https://www.instagram.com/p/Cx7AbCdEf_h/
    https://www.instagram.com/p/Cx7AbCdEfg/
    https://www.instagram.com/Cx7AbCdEf_g/
    https://www.instagram.com/stories/Cx7AbCdEf_g/
    https://www.instagram.com/explore/tags/some.name/
    https://www.instagram.com/explore/
    https://www.instagram.com/accounts/login/
    https://www.instagram.com/
    https://www.instagram.com/stories/some.name/3570766765028588806/
    https://www.instagram.com/explore/locations/3570766765028588805/
    https://www.instagram.com/share/BAJabcdef1
    https://www.instagram.com/share/BAJabcdef2
    https://www.instagram.com/share/reel/BAJabcdef1
    https://evil.example/p/Cx7AbCdEf_g/
    https://instagram.com.evil.example/p/Cx7AbCdEf_g/
    https://notinstagram.com/p/Cx7AbCdEf_g/
    https://www.instagram.com:8443/p/Cx7AbCdEf_g/
    https://www.threads.com/@some.name
    https://www.threads.com/t/Cx7AbCdEf_g
    https://www.instagram.com/p/cvabcdefghi/
    https://www.instagram.com/reels/videos/
    https://www.instagram.com/some_one/
    https://www.instagram.com/stories/some.one/
    https://www.instagram.com/share/reel/bAbCdEfGh1
    https://www.instagram.com.evil.example/p/CvAbCdEfGhI/
    https://www.\u00ednstagram.com/p/CvAbCdEfGhI/
"""
