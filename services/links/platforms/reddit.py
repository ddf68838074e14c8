"""Rules for Reddit. Posts and comments have ids in base 36, communities and accounts have names; all ignore case."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import Placeholder, Platform, UrlRule, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN, SHORT, IMAGES, VIDEOS = "www.reddit.com", "redd.it", "i.redd.it", "v.redd.it"
OPTIONAL_COMMUNITY = r"(?:amp/)?(?:(?:r|u|user)/[^/]+/)?"
# Suffixes that select another output format.
FORMAT_SUFFIX = r"(?:/?\.(?:json|rss|xml|compact|mobile|embed))?"
TABS = (
    r"(?:/(?:new|hot|top|rising|controversial|best|gilded|about(?:/rules)?|rules|comments|submitted|overview|posts|saved"
    r"|upvoted|downvoted|hidden|trophies))?"
)

TEXT, COMMENT, ACCOUNT, GROUP = SubjectType.TEXT, SubjectType.COMMENT, SubjectType.ACCOUNT, SubjectType.GROUP
VIDEO, IMAGE = SubjectType.VIDEO, SubjectType.IMAGE

_TRACKING = """
    $deep_link $3p _branch_match_id chainedPosts context correlation_id deep_link embed_host_url ref_campaign
    post_fullname post_index rdt ref ref_source share_id st sh source
"""

REDDIT = Platform(
    code="reddit",
    placeholders={
        "post": Placeholder(r"[A-Za-z0-9]{1,13}", lowercase),
        "parent_post": Placeholder(r"[A-Za-z0-9]{1,13}", lowercase),
        "bare_post": Placeholder(r"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{5,8}", lowercase),
        "comment": Placeholder(r"[A-Za-z0-9]{1,13}", lowercase),
        "community": Placeholder(r"(?![uU]_)[A-Za-z0-9_]{2,24}", lowercase),
        "name": Placeholder(r"[A-Za-z0-9_-]{2,24}", lowercase),
        "code": Placeholder(r"[A-Za-z0-9]{6,20}"),
        "media": Placeholder(r"[a-z0-9]{8,20}"),
        "file": Placeholder(r"[a-z0-9]{8,20}\.(?:jpe?g|png|gif|gifv|webp|mp4)"),
        "live": Placeholder(r"[A-Za-z0-9]{8,20}", lowercase),
    },
    hosts={
        **map_hosts(
            MAIN, "reddit.com old.reddit.com new.reddit.com np.reddit.com m.reddit.com i.reddit.com sh.reddit.com"
        ),
        **map_hosts(
            MAIN, "amp.reddit.com ssl.reddit.com pay.reddit.com nr.reddit.com backup.reddit.com beta.reddit.com"
        ),
        **map_hosts(MAIN, "xx.reddit.com"),
        SHORT: SHORT,
        IMAGES: IMAGES,
        VIDEOS: VIDEOS,
        "reddit.app.link": "reddit.app.link",
    },
    secondary_hosts={
        **map_hosts(MAIN, "embed.reddit.com oauth.reddit.com api.reddit.com redditmedia.com embed.redditmedia.com"),
        "preview.redd.it": IMAGES,
    },
    mirror_hosts=map_hosts(MAIN, mirrors.REDDIT),
    rules=(
        UrlRule("(?:[^/]*-)?{file}", IMAGE, "image:{file}", host=IMAGES),
        UrlRule("{media}(?:/.*)?", VIDEO, "video:{media}", host=VIDEOS),
        UrlRule("video/{media}", VIDEO, "video:{media}"),
        UrlRule("link/[^/]+/video/{media}(?:/.*)?", VIDEO, "video:{media}"),
        UrlRule("{code}", TEXT, "{code}", host="reddit.app.link", is_short_link=True),
        UrlRule("r/{community}/s/{code}", TEXT, "r/{community}/s/{code}", is_short_link=True),
        UrlRule("(?:u|user)/{name}/s/{code}", TEXT, "user/{name}/s/{code}", is_short_link=True),
        # A comment differs from the post below which it stands; the segment between their ids is a title.
        UrlRule(
            rf"{OPTIONAL_COMMUNITY}comments/(?:t3_)?{{parent_post}}/[^/]+/(?:t1_)?{{comment}}{FORMAT_SUFFIX}",
            COMMENT,
            "comment:{comment}",
        ),
        UrlRule(
            rf"{OPTIONAL_COMMUNITY}(?:comments|duplicates|gallery|poll)/(?:t3_)?{{post}}(?:/[^/]*)?{FORMAT_SUFFIX}",
            TEXT,
            "post:{post}",
        ),
        UrlRule("api/info", COMMENT, "comment:{comment}", "id=t1_{comment}"),
        UrlRule("by_id/t3_{post}(?:/.*)?", TEXT, "post:{post}"),
        UrlRule("tb/{post}", TEXT, "post:{post}"),
        UrlRule("{bare_post}", TEXT, "post:{bare_post}", host=MAIN),
        UrlRule("{post}", TEXT, "post:{post}", host=SHORT),
        UrlRule("live/{live}", SubjectType.LIVESTREAM, "live:{live}"),
        # Every account has a community named `u_` and the account name.
        UrlRule(f"r/u_{{name}}{TABS}{FORMAT_SUFFIX}", ACCOUNT, "account:{name}"),
        UrlRule(f"(?:u|user)/{{name}}{TABS}{FORMAT_SUFFIX}", ACCOUNT, "account:{name}"),
        UrlRule(f"r/{{community}}{TABS}{FORMAT_SUFFIX}", GROUP, "community:{community}"),
    ),
    tracking_parameters=split_names(_TRACKING),
    # Previews open only with their size and signature.
    required_parameters=split_names("auto blur crop format frame height quality s width"),
    addresses={
        "image": "https://i.redd.it/{id}",
        "video": "https://v.redd.it/{id}",
        "comment": ("https://www.reddit.com/comments/{parent_post}/_/{id} https://www.reddit.com/api/info?id=t1_{id}"),
        "post": "https://www.reddit.com/comments/{id}",
        "live": "https://www.reddit.com/live/{id}",
        "account": "https://www.reddit.com/user/{id}",
        "community": "https://www.reddit.com/r/{id}",
    },
)
