-- Inserts the incidents bench.first to bench.last with all rows that belong to them, one statement per table. The service
-- would write the same rows in the same proportions, but would need hours. bulk_load.py runs it as the owner, in one
-- transaction, after it has created the temporary tables school, union_, platform and helpline.

create or replace function pg_temp.fake_ciphertext(length int, seed bigint) returns bytea language sql immutable
return substring(sha256(int8send(seed)) || sha256(int8send(seed + 1)) || sha256(int8send(seed + 2)) for length);

create or replace function pg_temp.subject_id(number bigint) returns uuid language sql immutable
return overlay(overlay(md5('subject ' || number) placing '4' from 13 for 1) placing 'a' from 17 for 1)::uuid;

create or replace function pg_temp.reference_code(number bigint) returns text language sql immutable
return lpad(upper(to_hex((number * 2654435761) % 4294967296)), 8, '0');

create temp table new_incident on commit drop as
select n, stage, at, s.id as owner_id, s.nation, h.id as helpline_id,
  uuidv7(at - clock_timestamp()) as incident_id,
  case when n % 50 = 7 then u.id end as union_id,
  stage + 1 as version,
  (array['submitted', 'in_triage', 'accepted', 'in_escalation', 'partially_resolved'])[stage + 1] as state
from (
  select n, timestamptz '2024-06-01' + n * interval '1 minute' as at,
    case when n % 20 < 4 then 0 when n % 20 < 6 then 1 when n % 20 < 12 then 2 when n % 20 < 17 then 3 else 4 end as stage
  from generate_series(current_setting('bench.first')::bigint, current_setting('bench.last')::bigint) n
) incident_number
join school s on s.number = abs(hashint8(n)) % (select count(*) from school)
join union_ u on u.number = n % (select count(*) from union_)
cross join helpline h;

-- Of ten incidents seven have one link, two have two and one has three. Every fifth first link was reported before.
create temp table new_link on commit drop as
select t.*, k, subject_number, pg_temp.subject_id(subject_number) as subject_id
from new_incident t cross join lateral generate_series(1, 1 + (n % 10 >= 7)::int + (n % 10 = 9)::int) k
cross join lateral (
  select case when k = 1 and n > 50 and n % 50 <> 0 and n % 5 = 3
    then 4 * 50 * (1 + abs(hashint8(n * 7)) % (n / 50)) + 1 else n * 4 + k end as subject_number
) choice;

create temp table new_escalation on commit drop as
select l.n, l.at, l.stage, l.nation, l.owner_id as reporter_id, l.helpline_id, l.subject_id, l.subject_number,
  p.id as platform_id, uuidv7(l.at + interval '3 minutes' - clock_timestamp()) as escalation_id,
  case when l.stage = 4 then uuidv7(l.at + interval '8 minutes' - clock_timestamp()) end as decision_id
from new_link l join platform p on p.number = case when l.subject_number % 16 < 13 then 0 else l.subject_number % 16 - 12 end
where l.k = 1 and l.stage >= 3;

insert into subject (id, canonical_key, canon_version, platform, type)
select l.subject_id, sha256(int8send(l.subject_number)), current_setting('bench.canon_version')::bigint, p.name, 'video'
from new_link l join platform p on p.number = case when l.subject_number % 16 < 13 then 0 else l.subject_number % 16 - 12 end
on conflict do nothing;

insert into access (organisation_id, kind, resource_id, owner_id, may)
select owner_id, 'incident', incident_id, owner_id, 'write' from new_incident
union all select helpline_id, 'incident', incident_id, owner_id, 'write' from new_incident
union all select union_id, 'incident', incident_id, owner_id, 'read' from new_incident where union_id is not null
union all select owner_id, 'subject', subject_id, owner_id, 'write' from new_link
union all select helpline_id, 'subject', subject_id, owner_id, 'read' from new_link
union all select helpline_id, 'escalation', escalation_id, helpline_id, 'write' from new_escalation
union all select platform_id, 'escalation', escalation_id, helpline_id, 'write' from new_escalation
union all select helpline_id, 'subject', subject_id, helpline_id, 'write' from new_escalation
union all select platform_id, 'subject', subject_id, helpline_id, 'read' from new_escalation
on conflict do nothing;

