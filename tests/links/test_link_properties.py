"""Over generated links: equal forms give one key, different things never do, and no text makes it stumble."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from services.errors import Invalid
from services.links import LONGEST, Link, fingerprint, parse

KEY = bytes(range(7, 39))

ids = st.integers(min_value=10**17, max_value=10**19).map(str)
handles = st.from_regex(r"[A-Za-z0-9_]{1,12}(?:\.[A-Za-z0-9_]{1,11})?", fullmatch=True)
schemes = st.sampled_from(["https://", "http://", "HTTPS://", "", "//"])
hosts = st.sampled_from(["www.tiktok.com", "tiktok.com", "m.tiktok.com", "WWW.TikTok.com", "www.tiktok.com."])
post_forms = st.sampled_from([
    "/@{handle}/video/{id}",
    "/@{handle}/photo/{id}",
    "/%40{handle}/video/{id}/",
    "/@/video/{id}",
    "/v/{id}.html",
    "/embed/{id}",
    "/embed/v2/{id}",
    "/player/v1/{id}",
    "/share/video/{id}",
    "/foryou?item_id={id}",
    "/?share_item_id={id}",
])  # fmt: skip
account_forms = st.sampled_from(["/@{handle}", "/%40{handle}", "/@{handle}/", "/embed/@{handle}"])
tails = st.sampled_from(["", "?lang=en", "?_r=1&_t=8x&sec_uid=abc", "#top", "?utm_source=copy&u_code=1#top"])
around = st.sampled_from([("", ""), (" ", "\n"), ("<", ">"), ("(", ")."), ("\u201c", "\u201d"), ("\ufeff", "\u200b")])


@st.composite
def pasted(draw: st.DrawFn, path: str) -> str:
    tail = draw(tails)
    if "?" in path:
        tail = tail.replace("?", "&")
    before, after = draw(around)
    return before + draw(schemes) + draw(hosts) + path + tail + after


@st.composite
def posts(draw: st.DrawFn, number: str) -> str:
    return draw(pasted(draw(post_forms).format(handle=draw(handles), id=number)))


@st.composite
def accounts(draw: st.DrawFn, handle: str) -> str:
    written = draw(st.sampled_from([handle, handle.upper(), handle.lower()]))
    return draw(pasted(draw(account_forms).format(handle=written)))


def key_of(url: str) -> bytes:
    return fingerprint(parse(url), KEY)


@given(data=st.data(), number=ids)
def test_all_forms_of_a_post_give_one_key(data: st.DataObject, number: str) -> None:
    assert key_of(data.draw(posts(number))) == key_of(f"https://www.tiktok.com/@a/video/{number}")


@given(data=st.data(), handle=handles)
def test_all_forms_of_an_account_give_one_key(data: st.DataObject, handle: str) -> None:
    assert key_of(data.draw(accounts(handle))) == key_of(f"https://www.tiktok.com/@{handle}")


@given(data=st.data(), one=ids, other=ids)
def test_two_posts_never_share_a_key(data: st.DataObject, one: str, other: str) -> None:
    assume(one != other)

    assert key_of(data.draw(posts(one))) != key_of(data.draw(posts(other)))


@given(data=st.data(), one=handles, other=handles)
def test_two_accounts_never_share_a_key(data: st.DataObject, one: str, other: str) -> None:
    assume(one.lower() != other.lower())

    assert key_of(data.draw(accounts(one))) != key_of(data.draw(accounts(other)))


@given(data=st.data(), number=ids, handle=handles)
def test_an_account_is_never_its_post(data: st.DataObject, number: str, handle: str) -> None:
    post = f"https://www.tiktok.com/@{handle}/video/{number}"

    assert key_of(data.draw(accounts(handle))) != key_of(post)
    assert key_of(f"https://www.tiktok.com/@{number}") != key_of(post)
    assert key_of(f"https://www.tiktok.com/@{handle}/live") != key_of(f"https://www.tiktok.com/@{handle}")


segments = st.text(st.characters(codec="utf-8", categories=["L", "N", "S"]), min_size=1, max_size=8)


@given(path=st.lists(segments, max_size=4), query=st.lists(st.tuples(segments, segments), max_size=4))
def test_a_normalised_address_stays_as_it_is(path: list[str], query: list[tuple[str, str]]) -> None:
    url = "https://example.org/" + "/".join(path) + "?" + "&".join(f"{name}={value}" for name, value in query)

    once = parse(url.replace("#", "%23"))

    assert parse(once.canonical) == once


@given(text=st.text(max_size=200))
@example("https://[")
@example("http://%")
@example("https://a.b/%")
@example("//")
@example("1:2")
@example("https://xn--/")
def test_any_text_is_a_link_or_refused(text: str) -> None:
    for paste in (text, f"https://{text}", f"https://www.tiktok.com/{text}", f"https://example.org/{text}"):
        try:
            link = parse(paste)
        except Invalid:
            continue
        assert isinstance(link, Link)
        assert len(fingerprint(link, KEY)) == 32


@pytest.mark.parametrize("unit", [*"a/.-()& \u0301", "%41", "@/video/", "https:", "a.", "..)", "?a=", "#/"])
@pytest.mark.parametrize("start", ["", "https://", "https://www.tiktok.com/", "tiktok.com/music/", "tiktok.com/@"])
def test_hostile_text_takes_no_time(start: str, unit: str) -> None:
    text = (start + unit * LONGEST)[:LONGEST]

    before = time.process_time()
    with contextlib.suppress(Invalid):
        parse(text)

    assert time.process_time() - before < 0.25


def test_another_secret_gives_another_key() -> None:
    link = parse("https://www.tiktok.com/@a")

    assert fingerprint(link, KEY) != fingerprint(link, KEY[::-1])


def test_a_link_does_not_show_where_it_leads() -> None:
    assert "some.one" not in repr(parse("https://www.tiktok.com/@some.one"))
