-- OAuth clients and their credentials, and the keys of the authorization server.

-- A program that acts for an organisation. Raising the epoch revokes its tokens.
create table oauth_client (
  client_id text not null,
  organisation_id uuid not null,
  organisation_kind text not null,
  roles text[] not null,
  scopes text[] not null,
  auth_method text not null,
  secret_hash bytea,
  jwks jsonb,
  epoch bigint not null,
  active boolean not null,
  suspension_reason text,
  sandbox boolean not null,
  created_at timestamptz not null default now(),
  constraint pk_oauth_client primary key (client_id),
  constraint ck_oauth_client_auth_method
    check (auth_method in ('private_key_jwt', 'client_secret_basic', 'client_secret_post')),
  constraint ck_oauth_client_jwks check ((auth_method = 'private_key_jwt') = (jwks is not null)),
  constraint ck_oauth_client_platform
    check (organisation_kind <> 'platform' or auth_method = 'private_key_jwt'),
  constraint ck_oauth_client_suspension
    check (suspension_reason is null or (suspension_reason in ('locator_quota') and not active)),
  constraint ck_oauth_client_secret
    check ((auth_method in ('client_secret_basic', 'client_secret_post')) = (secret_hash is not null))
);
create index ix_oauth_client_organisation_id on oauth_client (organisation_id);

-- Client assertions that were used, as keyed hashes; each is accepted once.
create table assertion_jti (
  digest bytea not null,
  expires_at timestamptz not null,
  constraint pk_assertion_jti primary key (digest)
);
create index ix_assertion_jti_expires_at on assertion_jti (expires_at);

-- Access tokens that were revoked before they expired.
create table token_denylist (
  jti text not null,
  expires_at timestamptz not null,
  constraint pk_token_denylist primary key (jti)
);
create index ix_token_denylist_expires_at on token_denylist (expires_at);

-- Keys that sign access tokens; the private part is encrypted.
create table signing_key (
  generation bigint not null,
  kid text not null,
  private_key bytea not null,
  public_jwk jsonb not null,
  not_before timestamptz not null,
  retire_at timestamptz not null,
  revokes_earlier boolean not null default false,
  constraint pk_signing_key primary key (generation),
  constraint uq_signing_key_kid unique (kid)
);
