-- Escalations to platforms, the platforms' decisions, and the helpline's verifications.

create table escalation (
  reference text not null,
  platform_id uuid not null,
  channel text not null,
  tier bigint not null,
  priority text not null,
  basis text not null,
  policy_codes bytea not null,
  explanation bytea not null,
  harm_categories text[] not null,
  jurisdictions text[] not null,
  suspected_minor boolean not null,
  source_incident_count_band text not null,
  state text not null,
  platform_case_ref bytea,
  platform_case_ref_index bytea,
  sent_at timestamptz,
  due_ack_at timestamptz,
  due_decision_at timestamptz,
  owner_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  constraint pk_escalation primary key (owner_id, id),
  constraint uq_escalation_reference unique (reference)
);

-- A subject that an escalation is about.
create table escalation_subject (
  owner_id uuid not null,
  escalation_id uuid not null,
  subject_id uuid not null,
  source_accepted_at timestamptz,
  constraint pk_escalation_subject primary key (owner_id, escalation_id, subject_id),
  constraint fk_escalation_subject_owner_id_escalation_id
    foreign key (owner_id, escalation_id) references escalation (owner_id, id),
  constraint fk_escalation_subject_subject_id foreign key (subject_id) references subject (id)
);
create index ix_escalation_subject_subject_id on escalation_subject (subject_id);

-- The notice that was sent to the platform; the payload is encrypted.
create table notice (
  owner_id uuid not null,
  escalation_id uuid not null,
  seq bigint not null,
  format text not null,
  payload bytea not null,
  payload_sha256 bytea not null,
  good_faith_statement boolean not null,
  state text not null,
  sent_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_notice primary key (owner_id, escalation_id, seq),
  constraint fk_notice_owner_id_escalation_id
    foreign key (owner_id, escalation_id) references escalation (owner_id, id)
);

-- A platform's decision; platform_id and puid identify it across repeated posts.
create table decision (
  escalation_id uuid not null,
  platform_id uuid not null,
  puid bytea not null,
  puid_index bytea not null,
  digest bytea not null,
  external_id bytea,
  external_id_index bytea,
  posted_by_client_id text,
  decided_at timestamptz not null,
  applied_at timestamptz,
  recorded_at timestamptz not null,
  territorial_scope text[] not null,
  automated_detection boolean not null,
  automated_decision text not null,
  late boolean not null,
  owner_id uuid not null,
  id uuid not null,
  constraint pk_decision primary key (owner_id, id),
  constraint uq_decision_platform_id_puid_index unique (platform_id, puid_index),
  constraint uq_decision_platform_id_external_id_index unique (platform_id, external_id_index),
  constraint fk_decision_owner_id_escalation_id
    foreign key (owner_id, escalation_id) references escalation (owner_id, id)
);
create index ix_decision_escalation on decision (owner_id, escalation_id);

-- The decision about one subject.
create table decision_subject (
  owner_id uuid not null,
  decision_id uuid not null,
  subject_id uuid not null,
  escalation_id uuid not null,
  decided_at timestamptz not null,
  change_reason text,
  action text not null,
  ground text,
  policy_code bytea,
  decline_reason text,
  facts_neutral bytea,
  explanation bytea,
  constraint pk_decision_subject primary key (owner_id, decision_id, subject_id),
  constraint fk_decision_subject_owner_id_decision_id
    foreign key (owner_id, decision_id) references decision (owner_id, id)
);
create index ix_decision_subject_escalation on decision_subject (owner_id, escalation_id, subject_id);

-- A check of whether a decision took effect.
create table verification (
  escalation_id uuid not null,
  subject_id uuid not null,
  checked_at timestamptz not null,
  recorded_at timestamptz not null,
  method text not null,
  result text not null,
  decided_action text not null,
  wording bytea,
  owner_id uuid not null,
  id uuid not null,
  constraint pk_verification primary key (owner_id, id),
  constraint fk_verification_owner_id_escalation_id
    foreign key (owner_id, escalation_id) references escalation (owner_id, id)
);
create index ix_verification_escalation on verification (owner_id, escalation_id, subject_id);
