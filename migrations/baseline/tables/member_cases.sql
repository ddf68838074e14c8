-- Cases of union members.

create table member_case (
  incident_id uuid,
  member_ref_hash bytea,
  stage text not null,
  external_id bytea,
  external_id_index bytea,
  owner_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  constraint pk_member_case primary key (owner_id, id),
  constraint uq_member_case_owner_id_external_id_index unique (owner_id, external_id_index),
  constraint uq_member_case_owner_id_incident_id unique (owner_id, incident_id)
);

-- A member's consent to a purpose of a case.
create table consent (
  member_case_id uuid not null,
  purpose text not null,
  evidence_ref bytea not null,
  state text not null,
  given_at timestamptz not null,
  owner_id uuid not null,
  id uuid not null,
  constraint pk_consent primary key (owner_id, id),
  constraint fk_consent_owner_id_member_case_id
    foreign key (owner_id, member_case_id) references member_case (owner_id, id)
);
create index ix_consent_member_case on consent (owner_id, member_case_id);
