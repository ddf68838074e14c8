-- Tables hold the tenant id of a union, which is in no row of `organisation`; `organisation` and `agreement_party` hold the
-- id under which it is registered. A transaction of a union states both, as app.organisation and app.registration. Only
-- the service can compute one from the other (services/core/tenant_ids.py).

-- Returns the organisations that may read a resource which the calling organisation may read too.
create function recipients(target_kind text, target_id uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select reader.organisation_id from public.access reader
  where reader.kind = target_kind and reader.resource_id = target_id and reader.owner_id in (
    select caller.owner_id from public.access caller
    where caller.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
      and caller.kind = target_kind and caller.resource_id = target_id)
$$;

-- Returns whether an agreement in force lets the calling organisation and another one share a class of data.
create function route_open(other_organisation uuid, data_class text, moment timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from public.agreement
    join public.agreement_party caller on caller.agreement_id = agreement.id
      and caller.organisation_id in (
        nullif(current_setting('app.organisation', true), '')::uuid,
        nullif(current_setting('app.registration', true), '')::uuid)
    join public.agreement_party other on other.agreement_id = agreement.id
      and other.organisation_id = other_organisation
    where agreement.status = 'signed' and data_class = any (agreement.data_classes)
      and agreement.valid_from <= moment and (agreement.valid_to is null or moment < agreement.valid_to))
$$;

-- Gives the calling union read access to the incident of a card. No other function writes for another organisation.
-- Returns the id of the incident, and null for every failure alike, so that guesses reveal nothing.
create function redeem_card(card_number text, card_secret_hash bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  caller_id constant uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  registered_id constant uuid := nullif(current_setting('app.registration', true), '')::uuid;
  card record;
begin
  if not exists (select 1 from public.organisation where id = registered_id and kind = 'union') then
    return null;
  end if;
  select owner_id, incident_id into card from public.person_card
  where case_number = card_number and secret_hash = card_secret_hash;
  if not found then
    return null;
  end if;
  insert into public.access (organisation_id, kind, resource_id, owner_id, may)
  values (caller_id, 'incident', card.incident_id, card.owner_id, 'read')
  on conflict do nothing;
  return card.incident_id;
end $$;
