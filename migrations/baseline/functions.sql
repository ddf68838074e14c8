-- Tables hold the tenant id of a union, which is in no row of `organisation`; `organisation` and `agreement_party` hold the
-- id under which it is registered. A transaction of a union states both, as app.organisation and app.registration. Only
-- the service can compute one from the other (services/core/tenant_ids.py).

-- Returns the organisations that may read a resource which the calling organisation may read too, without those that are
-- not active. The tenant of a suspended union is among them, since no row says that it is one: nobody can read its feed.
create function recipients(target_kind text, target_id uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select reader.organisation_id from public.access reader
  where reader.kind = target_kind and reader.resource_id = target_id and reader.owner_id in (
    select caller.owner_id from public.access caller
    where caller.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
      and caller.kind = target_kind and caller.resource_id = target_id)
    and not exists (
      select 1 from public.organisation where id = reader.organisation_id and status <> 'active')
$$;

-- Returns whether an agreement in force lets the calling organisation and another one share a class of data. No agreement
-- is in force for an organisation that is not active.
create function route_open(
  other_organisation uuid, data_class text, moment timestamptz, in_nation text default null) returns boolean
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
      and (in_nation is null or agreement.nation = in_nation)
      and agreement.valid_from <= moment and (agreement.valid_to is null or moment < agreement.valid_to)
      and not exists (
        select 1 from public.organisation
        where id in (caller.organisation_id, other.organisation_id) and status <> 'active'))
$$;

