-- Published statistics.

-- The figures of one nation and week.
create table release (
  nation text not null,
  week date not null,
  version bigint not null,
  as_at timestamptz not null,
  threshold bigint not null,
  rounding bigint not null,
  school_cap bigint not null,
  owner_id uuid not null,
  id uuid not null,
  constraint pk_release primary key (owner_id, id),
  constraint uq_release_owner_id_nation_week_version unique (owner_id, nation, week, version)
);

-- One figure of a release. Small counts are suppressed and stored as null.
create table release_cell (
  owner_id uuid not null,
  release_id uuid not null,
  platform text not null,
  count bigint,
  suppressed boolean not null,
  constraint pk_release_cell primary key (owner_id, release_id, platform),
  constraint fk_release_cell_owner_id_release_id
    foreign key (owner_id, release_id) references release (owner_id, id),
  constraint ck_release_cell_suppressed check (suppressed = (count is null))
);