-- bulk_load.py inserts these keys, encrypted with the master key of the service.
create temp table needed_key on commit drop as
select owner_id, incident_id as resource_id from new_incident
union select owner_id, subject_id from new_link
union select helpline_id, escalation_id from new_escalation
union select helpline_id, subject_id from new_escalation;

-- bulk_load.py fills this with the sealed values of columns, by the id of the incident or escalation.
create temp table sealed_value (resource_id uuid, name text, value bytea, primary key (resource_id, name)) on commit drop;

create or replace function pg_temp.sealed(id uuid, column_name text) returns bytea language sql stable
return (select value from sealed_value where resource_id = id and name = column_name);

-- The statements below need the data keys and the sealed values.

insert into incident (reference, reporter_kind, helpline_id, school_id, school_confirmed, nation, affected_kind,
  affected_person, summary_neutral, harm_categories, priority, in_app_report, poster, first_seen_at, reported_at,
  view_band, staff_absence, allegation_flag, state, accepted_at, closure_reason, owner_id, id, created_at, updated_at, version)
select 'INC-' || left(pg_temp.reference_code(n), 4) || '-' || right(pg_temp.reference_code(n), 4), 'school', helpline_id, owner_id, true, nation,
  (array['staff', 'leader', 'support_staff'])[1 + n % 3], n % 4 <> 0,
  pg_temp.sealed(incident_id, 'summary_neutral'),
  (array['{impersonation_school}', '{harassment_bullying}', '{impersonation_school,harassment_bullying}'])[1 + n % 3]::text[],
  (array['P1', 'P2', 'P3'])[1 + n % 3],
  pg_temp.sealed(incident_id, 'in_app_report'),
  '{"relation": "pupil", "age_band": "13_15"}'::jsonb, at - interval '1 day', at,
  (array['lt1k', '1k_10k', 'unknown'])[1 + n % 3], n % 5 = 0, 'none', state,
  case when stage > 1 then at + interval '4 minutes' end, null, owner_id, incident_id, at,
  at + stage * interval '2 minutes', version
from new_incident;

insert into incident_subject (owner_id, incident_id, subject_id, type, role, warnings, escalation_state, tier, due_ack_at,
  due_decision_at, outcome_code, outcome_at, created_at, updated_at)
select l.owner_id, l.incident_id, l.subject_id, 'video', case when k = 1 then 'primary' else 'related' end, '{}',
  case when s.n is null then null when l.stage = 4 then 'decided' else 'sent' end,
  case when s.n is not null then 1 end,
  case when s.n is not null then l.at + interval '1 day' end, case when s.n is not null then l.at + interval '2 days' end,
  case when l.stage = 4 and k = 1 then 'content_removed' end, case when l.stage = 4 and k = 1 then l.at end, l.at, l.at
from new_link l left join new_escalation s on s.n = l.n and l.k = 1;

insert into subject_locator (owner_id, subject_id, ciphertext, created_at, updated_at)
select owner_id, subject_id, pg_temp.fake_ciphertext(88, subject_number), at, at from new_link
union all select helpline_id, subject_id, pg_temp.fake_ciphertext(88, subject_number), at, at from new_escalation
on conflict do nothing;

insert into escalation (reference, platform_id, channel, tier, priority, basis, policy_codes, explanation,
  harm_categories, jurisdictions, suspected_minor, source_incident_count_band, state, platform_case_ref, sent_at, due_ack_at,
  due_decision_at, owner_id, id, created_at, updated_at, version)
select 'ESC-' || left(pg_temp.reference_code(n), 4) || '-' || right(pg_temp.reference_code(n), 4), platform_id,
  'partner_channel', 1, 'P2', 'terms', pg_temp.sealed(escalation_id, 'policy_codes'),
  pg_temp.sealed(escalation_id, 'explanation'), '{impersonation_school}', '{GB}', true, '1',
  case when stage = 4 then 'actioned' else 'sent' end, null,
  at + interval '4 minutes', at + interval '1 day', at + interval '2 days', helpline_id, escalation_id,
  at + interval '3 minutes', at + interval '4 minutes', stage - 1
from new_escalation;

insert into escalation_subject (owner_id, escalation_id, subject_id, source_accepted_at)
select helpline_id, escalation_id, subject_id, at + interval '4 minutes' from new_escalation;

insert into notice (owner_id, escalation_id, seq, format, payload, payload_sha256, good_faith_statement, state, sent_at,
  created_at, updated_at)
