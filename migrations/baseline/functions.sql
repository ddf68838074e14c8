-- The organisations that may read a resource which the calling organisation may read, too.
create function recipients(wanted_kind text, wanted uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select a.organisation_id from public.access a
  where a.kind = wanted_kind and a.resource_id = wanted and a.owner_id in (
    select mine.owner_id from public.access mine
    where mine.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid and mine.kind = wanted_kind and mine.resource_id = wanted)
$$;

-- Whether an agreement that is in force lets the calling organisation and another one share a class of data.
create function route_open(other uuid, data_class text, moment timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select 1 from public.agreement g
    join public.agreement_party mine on mine.agreement_id = g.id and mine.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
    join public.agreement_party theirs on theirs.agreement_id = g.id and theirs.organisation_id = other
    where g.status = 'signed' and data_class = any (g.data_classes)
      and g.valid_from <= moment and (g.valid_to is null or moment < g.valid_to))
$$;

-- Gives a union access to the incident of a card. The only write to rows of another organisation.
-- Returns the incident's id, and null for every failure alike, so that guesses reveal nothing.
create function redeem_card(number text, hash bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare card record;
begin
  if not exists (select 1 from public.organisation o where o.id = nullif(current_setting('app.organisation', true), '')::uuid and o.kind = 'union') then
    return null;
  end if;
  select c.owner_id, c.incident_id into card from public.person_card c
  where c.case_number = number and c.secret_hash = hash;
  if not found then
    return null;
  end if;
  insert into public.access (organisation_id, kind, resource_id, owner_id, may)
  values (nullif(current_setting('app.organisation', true), '')::uuid, 'incident', card.incident_id, card.owner_id, 'read') on conflict do nothing;
  return card.incident_id;
end $$;
