"""Reddit: posts and comments by numbers in base 36, communities and accounts by name; in none of them case counts."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import Platform, Rule, Slot, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN, SHORT, IMAGES, VIDEOS = "www.reddit.com", "redd.it", "i.redd.it", "v.redd.it"
WHERE = r"(?:amp/)?(?:(?:r|u|user)/[^/]+/)?"
# What old pages and programs add to an address to have it in another form.
FORM = r"(?:/?\.(?:json|rss|xml|compact|mobile|embed))?"
SORTED = (
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
    slots={
        "post": Slot(r"[A-Za-z0-9]{1,13}", lower),
        "bare": Slot(r"(?=[A-Za-z]*[0-9])[A-Za-z0-9]{5,8}", lower),
        "comment": Slot(r"[A-Za-z0-9]{1,13}", lower),
        "sub": Slot(r"(?![uU]_)[A-Za-z0-9_]{2,24}", lower),
        "name": Slot(r"[A-Za-z0-9_-]{2,24}", lower),
        "code": Slot(r"[A-Za-z0-9]{6,20}"),
        "media": Slot(r"[a-z0-9]{8,20}"),
        "file": Slot(r"[a-z0-9]{8,20}\.(?:jpe?g|png|gif|gifv|webp|mp4)"),
        "live": Slot(r"[A-Za-z0-9]{8,20}", lower),
    },
    sites={
        **hosts(MAIN, "reddit.com old.reddit.com new.reddit.com np.reddit.com m.reddit.com i.reddit.com sh.reddit.com"),
        **hosts(MAIN, "amp.reddit.com ssl.reddit.com pay.reddit.com nr.reddit.com backup.reddit.com beta.reddit.com"),
        **hosts(MAIN, "xx.reddit.com"),
        SHORT: SHORT,
        IMAGES: IMAGES,
        VIDEOS: VIDEOS,
        "reddit.app.link": "reddit.app.link",
    },
    sisters={
        **hosts(MAIN, "embed.reddit.com oauth.reddit.com api.reddit.com redditmedia.com embed.redditmedia.com"),
        "preview.redd.it": IMAGES,
    },
    mirrors=hosts(MAIN, mirrors.REDDIT),
    rules=(
        Rule("(?:[^/]*-)?{file}", IMAGE, "image:{file}", host=IMAGES),
        Rule("{media}(?:/.*)?", VIDEO, "video:{media}", host=VIDEOS),
        Rule("video/{media}", VIDEO, "video:{media}"),
        Rule("link/[^/]+/video/{media}(?:/.*)?", VIDEO, "video:{media}"),
        Rule("{code}", TEXT, "{code}", host="reddit.app.link", opaque=True),
        Rule("r/{sub}/s/{code}", TEXT, "r/{sub}/s/{code}", opaque=True),
        Rule("(?:u|user)/{name}/s/{code}", TEXT, "user/{name}/s/{code}", opaque=True),
        # A comment is not the post under which it stands; the words between them are a title.
        Rule(rf"{WHERE}comments/(?:t3_)?[A-Za-z0-9]+/[^/]+/(?:t1_)?{{comment}}{FORM}", COMMENT, "comment:{comment}"),
        Rule(rf"{WHERE}(?:comments|duplicates|gallery|poll)/(?:t3_)?{{post}}(?:/[^/]*)?{FORM}", TEXT, "post:{post}"),
        Rule("by_id/t3_{post}(?:/.*)?", TEXT, "post:{post}"),
        Rule("tb/{post}", TEXT, "post:{post}"),
        Rule("{bare}", TEXT, "post:{bare}", host=MAIN),
        Rule("{post}", TEXT, "post:{post}", host=SHORT),
        Rule("live/{live}", SubjectType.LIVESTREAM, "live:{live}"),
        # An account has a community of its own, of the same name.
        Rule(f"r/u_{{name}}{SORTED}{FORM}", ACCOUNT, "account:{name}"),
        Rule(f"(?:u|user)/{{name}}{SORTED}{FORM}", ACCOUNT, "account:{name}"),
        Rule(f"r/{{sub}}{SORTED}{FORM}", GROUP, "community:{sub}"),
    ),
    tracking=words(_TRACKING),
    # A smaller picture is shown to who has its signature.
    keeps=words("auto blur crop format frame height quality s width"),
)
