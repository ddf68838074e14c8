-- Reports of abuse.

create table incident (
  reference text not null,
  reporter_kind text not null,
  helpline_id uuid not null,
  school_id uuid,
  school_confirmed boolean not null,
  nation text not null,
  affected_kind text not null,
  affected_person boolean not null,
  summary_neutral bytea not null,
  harm_categories text[] not null,
  priority text not null,
  in_app_report bytea,
  poster jsonb,
  first_seen_at timestamptz,
  reported_at timestamptz not null,
  view_band text not null,
  staff_absence boolean,
  allegation_flag text not null,
  state text not null,
  accepted_at timestamptz,
  closure_reason text,
  external_id bytea,
  external_id_index bytea,
  owner_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  constraint pk_incident primary key (owner_id, id),
  constraint uq_incident_reference unique (reference),
  constraint uq_incident_owner_id_external_id_index unique (owner_id, external_id_index),
  constraint ck_incident_school check (not school_confirmed or school_id is not null)
);
create index ix_incident_nation_accepted_at on incident (nation, accepted_at);

-- A subject of an incident, with the outcome that its reporter sees.
create table incident_subject (
  owner_id uuid not null,
  incident_id uuid not null,
  subject_id uuid not null,
  type text not null,
  role text not null,
  warnings text[] not null,
  escalation_state text,
  tier bigint,
  due_ack_at timestamptz,
  due_decision_at timestamptz,
  outcome_code text,
  decline_reason text,
  outcome_at timestamptz,
  verification text,
  wording bytea,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_incident_subject primary key (owner_id, incident_id, subject_id),
  constraint fk_incident_subject_owner_id_incident_id
    foreign key (owner_id, incident_id) references incident (owner_id, id),
  constraint fk_incident_subject_subject_id foreign key (subject_id) references subject (id)
);
create index ix_incident_subject_subject_id on incident_subject (subject_id);

-- The card with which the union of the affected person opens a case; the secret is hashed.
create table person_card (
  owner_id uuid not null,
  incident_id uuid not null,
  case_number text not null,
  secret_hash bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_person_card primary key (owner_id, incident_id),
  constraint uq_person_card_case_number unique (case_number),
  constraint fk_person_card_owner_id_incident_id
    foreign key (owner_id, incident_id) references incident (owner_id, id)
);
