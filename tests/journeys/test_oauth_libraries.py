"""Common OAuth libraries for JavaScript discover the service and sign in with their defaults."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from services.sandbox.organisations import PLATFORM, SCHOOL
from tests.journeys.conftest import RunningSandbox
from tests.support.markers import slow
from tests.support.npm_packages import install_npm_packages
from tests.support.required_programs import require_program

FOLDER = Path(__file__).with_name("oauth_libraries")
LIBRARIES = ("openidClient", "oauth4webapi")
METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt")
RUN_SECONDS = 120


@pytest.fixture(scope="module")
def report(sandbox: RunningSandbox) -> dict[str, Any]:
    """The output of sign_in.mjs."""
    node, modules = require_program("node"), install_npm_packages(FOLDER)
    setup = {
        "baseUrl": sandbox.base_url,
        "modules": str(modules),
        "school": sandbox.find_client(SCHOOL),
        "platform": sandbox.find_client(PLATFORM),
    }
    command = [node, FOLDER / "sign_in.mjs"]
    process = subprocess.run(command, input=json.dumps(setup), capture_output=True, text=True, timeout=RUN_SECONDS)
    assert process.returncode == 0, process.stderr
    result: dict[str, Any] = json.loads(process.stdout)
    return result


@slow
@pytest.mark.parametrize(
    ("library", "method"),
    [
        ("openidClient", "default"),
        *((library, each) for library in ("openidClient", "oauth4webapi") for each in METHODS),
    ],
)
def test_a_library_signs_in_with_each_authentication_method(
    sandbox: RunningSandbox, report: dict[str, Any], library: str, method: str
) -> None:
    """Given a client; when a library signs in, reads and revokes the token; then it gets what it expects."""
    result = report[library][method]
    organisation = PLATFORM if method == "private_key_jwt" else SCHOOL
    assert result["me"]["organisation"]["id"] == str(organisation.id)
    assert (result["activeBefore"], result["activeAfter"]) == (True, False)
    assert result["refused"]["error"] == "invalid_token"
    assert result["refused"]["resource_metadata"] == f"{sandbox.base_url}/.well-known/oauth-protected-resource"


@slow
def test_a_library_discovers_the_authorization_server_from_the_api(
    sandbox: RunningSandbox, report: dict[str, Any]
) -> None:
    metadata = report["metadata"]
    assert metadata["address"] == f"{sandbox.base_url}/.well-known/oauth-protected-resource"
    assert metadata["fetched"] == metadata["resource"]
    assert metadata["resource"]["authorization_servers"] == [metadata["oidc"]["issuer"]]
    assert metadata["oidc"] == metadata["oauth2"]
