-- Pieces of content that incidents and escalations are about.

-- Content without its address: only a keyed hash of it. same_as names a duplicate.
create table subject (
  id uuid not null,
  canonical_key bytea not null,
  canon_version bigint not null,
  platform text not null,
  type text not null,
  same_as uuid,
  constraint pk_subject primary key (id),
  constraint uq_subject_canonical_key unique (canonical_key),
  constraint fk_subject_same_as foreign key (same_as) references subject (id)
);
create index ix_subject_canon_version on subject (canon_version);

-- The encrypted address of a subject, one copy for each owner.
create table subject_locator (
  owner_id uuid not null,
  subject_id uuid not null,
  ciphertext bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_subject_locator primary key (owner_id, subject_id)
);
