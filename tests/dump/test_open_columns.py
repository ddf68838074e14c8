"""Every column that a dump shows as text, and the form of its values: none can hold prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest

from tests.dump.dump_file import NULL, Dump
from tests.support.databases import Database

# Keys of counters have a slash between the keyed hashes of a client and of a case number.
CODE = r"[A-Za-z0-9]+([_.:/-][A-Za-z0-9]+)*"
REFERENCE = r"(INC|ESC|TC)-[0-9A-Z]{4}-[0-9A-Z]{4}"
UUID_FORM = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
KEY_ID = r"[A-Za-z0-9_-]{20,64}"
# What these hold is public: names of organisations, public keys. They are in the registry, not in a case.
PUBLIC = r".*"

CODES = {
    "access": "kind may",
    "agreement": "nation data_classes status",
    "consent": "purpose state",
    "decision": "territorial_scope automated_decision",
    "decision_subject": "change_reason action ground decline_reason",
    "escalation": "channel priority basis harm_categories jurisdictions source_incident_count_band state",
    "event": "kind resource details",
    "feed_entry": "kind resource change",
    "idempotency_key": "resource",
    "incident": "reporter_kind nation affected_kind harm_categories priority poster view_band allegation_flag state"
    " closure_reason",
    "incident_subject": "type role warnings escalation_state outcome_code decline_reason verification",
    "installation": "environment key_checks",
    "member_case": "stage",
    "notice": "format state",
    "oauth_client": "organisation_kind roles scopes auth_method suspension_reason",
    "organisation": "kind nations platform status",
    "rate_limit_counter": "client_id action",
    "release": "nation",
    "release_cell": "platform",
    "subject": "platform type",
    "transition": "resource action source target by reason",
    "verification": "method result decided_action",
}
OTHER_FORMS = {
    "decision.posted_by_client_id": UUID_FORM,
    "escalation.reference": REFERENCE,
    "event.client_id": UUID_FORM,
    "idempotency_key.client_id": UUID_FORM,
    "incident.reference": REFERENCE,
    "oauth_client.client_id": UUID_FORM,
    "oauth_client.jwks": PUBLIC,
    "organisation.name": PUBLIC,
    "organisation.name_cy": PUBLIC,
    "person_card.case_number": REFERENCE,
    "signing_key.kid": KEY_ID,
    "signing_key.public_jwk": PUBLIC,
    "token_denylist.jti": KEY_ID,
}
FORMS = {f"{table}.{column}": CODE for table, columns in CODES.items() for column in columns.split()} | OTHER_FORMS
SELECT_TEXT_COLUMNS = """
select c.relname || '.' || a.attname from pg_attribute a
join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
where a.attnum > 0 and not a.attisdropped and c.relname not like 'procrastinate%' and c.relname <> 'alembic_version'
and a.atttypid not in ('uuid'::regtype, 'bytea'::regtype, 'boolean'::regtype, 'date'::regtype, 'bigint'::regtype,
  'smallint'::regtype, 'integer'::regtype, 'timestamptz'::regtype)
"""


def test_every_column_with_text_is_listed(shared_database: Database) -> None:
    """Given a new column: seal it, or list it here with the form of its values."""
    with psycopg.connect(shared_database.owner_url) as owner:
        columns = {name for (name,) in owner.execute(SELECT_TEXT_COLUMNS)}
    assert columns == set(FORMS)


@pytest.mark.parametrize("table", sorted({name.partition(".")[0] for name in FORMS}))
def test_open_columns_hold_codes_and_references_only(dump: Dump, table: str) -> None:
    for row in dump.rows.get(table, ()):
        for column, value in row.items():
            form = FORMS.get(f"{table}.{column}", PUBLIC)
            assert all(re.fullmatch(form, word) for word in _split_value(value, form)), (column, value)


def test_waiting_jobs_name_ids_and_codes_only(dump: Dump) -> None:
    """Given waiting jobs, their arguments are ids and codes."""
    jobs = dump.rows["procrastinate_jobs"]
    assert jobs
    for job in jobs:
        for value in json.loads(job["args"]).values():
            assert isinstance(value, int) or re.fullmatch(CODE, value) or UUID(value)


def _split_value(value: str, form: str) -> Iterator[str]:
    """Yield the texts in a value: the value itself, the elements of an array, or the members of a JSON object."""
    if value in (NULL, "{}") or form == PUBLIC:
        return
    if value.startswith('{"') and ":" in value:
        yield from _list_texts(json.loads(value))
    else:
        yield from value.removeprefix("{").removesuffix("}").split(",")


def _list_texts(value: object) -> Iterator[str]:
    """Yield every text in a JSON value, names of members included."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from _list_texts(member)
    elif isinstance(value, list):
        for item in value:
            yield from _list_texts(item)
    elif isinstance(value, str):
        yield value
