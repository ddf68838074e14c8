"""Clients that common generators make from the served contract work without changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from api.sandbox import SandboxClient
from services.sandbox.organisations import SCHOOL
from services.sandbox.story.api_client import JsonObject
from tests.journeys.conftest import RunningSandbox
from tests.support.databases import ROOT
from tests.support.markers import slow
from tests.support.npm_packages import install_npm_packages
from tests.support.required_programs import require_program, skip_or_fail

GENERATORS = Path(__file__).with_name("generated_clients")
GENERATION_SECONDS = 300
# Otherwise fields with a default would be required in requests.
OPTIONAL_DEFAULTS = ("--default-non-nullable", "false")
READS = ("Get your client, organisation and token.", "List incidents.", "List changes.", "List vocabularies.")
REQUEST_SECONDS = 60


@pytest.fixture
def contract_file(sandbox: RunningSandbox, tmp_path: Path) -> Path:
    """The contract that the sandbox serves, in a file."""
    path = tmp_path / "contract.json"
    path.write_text(requests.get(f"{sandbox.base_url}/v1/openapi.json", timeout=REQUEST_SECONDS).text)
    return path


@slow
def test_a_strict_typescript_program_distinguishes_the_resources_of_the_feed(
    contract_file: Path, tmp_path: Path
) -> None:
    """Given types by openapi-typescript; when a program switches over `resource`; then tsc --strict accepts it."""
    node = require_program("node")
    packages = install_npm_packages(GENERATORS) / "node_modules"
    generated = tmp_path / "contract.ts"
    run(
        node,
        packages / "openapi-typescript" / "bin" / "cli.js",
        contract_file,
        "--output",
        generated,
        *OPTIONAL_DEFAULTS,
    )
    program = tmp_path / "feed.ts"
    program.write_text((GENERATORS / "feed.ts").read_text())
    options = ("--strict", "--noEmit", "--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler")
    run(node, packages / "typescript" / "bin" / "tsc", *options, program)


@slow
def test_a_generated_python_package_reports_and_reads_an_incident(
    sandbox: RunningSandbox, contract_file: Path, tmp_path: Path
) -> None:
    """Given a package by openapi-python-client; when a program uses it; then every step succeeds."""
    python = install_python_generator()
    package = tmp_path / "client"
    generator = [python.with_name("openapi-python-client"), "generate", "--path", contract_file, "--meta", "none"]
    # The generator formats the package with ruff, which it looks for in PATH.
    path = os.pathsep.join((str(python.parent), os.environ["PATH"]))
    run(*generator, "--output-path", package / "tarian_client", "--fail-on-warning", PATH=path)
    school = sandbox.sign_in(SCHOOL)
    token = str(school.session.headers["Authorization"]).removeprefix("Bearer ")

    result = json.loads(run(python, GENERATORS / "program.py", package, sandbox.base_url, token))

    assert result["organisation_id"] == str(SCHOOL.id)
    assert result["read"] == result["reported"]
    incident = school.get(f"/incidents/{result['read']['id']}").body
    assert result["read"].keys() == incident.keys()
    assert result["read"]["reference"] == incident["reference"]


@slow
def test_a_postman_collection_gets_a_token_and_sends_its_requests(sandbox: RunningSandbox, contract_file: Path) -> None:
    """Given a collection by openapi-to-postmanv2; when its OAuth settings are used with the credentials of a school;

    then its requests reach the service with the addresses that they have in the collection.
    """
    node = require_program("node")
    packages = install_npm_packages(GENERATORS)
    collection = json.loads(run(node, GENERATORS / "postman.mjs", packages, contract_file))
    variables = {entry["key"]: str(entry["value"]) for entry in collection["variable"]}
    reads = [item["request"] for item in list_requests(collection) if item["name"] in READS]
    assert variables["baseUrl"] == sandbox.base_url
    assert len(reads) == len(READS)

    token = fetch_token(reads[0]["auth"], sandbox.find_client(SCHOOL))
    for read in reads:
        url = build_url(read["url"], variables)
        headers = {"Authorization": f"Bearer {token}"}
        response = requests.request(read["method"], url, headers=headers, timeout=REQUEST_SECONDS)
        assert response.status_code == requests.codes.ok, (url, response.text)


def fetch_token(auth: JsonObject, client: SandboxClient) -> str:
    """Return a token, as Postman gets it with the settings of the collection and the credentials of its reader.

    The converter lists every scope of the service; the reader leaves those that the client has.
    """
    assert auth["type"] == "oauth2"
    settings = {entry["key"]: entry["value"] for entry in auth["oauth2"]}
    scopes = set(settings["scope"].split()).intersection(client["scopes"])
    form = {"grant_type": settings["grant_type"], "scope": " ".join(sorted(scopes))}
    credentials = (client["client_id"], client["client_secret"])
    response = requests.post(settings["accessTokenUrl"], data=form, auth=credentials, timeout=REQUEST_SECONDS)
    return str(response.json()["access_token"])


def list_requests(item: JsonObject) -> list[JsonObject]:
    """Return all requests of a collection or folder."""
    if "request" in item:
        return [item]
    return [request for child in item["item"] for request in list_requests(child)]


def build_url(url: JsonObject, variables: dict[str, str]) -> str:
    """Return the address of a request without its optional parameters, which the reader fills in."""
    host = ".".join(url["host"])
    for name, value in variables.items():
        host = host.replace(f"{{{{{name}}}}}", value)
    return "/".join([host, *url["path"]])


def install_python_generator() -> Path:
    """Return the interpreter of the environment that requirements-clients.lock describes."""
    script = str(ROOT / "script" / ".environment.py")
    command = [sys.executable, "-I", script, "script/test", "requirements-clients.lock"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=GENERATION_SECONDS)
    if result.returncode != 0:
        skip_or_fail("pip cannot install openapi-python-client")
    return Path(result.stdout.strip())


def run(*command: object, **variables: str) -> str:
    """Run a program and return its output; fail with all of it unless it succeeds."""
    environment = {**os.environ, **variables}
    arguments = list(map(str, command))
    result = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=GENERATION_SECONDS)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout
