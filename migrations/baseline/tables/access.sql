-- Access of organisations to resources, and the keys of encrypted fields.

-- One organisation may read or write one resource of one owner. Row-level security reads this table.
create table access (
  organisation_id uuid not null,
  kind text not null,
  resource_id uuid not null,
  owner_id uuid not null,
  may text not null,
  constraint pk_access primary key (organisation_id, kind, resource_id, owner_id),
  constraint ck_access_may check (may in ('read', 'write'))
);
create index ix_access_resource on access (resource_id, kind);

-- The encrypted data key of a resource. Deleting it erases the resource's encrypted fields.
create table data_key (
  owner_id uuid not null,
  resource_id uuid not null,
  wrapped bytea not null,
  constraint pk_data_key primary key (owner_id, resource_id)
);
