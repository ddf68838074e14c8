"""TikTok. Posts are known by number, accounts by a handle in which case does not count, short links not at all."""

from __future__ import annotations

from services.links.rules import Platform, Rule
from services.vocabularies.subjects import SubjectType

MAIN = "www.tiktok.com"
HANDLE = r"[\w.-]{1,64}"
CODE = r"[A-Za-z0-9_-]{3,64}"
TAG = r"[^\s/?#%\x00-\x20\x7f-\x9f]{1,150}"
# The handle before a post is decoration: the service looks at the number only, and handles change.
ANYBODY = r"@[^/]*"

VIDEO, IMAGE, ACCOUNT = SubjectType.VIDEO, SubjectType.IMAGE, SubjectType.ACCOUNT

_TRACKING = """
    _d _r _t _svg checksum enable_checksum enter_from enter_method is_copy_url is_from_webapp link_reflow_popup
    iid item_author_type lang language mid panel_source_v2 preview_pb refer referer_url referer_video_id region
    sec_uid sec_user_id sender_device sender_web_id share_app_id share_app_name share_author_id share_enter_from
    share_iid share_link_id share_region share_scene sharer_language social_share_type social_sharing source
    timestamp traffic_type tt_from u_code ug_btm ug_photo_idx ug_source ugbiz_name user_id web_id
"""

TIKTOK = Platform(
    code="tiktok",
    sites={
        **dict.fromkeys(("tiktok.com", MAIN, "m.tiktok.com", "lite.tiktok.com", "t.tiktok.com", "us.tiktok.com"), MAIN),
        # The host in exports of one's own data, and well-known mirrors that show the same posts.
        **dict.fromkeys(("tiktokv.com", "www.tiktokv.com", "tiktokv.us", "www.tiktokv.us"), MAIN),
        **dict.fromkeys(("vxtiktok.com", "www.vxtiktok.com", "tnktok.com", "www.tnktok.com", "a.tnktok.com"), MAIN),
        **dict.fromkeys(("d.tnktok.com", "tiktxk.com", "www.tiktxk.com", "tfxktok.com", "www.tfxktok.com"), MAIN),
        "vm.tiktok.com": "vm.tiktok.com",
        "vm.vxtiktok.com": "vm.tiktok.com",
        "vt.tiktok.com": "vt.tiktok.com",
        "vt.vxtiktok.com": "vt.tiktok.com",
    },
    rules=(
        # Nobody can tell without opening it, but what is shared by short link is nearly always a post.
        Rule("{id}", VIDEO, "short", CODE, opaque=True, host="vm.tiktok.com"),
        Rule("{id}", VIDEO, "short", CODE, opaque=True, host="vt.tiktok.com"),
        Rule("t/{id}", VIDEO, "short", CODE, opaque=True),
        # A comment is not the post under which it stands.
        Rule(".*", SubjectType.COMMENT, "comment", param="share_comment_id"),
        Rule(".*", SubjectType.COMMENT, "comment", param="comment_id"),
        Rule(rf"(?:amp/)?{ANYBODY}/video/{{id}}", VIDEO, "post"),
        Rule(rf"{ANYBODY}/photo/{{id}}", IMAGE, "post"),
        Rule(rf"{ANYBODY}/story/{{id}}", SubjectType.STORY, "post"),
        Rule(r"(?:h5/)?v/{id}(?:\.html)?", VIDEO, "post"),
        Rule(r"(?:(?:i18n|h5)/)?share/(?:video|item)/{id}(?:\.html)?", VIDEO, "post"),
        Rule(r"(?:i18n/)?share/photo/{id}", IMAGE, "post"),
        Rule(rf"node/share/video/{ANYBODY}/{{id}}", VIDEO, "post"),
        Rule(r"embed/(?:v[0-9]/)?{id}", VIDEO, "post"),
        Rule(r"player/v[0-9]/{id}", VIDEO, "post"),
        Rule(r"video/{id}", VIDEO, "post"),
        Rule(r"photo/{id}", IMAGE, "post"),
        Rule("@{id}/live", SubjectType.LIVESTREAM, "live", HANDLE, casing="lower"),
        Rule(r"(?:(?:i18n/)?share/)?live/{id}", SubjectType.LIVESTREAM, "room"),
        Rule("(?:amp/)?tag/{id}", SubjectType.HASHTAG_USE, "tag", TAG, casing="lower"),
        # The words before the number are a title in the reader's language.
        Rule("music/(?:[^/]*-)?{id}", SubjectType.AUDIO, "sound"),
        Rule("(?:i18n/)?share/music/{id}", SubjectType.AUDIO, "sound"),
        Rule(".*", VIDEO, "post", param="item_id"),
        Rule(".*", VIDEO, "post", param="share_item_id"),
        Rule("trending", VIDEO, "post", param="shareId"),
        Rule("(?:amp/|embed/|node/share/user/)?@{id}", ACCOUNT, "account", HANDLE, casing="lower"),
        # Number and handle of one account cannot be brought together without asking the platform.
        Rule(r"(?:(?:i18n|h5)/)?share/(?:user|usr)/{id}(?:\.html)?", ACCOUNT, "account_number"),
    ),
    tracking=frozenset(_TRACKING.split()),
)
