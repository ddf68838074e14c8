-- The record of changes, from which the feeds are read.

-- A change of a resource. One cause has at most one event of each kind about a resource.
create table event (
  organisation_id uuid not null,
  id uuid not null,
  client_id text,
  kind text not null,
  resource text not null,
  resource_id uuid not null,
  version bigint not null,
  cause_id uuid,
  details jsonb not null,
  at timestamptz not null,
  leaf bytea not null,
  constraint pk_event primary key (organisation_id, id)
);
create unique index uq_event_cause on event (cause_id, kind, resource_id) where cause_id is not null;

-- An event in the feed of an organisation.
create table feed_entry (
  organisation_id uuid not null,
  seq bigint not null,
  event_id uuid not null,
  kind text not null,
  resource text not null,
  resource_id uuid not null,
  version bigint not null,
  at timestamptz not null,
  change jsonb not null,
  constraint pk_feed_entry primary key (organisation_id, seq),
  constraint uq_feed_entry_organisation_id_event_id_resource_id unique (organisation_id, event_id, resource_id)
);

-- The last sequence number of an organisation's feed.
create table feed_head (
  organisation_id uuid not null,
  last_seq bigint not null,
  epoch bigint not null,
  constraint pk_feed_head primary key (organisation_id)
);

-- The history of resources that have a state machine.
create table transition (
  owner_id uuid not null,
  resource_id uuid not null,
  version bigint not null,
  resource text not null,
  action text not null,
  source text not null,
  target text not null,
  "by" text not null,
  reason text,
  note bytea,
  at timestamptz not null,
  constraint pk_transition primary key (owner_id, resource_id, version)
);