select helpline_id, escalation_id, 1, 'native', pg_temp.sealed(escalation_id, 'payload'),
  pg_temp.sealed(escalation_id, 'payload_sha256'), true, 'sent', at, at, at
from new_escalation;

insert into decision (escalation_id, platform_id, puid, puid_index, digest, posted_by_client_id, decided_at, applied_at, recorded_at,
  territorial_scope, automated_detection, automated_decision, late, owner_id, id)
select escalation_id, platform_id, pg_temp.sealed(escalation_id, 'puid'), sha256(int8send(n)), sha256(int8send(n)), null, at, at, at, '{GB}', false,
  'not_automated', false, helpline_id, decision_id
from new_escalation where stage = 4;

insert into decision_subject (owner_id, decision_id, subject_id, escalation_id, decided_at, action, policy_code)
select helpline_id, decision_id, subject_id, escalation_id, at, 'content_removed', pg_temp.sealed(escalation_id, 'policy_code')
from new_escalation where stage = 4;

insert into transition (owner_id, resource_id, version, resource, action, source, target, by, at)
select owner_id, incident_id, v, 'incident', (array['triage', 'accept', 'escalate', 'apply_outcome'])[v - 1],
  (array['submitted', 'in_triage', 'accepted', 'in_escalation'])[v - 1],
  (array['in_triage', 'accepted', 'in_escalation', 'partially_resolved'])[v - 1],
  case when v < 4 then 'helpline' else 'system' end, at + v * interval '2 minutes'
from new_incident cross join lateral generate_series(2, version) v
union all
select helpline_id, escalation_id, v, 'escalation', (array['send', 'record_decision'])[v - 1],
  (array['queued', 'sent'])[v - 1], (array['sent', 'actioned'])[v - 1],
  (array['helpline', 'platform'])[v - 1], at + v * interval '2 minutes'
from new_escalation cross join lateral generate_series(2, stage - 1) v;

-- The events with the organisations in whose feeds they appear, in chronological order.
create temp table new_event on commit drop as
select uuidv7(at + step * interval '2 seconds' - clock_timestamp()) as event_id, at + step * interval '2 seconds' as at,
  step, n, by, kind, resource, resource_id, version, audience, change
from (
  select n, at, step, case when step = 1 then owner_id else helpline_id end as by,
    (array['incident.submitted', 'incident.state_changed', 'incident.state_changed', 'incident.escalation_changed',
      'incident.outcome_recorded'])[v] as kind,
    'incident' as resource, incident_id as resource_id, v as version,
    array_remove(array[owner_id, helpline_id, case when v > 2 then union_id end], null) as audience,
    jsonb_build_object('changed', (array[
      '[]', '["state"]', '["state"]', '["state", "subjects"]', '["state", "subjects"]'])[v]::jsonb) as change
  from new_incident cross join lateral generate_series(1, version) v cross join lateral (select 2 * v - 1 as step) step_number
  union all
  select n, at, step, case when v = 3 then platform_id else helpline_id end,
    (array['escalation.queued', 'escalation.sent', 'decision.recorded'])[v], 'escalation', escalation_id, v,
    case when v = 1 then array[helpline_id] else array[helpline_id, platform_id] end,
    case v when 1 then '{"changed": []}' when 2 then '{"changed": ["state"]}'
      else jsonb_build_object('changed', array['state', 'subjects'], 'decision_id', decision_id) end
  from new_escalation cross join lateral generate_series(1, stage - 1) v cross join lateral (select 2 * v + 2 as step) step_number
) step_event;

insert into event (organisation_id, id, client_id, kind, resource, resource_id, version, cause_id, details, at, leaf)
select by, event_id, null, kind, resource, resource_id, version, null, '{}', at, pg_temp.fake_ciphertext(32, n * 8 + step)
from new_event;

insert into feed_entry (organisation_id, seq, event_id, kind, resource, resource_id, version, at, change)
select h.organisation_id, h.last_seq + row_number() over (partition by h.organisation_id order by n, step), event_id, kind, resource,
  resource_id, version, at, change
from new_event cross join lateral unnest(audience) as reader(organisation_id)
join feed_head h on h.organisation_id = reader.organisation_id;

update feed_head h set last_seq = new_last_seq
from (select organisation_id, max(seq) as new_last_seq from feed_entry group by organisation_id) feed_end
where feed_end.organisation_id = h.organisation_id;
