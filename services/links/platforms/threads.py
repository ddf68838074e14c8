"""Threads: the codes of posts are case-sensitive, names are not."""

from __future__ import annotations

from services.links.normalizers import lower
from services.links.platforms import mirrors
from services.links.rules import Platform, Rule, Slot, hosts, words
from services.vocabularies.subjects import SubjectType

MAIN = "www.threads.com"
TABS = r"(?:/(?:replies|reposts|media|with_replies|followers|following))?"

THREADS = Platform(
    code="threads",
    slots={
        "name": Slot(r"[A-Za-z0-9_.]{1,30}", lower),
        "code": Slot(r"[A-Za-z0-9_-]{5,40}"),
        "tag": Slot(r"[^\s/?#%]{1,150}", lower),
    },
    sites=hosts(MAIN, "threads.com threads.net m.threads.com m.threads.net l.threads.com l.threads.net"),
    mirrors=hosts(MAIN, mirrors.THREADS),
    rules=(
        Rule("share/{code}", SubjectType.TEXT, "share/{code}", opaque=True),
        # The name before a post is decoration, and what follows its code is a view of it.
        Rule("@[^/]*/post/{code}(?:/.*)?", SubjectType.TEXT, "post:{code}"),
        Rule("(?:t|post)/{code}(?:/.*)?", SubjectType.TEXT, "post:{code}"),
        Rule("tag/{tag}", SubjectType.HASHTAG_USE, "tag:{tag}"),
        Rule(f"@{{name}}{TABS}", SubjectType.ACCOUNT, "account:{name}"),
    ),
    tracking=words("hl igsh igshid slof xmt"),
)