-- Returns whether clients of an organisation may authenticate. The authorization server knows organisations by id only.
create function organisation_is_active(target_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select not exists (select 1 from public.organisation where id = target_id and status <> 'active')
$$;

-- Suspends a client of the calling organisation: disables it and ends its tokens. Returns whether it was active.
create function suspend_client(target_id text, reason text) returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  update public.oauth_client set active = false, epoch = epoch + 1, suspension_reason = reason
  where client_id = target_id and active and organisation_id in (
    nullif(current_setting('app.organisation', true), '')::uuid,
    nullif(current_setting('app.registration', true), '')::uuid);
  return found;
end $$;

-- Sets status and kind of an organisation, for operators only, and returns whether there is one. The tokens of its clients
-- end for good. While it is not active, its overseers and the unions with a card do not see its incidents; the helpline
-- still does. Feeds that miss something of this start a new epoch, so that their readers read the lists again.
create function change_organisation(target_id uuid, new_status text, new_kind text, changed_at timestamptz)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  suspended_prefix constant text := 'suspended:';
  changed_readers uuid[] := '{}';
  old record;
begin
  select status into old from public.organisation where id = target_id for update;
  if not found then
    return false;
  end if;
  update public.organisation set status = new_status, kind = new_kind, version = version + 1, updated_at = changed_at
  where id = target_id;
  update public.oauth_client set epoch = epoch + 1, organisation_kind = new_kind where organisation_id = target_id;
  if old.status = 'active' and new_status <> 'active' then
    with changed as (
      update public.access set kind = suspended_prefix || kind
      where owner_id = target_id and kind = 'incident' and organisation_id <> target_id and organisation_id not in (
        select id from public.organisation where kind in ('helpline', 'platform'))
      returning organisation_id)
    select array_agg(distinct organisation_id) into changed_readers from changed;
  elsif old.status <> 'active' and new_status = 'active' then
    with changed as (
      update public.access set kind = substr(kind, length(suspended_prefix) + 1)
      where owner_id = target_id and starts_with(kind, suspended_prefix) returning organisation_id)
    select array_agg(distinct organisation_id) || target_id into changed_readers from changed;
  end if;
  perform 1 from public.feed_head where organisation_id = any (changed_readers) order by organisation_id for update;
  update public.feed_head set epoch = epoch + 1 where organisation_id = any (changed_readers);
  return true;
end $$;

-- Gives the calling union read access to the incident of a card.
-- Returns the id of the incident, and null for every failure alike, so that guesses reveal nothing.
create function redeem_card(card_number text, card_secret_hash bytea) returns uuid
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  caller_id constant uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  registered_id constant uuid := nullif(current_setting('app.registration', true), '')::uuid;
  card record;
begin
  if not exists (
    select 1 from public.organisation where id = registered_id and kind = 'union' and status = 'active') then
    return null;
  end if;
  select owner_id, incident_id into card from public.person_card
  where case_number = card_number and secret_hash = card_secret_hash;
  if not found then
    return null;
  end if;
  -- Cards of an organisation, and about it, work only while it is active.
  if exists (
    select 1 from public.organisation where status <> 'active' and id in (
      select card.owner_id union all
      select school_id from public.incident where owner_id = card.owner_id and id = card.incident_id)) then
    return null;
  end if;
  insert into public.access (organisation_id, kind, resource_id, owner_id, may)
  values (caller_id, 'incident', card.incident_id, card.owner_id, 'read')
  on conflict do nothing;
  return card.incident_id;
end $$;

-- Writes events of the calling organisation, and entries in the feeds of those who may read the resource.
--
-- Each event is one element of the arrays. Its recipients are all readers of the resource (to_all_readers), and the
-- organisations in `audience`, whose elements belong to the events at `positions` (from 1): the caller itself, or other
-- readers. Nobody else ever gets an entry. Returns false when a recipient has no feed, true otherwise.
--
-- The feed heads are locked in sorted order and only here, so that writers never deadlock; and they are locked last, so
-- that sequence numbers are gap-free and in the order of the commits.
create function append_events(
  acting_client text, ids uuid[], kinds text[], resources text[], resource_ids uuid[], versions bigint[],
  causes uuid[], details text[], times timestamptz[], leaves bytea[], to_all_readers boolean[],
  changes text[], positions bigint[], audience uuid[]
) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  caller_id constant uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  is_complete boolean;
begin
  with new_event as (
    select * from unnest(
      ids, kinds, resources, resource_ids, versions, causes, details, times, leaves, to_all_readers, changes
    ) with ordinality
      as n(id, kind, resource, resource_id, version, cause_id, details, at, leaf, to_all_readers, change, position)
  ), inserted_event as (
    insert into public.event (
      organisation_id, id, client_id, kind, resource, resource_id, version, cause_id, details, at, leaf)
    select caller_id, n.id, acting_client, n.kind, n.resource, n.resource_id, n.version, n.cause_id,
      n.details::jsonb, n.at, n.leaf
    from new_event n
  ), named as (
    select * from unnest(positions, audience) as a(position, organisation_id)
  ), recipient as (
    select n.position, reader.organisation_id
    from new_event n cross join lateral public.recipients(n.resource, n.resource_id) as reader(organisation_id)
    where n.to_all_readers or reader.organisation_id in (
      select a.organisation_id from named a where a.position = n.position)
    union
    select a.position, a.organisation_id from named a where a.organisation_id = caller_id
  ), entry as (
    select r.organisation_id, row_number() over (partition by r.organisation_id order by r.position) as ordinal, n.*
    from recipient r join new_event n using (position)
  ), entry_count as (
    select e.organisation_id, count(*) as entries from entry e group by e.organisation_id
  ), locked_head as (
    select h.organisation_id, h.last_seq from public.feed_head h join entry_count c using (organisation_id)
    order by h.organisation_id for update of h
  ), moved_head as (
    update public.feed_head h set last_seq = l.last_seq + c.entries
    from locked_head l join entry_count c using (organisation_id) where h.organisation_id = l.organisation_id
    returning h.organisation_id, l.last_seq as base
  ), inserted_entry as (
    insert into public.feed_entry (
      organisation_id, seq, event_id, kind, resource, resource_id, version, at, change)
    select e.organisation_id, m.base + e.ordinal, e.id, e.kind, e.resource, e.resource_id, e.version, e.at,
      e.change::jsonb
    from entry e join moved_head m using (organisation_id)
  )
  select (select count(*) from entry_count) = (select count(*) from moved_head) into is_complete;
  return is_complete;
end $$;

-- Adds the first signing key, or one that begins when the newest one has ended. So a statement of the web role can
-- never put a key of its own beside one that signs. Operators' commands replace keys earlier.
create function add_signing_key(
  new_generation bigint, new_kid text, encrypted_key bytea, new_jwk jsonb, begins timestamptz, ends timestamptz
) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  newest record;
begin
  select generation, retire_at into newest from public.signing_key order by generation desc limit 1;
  if found and (new_generation <> newest.generation + 1 or begins < newest.retire_at) then
    raise insufficient_privilege using message = 'a new key must begin when the newest one has ended';
  end if;
  insert into public.signing_key (generation, kid, private_key, public_jwk, not_before, retire_at)
  values (new_generation, new_kid, encrypted_key, new_jwk, begins, ends);
end $$;

-- Stores the check values of the service's keys, once. Nobody can replace them.
create function record_key_checks(checks jsonb) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
  update public.installation set key_checks = checks where key_checks is null
$$;
