"""Over generated links: equal forms give one key, different things never do, and no text makes it stumble."""

from __future__ import annotations

import contextlib
import string
import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from services.core.errors import Invalid
from services.links import LONGEST, Link, fingerprint, parse
from services.links.platforms import PLATFORMS
from services.links.strip_tracking import cleaned
from tests.links.kinds import KINDS, Kind

KEY = bytes(range(7, 39))

kinds = st.sampled_from(KINDS)
schemes = st.sampled_from(["https://", "http://", "HTTPS://", "", "//", "https://https://", "hxxps://", "ttps://"])
tails = st.sampled_from(["", "utm_source=copy", "fbclid=IwAR0", "igsh=a&utm_medium=b", "si=abc", "ref_src=a&s=20"])
around = st.sampled_from([
    ("", ""), (" ", "\n"), ("<", ">"), ("(", ")."), ("\u201c", "\u201d"), ("\ufeff", "\u200b"), ("||", "||"),
])  # fmt: skip


def key_of(url: str) -> bytes:
    return fingerprint(parse(url), KEY)


def ids(kind: Kind) -> st.SearchStrategy[str]:
    """An id of this kind of thing."""
    return st.from_regex(kind.shape, fullmatch=True).filter(str.isascii)


@st.composite
def pasted(draw: st.DrawFn, kind: Kind, identity: str) -> str:
    """Some way to paste an address of it."""
    address = draw(st.sampled_from(kind.forms.split())).format(id=identity)
    host, slash, rest = address.partition("/")
    if draw(st.booleans()):
        host = host.upper()
    if (tail := draw(tails)) and "#" not in rest:
        rest += ("&" if "?" in rest else "?") + tail
        slash = "/"
    before, after = draw(around)
    return f"{before}{draw(schemes)}{host}{slash}{rest}{after}"


@pytest.mark.parametrize("kind", KINDS, ids=str)
@settings(max_examples=25)
@given(data=st.data())
def test_all_forms_of_a_thing_give_one_key(kind: Kind, data: st.DataObject) -> None:
    identity = data.draw(ids(kind))

    assert key_of(data.draw(pasted(kind, identity))) == key_of(data.draw(pasted(kind, identity)))


@pytest.mark.parametrize("kind", KINDS, ids=str)
@settings(max_examples=25)
@given(data=st.data())
def test_two_things_of_a_kind_never_share_a_key(kind: Kind, data: st.DataObject) -> None:
    one = data.draw(ids(kind))
    # Often a neighbour that differs in one place only.
    place = data.draw(st.integers(0, len(one) - 1))
    neighbour = one[:place] + data.draw(st.sampled_from(string.ascii_letters + string.digits)) + one[place + 1 :]
    other = data.draw(st.sampled_from([neighbour, data.draw(ids(kind))]))
    assume(one.lower() != other.lower() or (kind.case == "counts" and one != other))

    assert key_of(data.draw(pasted(kind, one))) != key_of(data.draw(pasted(kind, other)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.case != "unsaid"], ids=str)
@settings(max_examples=10)
@given(data=st.data())
def test_case_counts_where_the_platform_says_so(kind: Kind, data: st.DataObject) -> None:
    one = data.draw(ids(kind))
    other = one.swapcase()
    assume(one != other)

    assert (key_of(data.draw(pasted(kind, one))) != key_of(data.draw(pasted(kind, other)))) == (kind.case == "counts")


@settings(max_examples=200)
@given(data=st.data(), one=kinds, other=kinds)
def test_things_of_two_kinds_never_share_a_key_not_even_under_one_id(
    data: st.DataObject, one: Kind, other: Kind
) -> None:
    assume(one is not other)
    # An account that has no name is found under its number in the place of the name.
    assume({one.name, other.name} != {"facebook number", "facebook account"})
    identity = data.draw(ids(one))
    second = data.draw(st.sampled_from([identity, data.draw(ids(other))]))

    assert key_of(data.draw(pasted(one, identity))) != key_of(data.draw(pasted(other, second)))


segments = st.text(st.characters(codec="utf-8", categories=["L", "N", "S"]), min_size=1, max_size=8)
hosts = st.sampled_from(
    ["example.org", *(host for platform in PLATFORMS for host in platform.sites if "*" not in host)]
)


@example(host="example.org", path=[], query=[("0", "+")])
@example(host="example.org", path=["a%20"], query=[("utm_source", "b")])
@example(host="example.org", path=[], query=[("z", "%20"), ("a", "1")])
@example(host="example.org", path=["%20", "%20"], query=[("%20", "+")])
@given(host=hosts, path=st.lists(segments, max_size=4), query=st.lists(st.tuples(segments, segments), max_size=4))
def test_a_normalised_address_stays_as_it_is(host: str, path: list[str], query: list[tuple[str, str]]) -> None:
    url = f"https://{host}/" + "/".join(path) + "?" + "&".join(f"{name}={value}" for name, value in query)

    once = parse(url.replace("#", "%23"))

    assume(once.canonical.startswith("https://"))
    assert parse(once.canonical) == once


@given(text=st.text(max_size=200), host=hosts)
@example("https://[", "example.org")
@example("http://%", "example.org")
@example("https://a.b/%", "example.org")
@example("//", "example.org")
@example("1:2", "example.org")
@example("https://xn--/", "example.org")
@example("s/aGlnaGxpZ2h0OgAA", "instagram.com")
def test_any_text_is_a_link_or_refused(text: str, host: str) -> None:
    for paste in (text, f"https://{text}", f"https://{host}/{text}", f"https://{host}/?{text}", f"tg://{text}"):
        try:
            link = parse(paste)
        except Invalid:
            continue
        assert isinstance(link, Link)
        assert len(fingerprint(link, KEY)) == 32
        assert parse(cleaned(paste, parse)) == link


HOSTILE = [
    *"a/.-()& \u0301_1?",
    "%41",
    "@/video/",
    "https:",
    "a.",
    "..)",
    "?a=",
    "#/",
    "/a-",
    "a-1",
    "posts/",
    "amp;",
    "&",
    "&a=1",
    "%20",
    "<a href=",
    "**A",
    "//",
    "[.]",
]
STARTS = ["", "https://", "intent://", "https://www.google.com/amp/", "https://l.facebook.com/l.php?u=https://"]
STARTS += ["https://urldefense.com/v3/__https://", "https://x.translate.goog/", "https://youtu.be/dQw4w9WgXcQ?"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_no_time(unit: str) -> None:
    starts = [*STARTS, *(f"https://{next(iter(platform.sites))}/" for platform in PLATFORMS)]
    for start in starts:
        for form in (unit * LONGEST, f"@{unit * LONGEST}"):
            before = time.process_time()
            with contextlib.suppress(Invalid):
                cleaned((start + form)[:LONGEST], parse)
            assert time.process_time() - before < 1, start


def test_another_secret_gives_another_key() -> None:
    link = parse("https://www.tiktok.com/@a")

    assert fingerprint(link, KEY) != fingerprint(link, KEY[::-1])


def test_a_link_does_not_show_where_it_leads() -> None:
    assert "some.one" not in repr(parse("https://www.tiktok.com/@some.one"))
