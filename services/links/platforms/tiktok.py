"""Rules for TikTok. Posts have numeric ids, account handles ignore case, and short links hide their target."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Placeholder, Platform, UrlRule, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, VM, VT = "www.tiktok.com", "vm.tiktok.com", "vt.tiktok.com"
# The handle in front of a post id. The platform ignores it, and handles change.
ANY_HANDLE = r"@[^/]*"
TABS = r"(?:/(?:posts|rss|shop|videos|liked|likes|reposts|saved|favorites|playlists|following|followers))?"

VIDEO, IMAGE, ACCOUNT = SubjectType.VIDEO, SubjectType.IMAGE, SubjectType.ACCOUNT
LIVESTREAM, COMMENT, WEBSITE = SubjectType.LIVESTREAM, SubjectType.COMMENT, SubjectType.WEBSITE

_TRACKING = """
    _d _r _t _svg checksum enable_checksum enter_from enter_method is_copy_url is_from_webapp link_reflow_popup
    iid item_author_type lang langCountry language mid panel_source_v2 preview_pb refer referer_url referer_video_id
    region sec_uid sec_user_id sender_device sender_web_id share_app_id share_app_name share_author_id
    share_enter_from share_iid share_link_id share_region share_scene sharer_language social_share_type
    social_sharing source timestamp traffic_type tt_from u_code ug_btm ug_photo_idx ug_source ugbiz_name user_id
    web_id
