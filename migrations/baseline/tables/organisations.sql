-- Organisations, the agreements between them, and who oversees whom.

-- The single row says for which environment the database was created. key_checks holds a check value for each key of the
-- service, once it has started for the first time.
create table installation (
  id smallint not null,
  environment text not null,
  key_checks jsonb,
  constraint pk_installation primary key (id),
  constraint ck_installation_environment check (environment in ('sandbox', 'production')),
  constraint ck_installation_single check (id = 1)
);

-- Schools, unions, helplines, platforms and all others.
create table organisation (
  id uuid not null,
  kind text not null,
  name text not null,
  name_cy text,
  nations text[] not null,
  platform text,
  status text not null,
  listed boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  constraint pk_organisation primary key (id),
  constraint ck_organisation_listed check (not listed or kind not in ('school', 'union')),
  constraint ck_organisation_platform check ((kind = 'platform') = (platform is not null)),
  constraint ck_organisation_status check (status in ('pending', 'active', 'suspended', 'closed'))
);

-- A data-sharing agreement; agreement_party lists who signed it.
create table agreement (
  nation text not null,
  data_classes text[] not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  status text not null,
  owner_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint pk_agreement primary key (owner_id, id),
  constraint ck_agreement_status check (status in ('draft', 'signed', 'suspended', 'expired')),
  constraint ck_agreement_validity check (valid_to is null or valid_to > valid_from)
);

-- An organisation that signed an agreement.
create table agreement_party (
  organisation_id uuid not null,
  agreement_id uuid not null,
  owner_id uuid not null,
  constraint pk_agreement_party primary key (organisation_id, agreement_id),
  constraint fk_agreement_party_owner_id_agreement_id
    foreign key (owner_id, agreement_id) references agreement (owner_id, id)
);

-- A school lets its trust or local authority read its incidents.
create table oversight (
  overseer_id uuid not null,
  in_force boolean not null,
  owner_id uuid not null,
  id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null,
  constraint pk_oversight primary key (owner_id, id),
  constraint uq_oversight_owner_id_overseer_id unique (owner_id, overseer_id)
);
