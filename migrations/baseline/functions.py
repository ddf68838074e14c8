"""The functions that read or write rows of other organisations, and nothing else may.

Each is owned by the definer role, which cannot log in, and runs with its rights (`security definer`).
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.baseline.sql_execution import execute_file
from migrations.isolation import APP_ROLE, DEFINER_ROLE, OPERATOR_ROLE, grant_to_definer

SQL_FILE = Path(__file__).with_name("functions.sql")
SIGNATURES = (
    "recipients(text, uuid)",
    "route_open(uuid, text, timestamptz, text)",
    "redeem_card(text, bytea)",
    "organisation_is_active(uuid)",
    "suspend_client(text, text)",
    "record_key_checks(jsonb)",
    "append_events(text, uuid[], text[], text[], uuid[], bigint[], uuid[], text[], timestamptz[], bytea[], boolean[],"
    " text[], bigint[], uuid[])",
    "add_signing_key(bigint, text, bytea, jsonb, timestamptz, timestamptz)",
)
OPERATOR_SIGNATURES = ("change_organisation(uuid, text, text, timestamptz)",)


def create_functions() -> None:
    """Create the functions, and let the application's role, or operators alone, execute them."""
    grant_to_definer("access", "select", "insert", "update")
    grant_to_definer("organisation", "select", "update")
    for table in ("agreement", "agreement_party", "person_card", "incident"):
        grant_to_definer(table, "select")
    for table in ("event", "feed_entry"):
        grant_to_definer(table, "insert")
    grant_to_definer("feed_head", "select", "update")
    grant_to_definer("signing_key", "select", "insert")
    grant_to_definer("oauth_client", "select", "update")
    op.execute(f"grant select, update (key_checks) on installation to {DEFINER_ROLE}")
    # A role can become the owner of a function only where it may create one.
    op.execute(f"grant create on schema public to {DEFINER_ROLE}")
    execute_file(SQL_FILE)
    for signature in (*SIGNATURES, *OPERATOR_SIGNATURES):
        op.execute(f"alter function {signature} owner to {DEFINER_ROLE}")
        op.execute(f"revoke all on function {signature} from public")
    for signature in SIGNATURES:
        op.execute(f"grant execute on function {signature} to {APP_ROLE}")
    for signature in OPERATOR_SIGNATURES:
        op.execute(f"grant execute on function {signature} to {OPERATOR_ROLE}")
    op.execute(f"revoke create on schema public from {DEFINER_ROLE}")
