"""Filling a sandbox: never a production database, only once, and with a private file of clients."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from api import sandbox
from services.core.settings import to_driver_url
from services.sandbox.organisations import HELPLINE, NATIONS, UNION
from tests.support.databases import Database

FEW_SCHOOLS = ("--background-schools", "3")
TABLES = ("organisation", "agreement", "agreement_party", "incident", "release", "oauth_client", "event", "feed_entry")


@pytest.fixture
def owner(database: Database) -> Iterator[Connection]:
    """A connection as the owner of the database, who sees every row."""
    engine = create_engine(to_driver_url(database.owner_url))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection
    engine.dispose()


def test_the_file_has_a_client_of_every_organisation(owner: Connection, tmp_path: Path) -> None:
    """Given an empty sandbox; when it is filled; then the file has a client of each organisation."""
    path = tmp_path / "var" / "clients.json"
    sandbox.main(["--clients", str(path)])

    written = _read_file(path)
    kinds = Counter(client["kind"] for client in written["clients"])
    shared_kinds = {"union": 2, "employer_other": 1, "helpline": 1, "platform": 2, "government": 4, "regulator": 1}
    single_kinds = {"coordination_body": 1, "trust": 1, "local_authority": 1, "police": 1}
    assert kinds == {"school": 2 + 37, **single_kinds, **shared_kinds}
    assert written["base_url"] == os.environ["TARIAN_ISSUER"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert _count_rows(owner)["organisation"] == len(written["clients"])
    for client in written["clients"]:
        by_key = client["auth_method"] == "private_key_jwt"
        assert by_key == (client["kind"] == "platform")
        assert ("d" in client["private_key_jwk"]) if by_key else client["client_secret"]


def test_each_nation_has_one_agreement_with_its_organisations(owner: Connection, tmp_path: Path) -> None:
    sandbox.main(["--clients", str(tmp_path / "clients.json"), *FEW_SCHOOLS])
    rows = owner.execute(text("select nation, status, id from agreement order by nation")).all()
    assert [(nation, status) for nation, status, _ in rows] == [(nation, "signed") for nation in sorted(NATIONS)]
    for _, _, agreement in rows:
        parties = text("select organisation_id from agreement_party where agreement_id = :agreement")
        assert {HELPLINE.id, UNION.id} < set(owner.scalars(parties, {"agreement": agreement}))


def test_filling_the_sandbox_again_changes_nothing(owner: Connection, tmp_path: Path) -> None:
    path = tmp_path / "clients.json"
    sandbox.main(["--clients", str(path), *FEW_SCHOOLS])
    before, text_before = _count_rows(owner), path.read_text()
    sandbox.main(["--clients", str(path), *FEW_SCHOOLS])
    assert (_count_rows(owner), path.read_text()) == (before, text_before)


def test_filling_a_partial_sandbox_adds_what_is_missing(owner: Connection, tmp_path: Path) -> None:
    """Given a partly filled sandbox; when it is filled; then it has the rest, and keeps its clients."""
    path = tmp_path / "clients.json"
    sandbox.main(["--clients", str(path), *FEW_SCHOOLS])
    before, clients_before = _count_rows(owner), _read_file(path)["clients"]
    sandbox.main(["--clients", str(path), "--background-schools", "5"])
    after = _count_rows(owner)
    assert (after["organisation"] - before["organisation"], after["incident"] - before["incident"]) == (2, 2)
    assert after["agreement"] == before["agreement"]
    assert all(client in _read_file(path)["clients"] for client in clients_before)


def test_an_unreadable_file_is_replaced_with_new_clients(owner: Connection, tmp_path: Path) -> None:
    path = tmp_path / "clients.json"
    sandbox.main(["--clients", str(path), *FEW_SCHOOLS])
    old_clients = _read_file(path)["clients"]
    path.write_text("{")
    path.chmod(0o644)
    sandbox.main(["--clients", str(path), *FEW_SCHOOLS])
    new_clients = _read_file(path)["clients"]
    old_ids, new_ids = ([client["client_id"] for client in clients] for clients in (old_clients, new_clients))
    assert not set(old_ids) & set(new_ids)
    assert _list_organisation_ids(new_clients) == _list_organisation_ids(old_clients)
    assert path.stat().st_mode & 0o777 == 0o600


def test_clients_with_wrong_secrets_are_replaced(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "clients.json"
    sandbox.main(["--clients", str(path), *FEW_SCHOOLS])
    forged = _read_file(path)
    forged["clients"][0]["client_secret"] = "guessed"
    path.write_text(json.dumps(forged))
    sandbox.main(["--clients", str(path), *FEW_SCHOOLS])
    new_clients = _read_file(path)["clients"]
    assert new_clients[0]["client_id"] != forged["clients"][0]["client_id"]
    assert new_clients[1:] == forged["clients"][1:]


def test_a_production_database_is_never_filled(
    owner: Connection, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a production database; when it is to be filled; then one line of error, status 2, and no row."""
    owner.execute(text("update installation set environment = 'production'"))
    before = _count_rows(owner)
    with pytest.raises(SystemExit) as exit_error:
        sandbox.main(["--clients", str(tmp_path / "clients.json")])
    assert exit_error.value.code == 2
    output = capsys.readouterr()
    assert (output.out, output.err.count("\n")) == ("", 1)
    assert "sandbox" in output.err
    assert _count_rows(owner) == before
    assert not list(tmp_path.iterdir())


def _read_file(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text())
    return content


def _list_organisation_ids(clients: list[dict[str, str]]) -> list[str]:
    return [client["organisation_id"] for client in clients]


def _count_rows(owner: Connection) -> dict[str, int]:
    return {table: owner.execute(text(f"select count(*) from {table}")).scalar_one() for table in TABLES}
