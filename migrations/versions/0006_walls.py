"""The second wall: which rows the application's role sees for the organisation it acts for, and the three ways across."""

from __future__ import annotations

import os

from alembic import op

from migrations.isolation import (
    APP,
    DEFINER,
    ME,
    auditor_may_read,
    definer_may,
    open_table,
    reachable,
    resource_table,
    tenant_table,
)

revision = "0006_walls"
down_revision = "0005_replay"

SIGNED = f"exists (select 1 from agreement_party p where p.agreement_id = agreement.id and p.organisation_id = {ME})"

RECIPIENTS = f"""
create function recipients(wanted_kind text, wanted uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.organisation_id from public.access a
  where a.kind = wanted_kind and a.resource_id = wanted and a.owner_id in (
    select mine.owner_id from public.access mine
    where mine.organisation_id = {ME} and mine.kind = wanted_kind and mine.resource_id = wanted)
$$
"""

ROUTE_OPEN = f"""
create function route_open(other uuid, data_class text, moment timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from public.agreement g
    join public.agreement_party mine on mine.agreement_id = g.id and mine.organisation_id = {ME}
    join public.agreement_party theirs on theirs.agreement_id = g.id and theirs.organisation_id = other
    where g.status = 'signed' and data_class = any (g.data_classes)
      and g.valid_from <= moment and (g.valid_to is null or moment < g.valid_to))
$$
"""

# The one write across tenants. It answers with the incident's id, or with nothing for every kind of failure alike.
REDEEM_CARD = f"""
create function redeem_card(number text, hash bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare card record;
begin
  if not exists (select 1 from public.organisation o where o.id = {ME} and o.kind = 'union') then
    return null;
  end if;
  select c.owner_id, c.incident_id into card from public.person_card c
  where c.case_number = number and c.secret_hash = hash;
  if not found then
    return null;
  end if;
  insert into public.access (organisation_id, kind, resource_id, owner_id, may)
  values ({ME}, 'incident', card.incident_id, card.owner_id, 'read') on conflict do nothing;
  return card.incident_id;
end $$
"""

CROSSINGS = {
    "recipients(text, uuid)": RECIPIENTS,
    "route_open(uuid, text, timestamptz)": ROUTE_OPEN,
    "redeem_card(text, bytea)": REDEEM_CARD,
}


def upgrade() -> None:
    """Wall in every table, then open the three documented doors."""
    wall_in_access()
    wall_in_organisations()
    wall_in_resources()
    wall_in_record()
    open_crossings()
    environment = os.environ.get("TARIAN_ENVIRONMENT", "production")
    op.execute(
        f"insert into installation (id, environment) values (1, '{'sandbox' if environment == 'sandbox' else 'production'}')"
    )


def wall_in_access() -> None:
    """I see my own rows, and may give away only what is mine."""
    tenant_table("access", select=f"organisation_id = {ME}", insert=f"owner_id = {ME}")
    tenant_table(
        "data_key",
        select=reachable(None, "data_key.resource_id", "data_key.owner_id"),
        insert=f"owner_id = {ME}",
    )


def wall_in_organisations() -> None:
    """Listed organisations are known to all; agreements to those who signed them."""
    itself = reachable("organisation", "organisation.id", "organisation.id")
    tenant_table("organisation", select=f"id = {ME} or listed or {itself}", insert=f"id = {ME}", update=f"id = {ME}")
    tenant_table(
        "agreement", select=f"owner_id = {ME} or {SIGNED}", insert=f"owner_id = {ME}", update=f"owner_id = {ME}"
    )
    mine_or_kept = f"organisation_id = {ME} or owner_id = {ME}"
    tenant_table("agreement_party", select=mine_or_kept, insert=f"owner_id = {ME}")


def wall_in_resources() -> None:
    """A row is reached through the access row of the resource that it belongs to."""
    resource_table("incident", "incident", resource="id")
    resource_table("incident_subject", "incident", resource="incident_id")
    resource_table("subject_locator", "subject", resource="subject_id", append_only=True)
    resource_table("escalation", "escalation", resource="id")
    resource_table("escalation_subject", "escalation", resource="escalation_id", append_only=True)
    resource_table("notice", "escalation", resource="escalation_id")
    resource_table("decision", "escalation", resource="escalation_id", append_only=True)
    resource_table("decision_subject", "escalation", resource="escalation_id", append_only=True)
    resource_table("verification", "escalation", resource="escalation_id", append_only=True)
    resource_table("member_case", "member_case", resource="id")
    resource_table("consent", "member_case", resource="member_case_id")
    resource_table("transition", "transition.noun", resource="resource_id", append_only=True)
    resource_table("release", "release", resource="id", append_only=True)
    resource_table("release_cell", "release", resource="release_id", append_only=True)
    mine = f"owner_id = {ME}"
    tenant_table("person_card", select=mine, insert=mine, update=mine)
    open_table("subject", "select, insert")
    open_table("installation", "select")


def wall_in_record() -> None:
    """An event is written for others, and read only by those it was written for."""
    tenant_table("event", select=f"organisation_id = {ME}", insert="true")
    tenant_table("feed_entry", select=f"organisation_id = {ME}", insert="true")
    open_table("feed_head", "select, insert, update")
    auditor_may_read("event")


def open_crossings() -> None:
    """What must cross tenants, and nothing else: each function is owned by a role that cannot log in."""
    definer_may("access", "select", "insert")
    definer_may("agreement", "select")
    definer_may("agreement_party", "select")
    definer_may("organisation", "select")
    definer_may("person_card", "select")
    op.execute(f"grant create on schema public to {DEFINER}")
    for signature, body in CROSSINGS.items():
        op.execute(body)
        op.execute(f"alter function {signature} owner to {DEFINER}")
        op.execute(f"revoke all on function {signature} from public")
        op.execute(f"grant execute on function {signature} to {APP}")
    op.execute(f"revoke create on schema public from {DEFINER}")
