"""The pages for people: what they say, how they are protected, and who gets the 404 page."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re

import pytest

from api.pages import swagger_ui
from api.problems import PROBLEMS
from tests.api.world import World
from tests.journeys.test_pages import BROWSER_CHECKS

BROWSER_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
PAGES = ("/", "/docs", "/problems", "/problems/not_found")


@pytest.mark.parametrize("path", [*PAGES, "/no-such-page"])
def test_no_page_may_run_inline_code_or_load_from_other_hosts(world: World, path: str) -> None:
    response = world.anonymous_client().get(path, headers={"Accept": BROWSER_ACCEPT})
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert {"frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'"} <= set(policy.split("; "))
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    page = response.get_data(as_text=True)
    assert not re.search(r"<style|<script>|\sstyle=|\son[a-z]+=", page)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(world: World, path: str) -> None:
    client = world.anonymous_client()
    page = client.get(path).get_data(as_text=True)
    links = {link for link in re.findall(r'(?:href|src|data-contract)="([^"]+)"', page) if not link.startswith("#")}
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_home_page_links_to_everything_a_developer_needs(world: World) -> None:
    page = world.anonymous_client().get("/").get_data(as_text=True)
    for target in ("/docs", "/v1/openapi.json", "/problems", "/.well-known/oauth-authorization-server"):
        assert f'href="{target}"' in page


def test_static_files_are_compressed_on_request(world: World) -> None:
    """Given a client that accepts gzip, the API reference is compressed; for all others and for parts it is not."""
    client = world.anonymous_client()
    path = "/pages/static/swagger-ui/swagger-ui-bundle.js"
    plain = client.get(path)
    for _ in range(2):
        compressed = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert (compressed.status_code, compressed.headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(compressed.get_data()) == plain.get_data()
        assert int(compressed.headers["Content-Length"]) == len(compressed.get_data()) < len(plain.get_data()) / 2
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == compressed.headers["Vary"] == "Accept-Encoding"
    etag = {"If-None-Match": compressed.headers["ETag"], "Accept-Encoding": "gzip"}
    assert client.get(path, headers=etag).status_code == 304
    part = client.get(path, headers={"Range": "bytes=0-9", "Accept-Encoding": "gzip"})
    assert (part.status_code, part.get_data()) == (206, plain.get_data()[:10])


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_page_shows_its_texts_and_an_example_document(world: World, code: str) -> None:
    page = html.unescape(world.anonymous_client().get(f"/problems/{code}").get_data(as_text=True))
    problem = PROBLEMS[code]
    texts = re.sub("</?code>", "`", page)
    for text in (problem.title, problem.description, problem.example, problem.resolution):
        assert text
        assert text in texts
    (document,) = re.findall(r"<pre><code>(.*?)</code></pre>", page, re.S)
    example = json.loads(document)
    assert (example["code"], example["status"], example["detail"]) == (code, problem.status, problem.description)


@pytest.mark.parametrize("path", ["/no-such-page", "/problems/no_such_code", "/docs/", "/v10", "/livez/"])
def test_browsers_get_a_page_for_an_unknown_path(world: World, path: str) -> None:
    response = world.anonymous_client().get(path, headers={"Accept": BROWSER_ACCEPT})
    assert (response.status_code, response.content_type) == (404, "text/html; charset=utf-8")
    assert response.headers["Cache-Control"] == "no-store"
    assert "Accept" in response.headers["Vary"]
    assert 'href="/docs"' in response.get_data(as_text=True)


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/problem+json", "text/html;q=0.5, */*"])
def test_other_clients_get_the_problem_document_for_an_unknown_path(world: World, accept: str) -> None:
    response = world.anonymous_client().get("/no-such-page", headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert response.json["code"] == "not_found"


@pytest.mark.parametrize("path", ["/v1", "/v1/nothing", "/oauth/nothing", "/oauth"])
def test_unknown_paths_of_the_api_give_the_problem_document_to_everyone(world: World, path: str) -> None:
    response = world.anonymous_client().get(path, headers={"Accept": BROWSER_ACCEPT})
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_hidden_resources_never_look_like_a_page(world: World) -> None:
    response = world.school.get("/incidents/2f1d8c0e-93a4-4b57-8a1e-6c0d5e7f9b32", Accept=f"{BROWSER_ACCEPT},text/html")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_the_committed_swagger_ui_is_the_recorded_release() -> None:
    """`python -m api.pages.swagger_ui VERSION` replaces it."""
    record = json.loads(swagger_ui.RECORD.read_text())
    assert (record["name"], record["license"]) == (swagger_ui.PACKAGE, "Apache-2.0")
    assert re.fullmatch(r"\d+\.\d+\.\d+", record["version"])
    assert f'"{record["version"]}"' in (swagger_ui.FOLDER / "swagger-ui-bundle.js").read_text()
    hashes = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in swagger_ui.FOLDER.iterdir()
        if path != swagger_ui.RECORD
    }
    assert hashes == record["sha256"]


def test_the_lock_file_of_the_browser_checks_has_hashes_and_no_addresses() -> None:
    lock = json.loads((BROWSER_CHECKS / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not any("resolved" in package for package in packages.values())
