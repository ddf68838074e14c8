"""A search for texts whose recognition takes long: every form of link, filled with every separator and token."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from services.core.errors import Invalid
from services.links import find_link, remove_tracking
from services.links.platforms import PLATFORMS

WRAPPED_TWICE = "https://l.facebook.com/l.php?u=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252F"
FORMS = (
    "",
    "(",
    "https://",
    "https://example.org/",
    "https://example.org/?",
    "https://example.org/?!00=b&",
    "https://example.org/#/",
    "https://mega.nz/#",
    "https://r.search.yahoo.com/a/RU=",
    "https://www.google.com/amp/",
    "https://www.google.com/url?q=https://www.google.com/url?q=https://www.google.com/url?q=https://",
    "https://l.facebook.com/l.php?u=https://",
    WRAPPED_TWICE,
    "https://urldefense.com/v3/__https://",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__",
    "https://protect.checkpoint.com/v2/___",
    "https://x.translate.goog/",
    "https://youtu.be/dQw4w9WgXcQ?",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=Ugx1234567890&",
    *(f"{scheme}:" for scheme in ("intent", "tg", "fb", "view-source", "vnd.youtube", "instagram://media?")),
    "<a href=",
    "[url=",
    "a.b/ ",
    *(f"https://{host}/" for platform in PLATFORMS for host in dict.fromkeys(platform.hosts.values())),
    *(f"https://{next(iter(platform.hosts))}/{start}" for platform in PLATFORMS for start in ("?", "#!/")),
)
_SEPARATORS = r"+ & = ? / \ - _ . , ; : # @ ! * ~ | ' ( ) [ ] { } < > % a A 1 é ß"
SEPARATORS = [*_SEPARATORS.split(), " ", '"', "\t", "\n"]
_TOKENS = """
    +& a=1& &amp; amp; &lt; &#99999999 ?url= &url= v= lc= comment_id=1& story_fbid=1& posts/ /video/ /a- a-1 1_ a. a-.
    12345678901234567890- %20 %25 %2525 %26 %2F %3D %3F %5C %C2%A0 %E2%80%8B %FF %F0%9F%98%80 %4 %2e%2e/ ../ ./ // a/../
    http:// https://https:// hxxp:// https%3A%2F%2F u=http:// ttp :\\/\\/ \\/ \\_ [.] .. ...) a.b/ <a [url=a href= url:
    /RU= /RU=/RK= __; __;a! *! **A ___ ;jsessionid=a ;scheme=a #Intent; xn-- 😀 👨‍👩‍👧 🏴 ﬀ İ ﷺ @/video/
"""
TOKENS = _TOKENS.split()
# Texts with spaces and characters that an editor does not show.
INVISIBLE_TOKENS = [
    *("<a href ", "<a href=a ", "url :", "http://a.b/ ", "a.b/x ", "\u0301", "\u0327\u0301", "a\u0327\u0301", "\u200b"),
    *("\u200d", "\u202e", "\u3000", "\x00", "\ud800", "\u1d160", "\U000e0041", "\ufdfa%20", "\u0390"),
]
UNITS = (*SEPARATORS, *TOKENS, *INVISIBLE_TOKENS)


def iterate_texts(length: int) -> Iterator[str]:
    """Yield a text of this length for each form and unit."""
    for form in FORMS:
        for unit in UNITS:
            yield (form + unit * length)[:length]


def measure_recognition(text: str) -> float:
    """Return the CPU seconds that this thread needs to recognise the link in the text, as for a report."""
    start = time.thread_time()
    with contextlib.suppress(Invalid):
        remove_tracking(find_link(text))
    return time.thread_time() - start
