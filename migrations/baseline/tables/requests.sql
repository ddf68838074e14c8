-- Bookkeeping of API requests.

-- Idempotency keys (hashed) with the encrypted responses.
create table idempotency_key (
  organisation_id uuid not null,
  client_id text not null,
  key bytea not null,
  request bytea not null,
  resource text,
  resource_id uuid,
  response bytea,
  created_at timestamptz not null,
  constraint pk_idempotency_key primary key (organisation_id, client_id, key)
);
create index ix_idempotency_key_created_at on idempotency_key (organisation_id, created_at);

-- Counters of requests and of rate-limited attempts. Unlogged: counting a request waits for no disk, and a crash of the
-- database only forgets the counts. Half-filled pages: updates stay in the page, without a new index entry.
create unlogged table rate_limit_counter (
  client_id text not null,
  action text not null,
  period_start timestamptz not null,
  count bigint not null,
  constraint pk_rate_limit_counter primary key (client_id, action)
) with (fillfactor = 50);
