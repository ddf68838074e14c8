"""URLs on Twitch: channels, recordings and clips on every host of the service."""

from __future__ import annotations

from tests.links.tables import UrlTable

URLS: UrlTable = {
    "twitch:clip:FaintLightGullWholeWheat": """
        https://clips.twitch.tv/FaintLightGullWholeWheat
        http://clips.twitch.tv/FaintLightGullWholeWheat/
        clips.twitch.tv/FaintLightGullWholeWheat
        https://clips.twitch.tv/some_name/FaintLightGullWholeWheat
        https://clips.twitch.tv/embed?clip=FaintLightGullWholeWheat&parent=example.org
        https://clips.twitch.tv/embed?autoplay=false&clip=FaintLightGullWholeWheat
        https://clips.twitch.tv/FaintLightGullWholeWheat/edit
        https://clips.twitch.tv/embed?clip=some_name/FaintLightGullWholeWheat
        https://www.twitch.tv/some_name/clip/FaintLightGullWholeWheat
        https://twitch.tv/Some_Name/clip/FaintLightGullWholeWheat?filter=clips&range=7d&sort=time
        https://m.twitch.tv/some_name/clip/FaintLightGullWholeWheat
        https://m.twitch.tv/clip/FaintLightGullWholeWheat?desktop-redirect=true
        https://go.twitch.tv/some_name/clip/FaintLightGullWholeWheat
        https://www.twitch.tv/clip/FaintLightGullWholeWheat
        https://clips.twitch.tv/FaintLightGullWholeWheat?tt_medium=redt
        https://fxtwitch.seria.moe/clip/FaintLightGullWholeWheat
        https://clips.twitch.tv/FaintLightGullWholeWheat?featured=false&filter=clips
        https://www.twitch.tv/some_caster/clip/FaintLightGullWholeWheat?sr=a
        https://clips.twitch.tv/some_caster/FaintLightGullWholeWheat
    """,
    "twitch:clip:CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy": """
        https://www.twitch.tv/some_name/clip/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy
        https://clips.twitch.tv/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy
        https://www.twitch.tv/some_caster/clip/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy
        https://www.twitch.tv/some_caster/clip/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy?filter=clips&range=7d&sort=time
        https://m.twitch.tv/clip/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy
        https://m.twitch.tv/some_caster/clip/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy?desktop-redirect=true
        https://clips.twitch.tv/embed?clip=CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy&parent=example.org
        https://clips.twitch.tv/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy/edit
        https://www.twitch.tv/clip/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy
        https://clips.twitch.tv/CulturedAmazingKuduDatSheffy-TiZ_-ixAGYR3y2Uy?tt_medium=clips_api&tt_content=url
    """,
    "twitch:video:1536751224": """
        https://www.twitch.tv/videos/1536751224
        https://www.twitch.tv/videos/1536751224?t=1h2m3s
        https://m.twitch.tv/videos/1536751224
        https://go.twitch.tv/videos/1536751224
        twitch.tv/videos/1536751224/
        https://www.twitch.tv/videos/v1536751224
        https://www.twitch.tv/some_name/v/1536751224?t=5m10s
        https://www.twitch.tv/some_name/video/1536751224
        https://www.twitch.tv/some_name/videos/1536751224
        https://www.twitch.tv/some_name/schedule?vodID=1536751224
        https://player.twitch.tv/?video=1536751224
        https://player.twitch.tv/?video=v1536751224&parent=example.org&autoplay=false
        http://player.twitch.tv/?t=5m10s&video=v1536751224
        https://safetwitch.drgns.space/videos/1536751224
        twitch://video/v1536751224
        https://www.twitch.tv/videos/1536751224?filter=archives&sort=time
        https://www.twitch.tv/some_caster/v/1536751224
        https://www.twitch.tv/some_caster/video/1536751224
        https://player.twitch.tv/?video=v1536751224&parent=a
        https://player.twitch.tv/?video=1536751224&parent=a&autoplay=false
        twitch://video/1536751224
        https://www.twitch.tv/some_caster/videos/1536751224
        https://www.twitch.tv/video/1536751224
    """,
    "twitch:channel:some_name": """
        https://www.twitch.tv/some_name
        https://twitch.tv/Some_Name
        https://m.twitch.tv/some_name
        https://m.twitch.tv/some_name/profile
        https://go.twitch.tv/some_name/
        https://www.twitch.tv/some_name/about
        https://www.twitch.tv/some_name/videos?filter=archives&sort=time
        https://www.twitch.tv/some_name/videos/all
        https://www.twitch.tv/some_name/clips?filter=clips&range=all
        https://www.twitch.tv/some_name/schedule
        https://www.twitch.tv/some_name?referrer=raid
        https://www.twitch.tv/popout/some_name/chat?popout=
        https://www.twitch.tv/embed/some_name/chat?parent=example.org
        https://www.twitch.tv/some_name/chat
        https://www.twitch.tv/moderator/some_name
        https://player.twitch.tv/?channel=some_name&parent=example.org
        https://player.twitch.tv/?parent=example.org&channel=Some_Name
        https://www.twitch.tv/some_name#profile-0
        twitch://stream/some_name
    """,
    "twitch:collection:o9zZer3IQBhTJw": """
        https://www.twitch.tv/collections/o9zZer3IQBhTJw
        https://player.twitch.tv/?collection=o9zZer3IQBhTJw&parent=example.org
    """,
    "twitch:recording:372151": "https://www.twitch.tv/some_name/b/372151",
    "twitch:category:just-chatting": """
        https://www.twitch.tv/directory/category/just-chatting
        https://www.twitch.tv/directory/category/Just-Chatting/clips?range=7d
    """,
    "twitch:team:some_team": "https://www.twitch.tv/team/some_team",
    "twitch:channel:some_caster": """
        https://www.twitch.tv/some_caster
        https://www.twitch.tv/Some_Caster?sr=a
        https://m.twitch.tv/some_caster
        https://m.twitch.tv/some_caster/home
        https://www.twitch.tv/some_caster/about
        https://www.twitch.tv/some_caster/videos?filter=all
        https://www.twitch.tv/some_caster/clips
        https://www.twitch.tv/some_caster/schedule
        https://www.twitch.tv/popout/some_caster/chat
        https://www.twitch.tv/embed/some_caster/chat?parent=a
        https://www.twitch.tv/moderator/some_caster
        https://player.twitch.tv/?channel=some_caster&parent=a
        https://twitch.tv/some_caster#
        twitch.tv/some_caster
        https://www.twitch.tv/subs/some_caster
        https://www.twitch.tv/some_caster/subscribe
        https://www.twitch.tv/some_caster/profile
        https://www.twitch.tv/some_caster/followers
        https://www.twitch.tv/some_caster/squad
        twitch://stream/some_caster
    """,
}

DISTINCT_URLS = """
    https://clips.twitch.tv/faintlightgullwholewheat
    https://clips.twitch.tv/FaintLightGullWholeWheaT
    https://www.twitch.tv/FaintLightGullWholeWheat
    https://www.twitch.tv/videos/1536751225
    https://www.twitch.tv/1536751224
    https://www.twitch.tv/some_name/b/1536751224
    https://www.twitch.tv/some_name2
    https://www.twitch.tv/team/some_name
    https://www.twitch.tv/directory
    https://www.twitch.tv/settings
    https://www.twitch.tv/
    https://www.twitch.tv/collections/O9zZer3IQBhTJw
    https://twitch.tv.evil.example/some_name
    https://clips.twitch.tv/culturedamazingkududatsheffy-TiZ_-ixAGYR3y2Uy
"""
