"""TikTok. Posts are known by number, accounts by a handle in which case does not count, short links not at all."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import DIGITS, Platform, Rule, Slot, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, VM, VT = "www.tiktok.com", "vm.tiktok.com", "vt.tiktok.com"
# The handle before a post is decoration: the service looks at the number only, and handles change.
ANYBODY = r"@[^/]*"
TABS = r"(?:/(?:posts|rss|shop|videos|liked|likes|reposts|saved|favorites|playlists|following|followers))?"

VIDEO, IMAGE, ACCOUNT = SubjectType.VIDEO, SubjectType.IMAGE, SubjectType.ACCOUNT
LIVESTREAM, COMMENT, OTHER = SubjectType.LIVESTREAM, SubjectType.COMMENT, SubjectType.WEBSITE

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
    slots={
        "number": Slot(DIGITS),
        "handle": Slot(r"[\w.-]{1,64}", lower),
        # What stands in place of a handle in links made by programs: numbers are longer than handles of digits.
        "secret": Slot(r"MS4wLjABAAAA[A-Za-z0-9_-]{32,64}"),
        "account": Slot(r"[0-9]{15,25}"),
        "tag": Slot(r"[^\s/?#%\x00-\x20\x7f-\x9f]{1,150}", lower),
        "code": Slot(r"[A-Za-z0-9_-]{3,64}"),
    },
    sites={
        # `tiktokv` is the host in exports of one's own data.
        **hosts(MAIN, "tiktok.com m.tiktok.com lite.tiktok.com t.tiktok.com us.tiktok.com tiktokv.com m.tiktokv.com"),
        **hosts(MAIN, "tiktokv.us tiktokv.eu"),
        VM: VM,
        VT: VT,
    },
    sisters={"webcast.tiktok.com": MAIN, "xx.tiktok.com": MAIN},
    mirrors={
        **hosts(VM, "vm.vxtiktok.com vm.tnktok.com vm.tiktxk.com vm.tfxktok.com vm.kktiktok.com vm.tiktokez.com"),
        **hosts(VT, "vt.vxtiktok.com vt.tnktok.com vt.tiktxk.com vt.tfxktok.com vt.kktiktok.com vt.tiktokez.com"),
        **hosts(MAIN, "*.vxtiktok.com *.tnktok.com *.tiktxk.com *.tfxktok.com *.kktiktok.com"),
        **hosts(MAIN, mirrors.TIKTOK),
    },
    rules=(
        # Nobody can tell without opening it, but what is shared by short link is nearly always a post.
        Rule("{code}", VIDEO, "{code}", host=VM, opaque=True),
        Rule("{code}", VIDEO, "{code}", host=VT, opaque=True),
        Rule("t/{code}", VIDEO, "t/{code}", opaque=True),
        # A comment is not the post under which it stands.
        Rule(".*", COMMENT, "comment:{number}", query="share_comment_id={number}"),
        Rule(".*", COMMENT, "comment:{number}", query="comment_id={number}"),
        Rule(rf"(?:amp/)?{ANYBODY}/(?:video|now)/{{number}}(?:\.(?:html|mp4|jpe?g)|-[^/]*)?", VIDEO, "post:{number}"),
        Rule(rf"(?:amp/)?{ANYBODY}/photo/{{number}}", IMAGE, "post:{number}"),
        Rule(rf"{ANYBODY}/story/{{number}}", SubjectType.STORY, "post:{number}"),
        Rule(r"(?:h5/)?v/{number}(?:\.html)?", VIDEO, "post:{number}"),
        Rule(r"(?:(?:i18n|h5)/)?share/(?:video|item)/{number}(?:\.html)?", VIDEO, "post:{number}"),
        Rule(r"(?:i18n/)?share/photo/{number}", IMAGE, "post:{number}"),
        Rule(rf"node/share/video/{ANYBODY}/{{number}}", VIDEO, "post:{number}"),
        Rule(r"embed/(?:v[0-9]/)?{number}", VIDEO, "post:{number}"),
        Rule("static/profile-video", VIDEO, "post:{number}", query="id={number}"),
        Rule(r"player/v[0-9]/{number}", VIDEO, "post:{number}"),
        Rule(r"video/{number}(?:/.*)?", VIDEO, "post:{number}"),
        Rule(r"photo/{number}", IMAGE, "post:{number}"),
        Rule("@{handle}/live", LIVESTREAM, "live:{handle}"),
        Rule(r"(?:(?:i18n/)?share/)?live/{number}", LIVESTREAM, "room:{number}"),
        Rule("(?:amp/|embed/)?tag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        # The words before the number are a title in the reader's language.
        Rule("(?:amp/|embed/)?music/(?:[^/]*-)?{number}", SubjectType.AUDIO, "sound:{number}"),
        Rule("(?:i18n/)?share/music/{number}", SubjectType.AUDIO, "sound:{number}"),
        Rule(rf"{ANYBODY}/(?:collection|playlist)/(?:[^/]*-)?{{number}}", OTHER, "collection:{number}"),
        Rule("(?:sticker|effect)/(?:[^/]*-)?{number}", OTHER, "effect:{number}"),
        Rule(".*", VIDEO, "post:{number}", query="item_id={number}"),
        Rule(".*", VIDEO, "post:{number}", query="share_item_id={number}"),
        Rule("trending", VIDEO, "post:{number}", query="shareId={number}"),
        Rule(f"@{{secret}}{TABS}", ACCOUNT, "account_secret:{secret}"),
        Rule(f"@{{account}}{TABS}", ACCOUNT, "account_number:{account}"),
        Rule(f"(?:amp/|embed/|share/user/|node/share/user/)?@{{handle}}{TABS}", ACCOUNT, "account:{handle}"),
        # Number and handle of one account cannot be brought together without asking the platform.
        Rule(r"(?:(?:i18n|h5)/)?share/(?:user|usr)/{number}(?:\.html)?", ACCOUNT, "account_number:{number}"),
    ),
    tracking=words(_TRACKING),
)
