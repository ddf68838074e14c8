"""Rules for Threads. The codes of posts are case-sensitive, account names are not."""

from __future__ import annotations

from services.links.normalizers import lowercase
from services.links.platforms import mirrors
from services.links.rules import Placeholder, Platform, UrlRule, map_hosts, split_names
from services.vocabularies.subjects import SubjectType

MAIN = "www.threads.com"
TABS = r"(?:/(?:replies|reposts|media|with_replies|followers|following))?"

THREADS = Platform(
    code="threads",
    placeholders={
        "name": Placeholder(r"[A-Za-z0-9_.]{1,30}", lowercase),
        "code": Placeholder(r"[A-Za-z0-9_-]{5,40}"),
        "tag": Placeholder(r"[^\s/?#%]{1,150}", lowercase),
    },
    hosts=map_hosts(MAIN, "threads.com threads.net m.threads.com m.threads.net l.threads.com l.threads.net"),
    mirror_hosts=map_hosts(MAIN, mirrors.THREADS),
    rules=(
        UrlRule("share/{code}", SubjectType.TEXT, "share/{code}", is_short_link=True),
        # The platform ignores the account name; the segments after the code select a view.
        UrlRule("@[^/]*/post/{code}(?:/.*)?", SubjectType.TEXT, "post:{code}"),
        UrlRule("(?:t|post)/{code}(?:/.*)?", SubjectType.TEXT, "post:{code}"),
        UrlRule("tag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        UrlRule(f"@{{name}}{TABS}", SubjectType.ACCOUNT, "account:{name}"),
    ),
    tracking_parameters=split_names("hl igsh igshid slof xmt"),
    addresses={
        "post": "https://www.threads.com/t/{id}",
        "tag": "https://www.threads.com/tag/{id}",
        "account": "https://www.threads.com/@{id}",
    },
)