"""

TIKTOK = Platform(
    code="tiktok",
    placeholders={
        "number": Placeholder(DIGITS),
        "handle": Placeholder(r"[\w.-]{1,64}", lowercase),
        # Ids in place of a handle, in links made by programs; numeric ids are longer than any handle of digits.
        "sec_uid": Placeholder(r"MS4wLjABAAAA[A-Za-z0-9_-]{32,64}"),
        "account_number": Placeholder(r"[0-9]{15,25}"),
        "tag": Placeholder(r"[^\s/?#%\x00-\x20\x7f-\x9f]{1,150}", lowercase),
        "code": Placeholder(r"[A-Za-z0-9_-]{3,64}"),
    },
    hosts={
        # `tiktokv.com` is the host in the data exports of TikTok accounts.
        **map_hosts(
            MAIN, "tiktok.com m.tiktok.com lite.tiktok.com t.tiktok.com us.tiktok.com tiktokv.com m.tiktokv.com"
        ),
        **map_hosts(MAIN, "tiktokv.us tiktokv.eu"),
        VM: VM,
        VT: VT,
    },
    secondary_hosts={"webcast.tiktok.com": MAIN, "xx.tiktok.com": MAIN},
    mirror_hosts={
        **map_hosts(VM, "vm.vxtiktok.com vm.tnktok.com vm.tiktxk.com vm.tfxktok.com vm.kktiktok.com vm.tiktokez.com"),
        **map_hosts(VT, "vt.vxtiktok.com vt.tnktok.com vt.tiktxk.com vt.tfxktok.com vt.kktiktok.com vt.tiktokez.com"),
        **map_hosts(MAIN, "*.vxtiktok.com *.tnktok.com *.tiktxk.com *.tfxktok.com *.kktiktok.com"),
        **map_hosts(MAIN, mirrors.TIKTOK),
    },
    rules=(
        # The target of a short link is unknown, but nearly always a video.
        UrlRule("{code}", VIDEO, "{code}", host=VM, is_short_link=True),
        UrlRule("{code}", VIDEO, "{code}", host=VT, is_short_link=True),
        UrlRule("t/{code}", VIDEO, "t/{code}", is_short_link=True),
        # A comment differs from the post below which it stands.
        UrlRule(".*", COMMENT, "comment:{number}", query="share_comment_id={number}"),
        UrlRule(".*", COMMENT, "comment:{number}", query="comment_id={number}"),
        UrlRule(
            rf"(?:amp/)?{ANY_HANDLE}/(?:video|now)/{{number}}(?:\.(?:html|mp4|jpe?g)|-[^/]*)?", VIDEO, "post:{number}"
        ),
        UrlRule(rf"(?:amp/)?{ANY_HANDLE}/photo/{{number}}", IMAGE, "post:{number}"),
        UrlRule(rf"{ANY_HANDLE}/story/{{number}}", SubjectType.STORY, "post:{number}"),
        UrlRule(r"(?:h5/)?v/{number}(?:\.html)?", VIDEO, "post:{number}"),
        UrlRule(r"(?:(?:i18n|h5)/)?share/(?:video|item)/{number}(?:\.html)?", VIDEO, "post:{number}"),
        UrlRule(r"(?:i18n/)?share/photo/{number}", IMAGE, "post:{number}"),
        UrlRule(rf"node/share/video/{ANY_HANDLE}/{{number}}", VIDEO, "post:{number}"),
        UrlRule(r"embed/(?:v[0-9]/)?{number}", VIDEO, "post:{number}"),
        UrlRule("static/profile-video", VIDEO, "post:{number}", query="id={number}"),
        UrlRule(r"player/v[0-9]/{number}", VIDEO, "post:{number}"),
        UrlRule(r"video/{number}(?:/.*)?", VIDEO, "post:{number}"),
        UrlRule(r"photo/{number}", IMAGE, "post:{number}"),
        UrlRule("@{handle}/live", LIVESTREAM, "live:{handle}"),
        UrlRule(r"(?:(?:i18n/)?share/)?live/{number}", LIVESTREAM, "room:{number}"),
        UrlRule("(?:amp/|embed/)?tag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        # The words in front of the id are a title in the reader's language.
        UrlRule("(?:amp/|embed/)?music/(?:[^/]*-)?{number}", SubjectType.AUDIO, "sound:{number}"),
        UrlRule("(?:i18n/)?share/music/{number}", SubjectType.AUDIO, "sound:{number}"),
        UrlRule(rf"{ANY_HANDLE}/(?:collection|playlist)/(?:[^/]*-)?{{number}}", WEBSITE, "collection:{number}"),
        UrlRule("(?:sticker|effect)/(?:[^/]*-)?{number}", WEBSITE, "effect:{number}"),
        UrlRule(".*", VIDEO, "post:{number}", query="item_id={number}"),
        UrlRule(".*", VIDEO, "post:{number}", query="share_item_id={number}"),
        UrlRule("trending", VIDEO, "post:{number}", query="shareId={number}"),
        UrlRule(f"@{{sec_uid}}{TABS}", ACCOUNT, "account_secret:{sec_uid}"),
        UrlRule(f"@{{account_number}}{TABS}", ACCOUNT, "account_number:{account_number}"),
        UrlRule(f"(?:amp/|embed/|share/user/|node/share/user/)?@{{handle}}{TABS}", ACCOUNT, "account:{handle}"),
        # The id and the handle of one account have different canonical ids: only the platform can relate them.
        UrlRule(r"(?:(?:i18n|h5)/)?share/(?:user|usr)/{number}(?:\.html)?", ACCOUNT, "account_number:{number}"),
    ),
    tracking_parameters=split_names(_TRACKING),
    addresses={
        "comment": ("{parent}&share_comment_id={id} https://www.tiktok.com/?share_comment_id={id}"),
        "post": "https://www.tiktok.com/@_/video/{id}",
        "live": "https://www.tiktok.com/@{id}/live",
        "room": "https://www.tiktok.com/share/live/{id}",
        "tag": "https://www.tiktok.com/tag/{id}",
        "sound": "https://www.tiktok.com/music/sound-{id}",
        "collection": "https://www.tiktok.com/@_/collection/collection-{id}",
        "effect": "https://www.tiktok.com/sticker/effect-{id}",
        "account_secret": "https://www.tiktok.com/@{id}",
        "account": "https://www.tiktok.com/@{id}",
        "account_number": "https://www.tiktok.com/share/user/{id}",
    },
)
