"""Property tests: generated URLs of the same content have the same fingerprint, and no text crashes the parser."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from services.core.errors import Invalid
from services.links import Link, compute_fingerprint, parse_link, strip_tracking
from services.links.platforms import PLATFORMS
from tests.links.content_kinds import CONTENT_KINDS, ContentKind

KEY = bytes(range(7, 39))

content_kinds = st.sampled_from(CONTENT_KINDS)
schemes = st.sampled_from(["https://", "http://", "HTTPS://", "", "//", "https://https://", "hxxps://", "ttps://"])
query_suffixes = st.sampled_from(
    ["", "utm_source=copy", "fbclid=IwAR0", "igsh=a&utm_medium=b", "si=abc", "ref_src=a&s=20"]
)
surroundings = st.sampled_from([
    ("", ""), (" ", "\n"), ("<", ">"), ("(", ")."), ("\u201c", "\u201d"), ("\ufeff", "\u200b"), ("||", "||"),
])  # fmt: skip


def get_fingerprint(url: str) -> bytes:
    return compute_fingerprint(parse_link(url), KEY)


def generate_ids(kind: ContentKind) -> st.SearchStrategy[str]:
    """Generate ids of this kind of content."""
    return st.from_regex(kind.id_pattern, fullmatch=True).filter(str.isascii)


@st.composite
def pasted_texts(draw: st.DrawFn, kind: ContentKind, content_id: str) -> str:
    """Generate texts that someone may paste to report the content with this id."""
    url = draw(st.sampled_from(kind.url_templates.split())).format(id=content_id)
    host, slash, rest = url.partition("/")
    if draw(st.booleans()):
        host = host.upper()
    if (suffix := draw(query_suffixes)) and "#" not in rest:
        rest += ("&" if "?" in rest else "?") + suffix
        slash = "/"
    before, after = draw(surroundings)
    return f"{before}{draw(schemes)}{host}{slash}{rest}{after}"


@pytest.mark.parametrize("kind", CONTENT_KINDS, ids=str)
@settings(max_examples=25)
@given(data=st.data())
def test_all_urls_of_the_same_content_have_the_same_fingerprint(kind: ContentKind, data: st.DataObject) -> None:
    content_id = data.draw(generate_ids(kind))

    assert get_fingerprint(data.draw(pasted_texts(kind, content_id))) == get_fingerprint(
        data.draw(pasted_texts(kind, content_id))
    )


@pytest.mark.parametrize("kind", CONTENT_KINDS, ids=str)
@settings(max_examples=25)
@given(data=st.data())
def test_different_ids_of_one_kind_have_different_fingerprints(kind: ContentKind, data: st.DataObject) -> None:
    one = data.draw(generate_ids(kind))
    # Often an id that differs in one character only.
    position = data.draw(st.integers(0, len(one) - 1))
    similar = one[:position] + data.draw(st.sampled_from(string.ascii_letters + string.digits)) + one[position + 1 :]
    other = data.draw(st.sampled_from([similar, data.draw(generate_ids(kind))]))
    assume(one.lower() != other.lower() or (kind.case == "sensitive" and one != other))

    assert get_fingerprint(data.draw(pasted_texts(kind, one))) != get_fingerprint(data.draw(pasted_texts(kind, other)))


@pytest.mark.parametrize("kind", [kind for kind in CONTENT_KINDS if kind.case != "unspecified"], ids=str)
@settings(max_examples=10)
@given(data=st.data())
def test_ids_are_case_sensitive_exactly_where_the_platform_treats_them_so(
    kind: ContentKind, data: st.DataObject
) -> None:
    one = data.draw(generate_ids(kind))
    other = one.swapcase()
    assume(one != other)

    assert (
        get_fingerprint(data.draw(pasted_texts(kind, one))) != get_fingerprint(data.draw(pasted_texts(kind, other)))
    ) == (kind.case == "sensitive")


@settings(max_examples=200)
@given(data=st.data(), one=content_kinds, other=content_kinds)
def test_content_of_two_kinds_has_different_fingerprints_even_with_the_same_id(
    data: st.DataObject, one: ContentKind, other: ContentKind
) -> None:
    assume(one is not other)
    # The URL of a Facebook account without a name has its numeric id in the place of the name.
    assume({one.name, other.name} != {"facebook number", "facebook account"})
    content_id = data.draw(generate_ids(one))
    second = data.draw(st.sampled_from([content_id, data.draw(generate_ids(other))]))

    assert get_fingerprint(data.draw(pasted_texts(one, content_id))) != get_fingerprint(
        data.draw(pasted_texts(other, second))
    )


segments = st.text(st.characters(codec="utf-8", categories=["L", "N", "S"]), min_size=1, max_size=8)
hosts = st.sampled_from(
    ["example.org", *(host for platform in PLATFORMS for host in platform.hosts if "*" not in host)]
)


@example(host="example.org", path=[], query=[("0", "+")])
@example(host="example.org", path=["a%20"], query=[("utm_source", "b")])
@example(host="example.org", path=[], query=[("z", "%20"), ("a", "1")])
@example(host="example.org", path=["%20", "%20"], query=[("%20", "+")])
@given(host=hosts, path=st.lists(segments, max_size=4), query=st.lists(st.tuples(segments, segments), max_size=4))
def test_normalizing_a_canonical_url_changes_nothing(host: str, path: list[str], query: list[tuple[str, str]]) -> None:
    url = f"https://{host}/" + "/".join(path) + "?" + "&".join(f"{name}={value}" for name, value in query)

    link = parse_link(url.replace("#", "%23"))

    assume(link.canonical_id.startswith("https://"))
    assert parse_link(link.canonical_id) == link


@given(text=st.text(max_size=200), host=hosts)
@example("https://[", "example.org")
@example("http://%", "example.org")
@example("https://a.b/%", "example.org")
@example("//", "example.org")
@example("1:2", "example.org")
@example("https://xn--/", "example.org")
@example("s/aGlnaGxpZ2h0OgAA", "instagram.com")
def test_any_text_is_parsed_or_rejected_with_invalid(text: str, host: str) -> None:
    for pasted in (text, f"https://{text}", f"https://{host}/{text}", f"https://{host}/?{text}", f"tg://{text}"):
        try:
            link = parse_link(pasted)
        except Invalid:
            continue
        assert isinstance(link, Link)
        assert len(compute_fingerprint(link, KEY)) == 32
        assert parse_link(strip_tracking(pasted)) == link


def test_another_secret_key_gives_another_fingerprint() -> None:
    link = parse_link("https://www.tiktok.com/@a")

    assert compute_fingerprint(link, KEY) != compute_fingerprint(link, KEY[::-1])


def test_the_repr_of_a_link_does_not_contain_its_url() -> None:
    assert "some.one" not in repr(parse_link("https://www.tiktok.com/@some.one"))
