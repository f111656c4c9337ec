-- Portable SQL: ${identity} is how the database at hand numbers rows; times are milliseconds since 1970 (UTC).

create table run (
  tenant      text not null,
  repository  text not null,
  name        text not null,
  commit_id   text,
  phase       text not null,
  conditions  text not null,
  desired     integer not null,
  ready       integer not null,
  attempt     integer not null,
  settled     boolean not null,
  due_at      bigint,
  updated_at  bigint not null,
  lease_owner text,
  lease_fence bigint not null default 0,
  lease_until bigint,
  -- Last, so that reading the other columns never touches its pages.
  document    text not null,
  primary key (tenant, repository, name)
);
create index run_due on run (due_at) where due_at is not null;
create index run_unsettled on run (tenant, repository, name) where settled = false;
create index run_phase on run (phase, tenant, repository, name);

create table event (
  id          ${identity},
  at          bigint not null,
  tenant      text not null,
  repository  text,
  run         text,
  type        text not null,
  subject     text not null,
  message     text not null
);
create index event_run on event (tenant, repository, run, id);

create table commit_record (
  tenant      text not null,
  repository  text not null,
  id          text not null,
  ref         text not null,
  principal   text not null,
  received_at bigint not null,
  title       text not null,
  problems    text not null,
  plan        text not null,
  deployed    boolean not null,
  primary key (tenant, repository, id)
);
create index commit_received on commit_record (tenant, repository, received_at, id);

create table tip (
  tenant      text not null,
  repository  text not null,
  commit_id   text not null,
  primary key (tenant, repository)
);

create table pending_push (
  sequence    ${identity},
  id          text not null unique,
  tenant      text not null,
  repository  text not null,
  ref         text not null,
  old_id      text,
  new_id      text,
  principal   text not null,
  options     text not null,
  at          bigint not null
);
create index pending_push_repository on pending_push (tenant, repository, sequence);

create table commit_status (
  id          ${identity},
  tenant      text not null,
  repository  text not null,
  commit_id   text not null,
  context     text not null,
  attempt     integer not null,
  state       text not null,
  description text not null,
  at          bigint not null
);
create index commit_status_context on commit_status (tenant, repository, commit_id, context, id);

create table outbox (
  tenant       text not null,
  repository   text not null,
  commit_id    text not null,
  context      text not null,
  status_id    bigint not null,
  state        text not null,
  description  text not null,
  tries        integer not null,
  error        text,
  not_before   bigint not null,
  delivered_at bigint,
  primary key (tenant, repository, commit_id, context)
);
create index outbox_due on outbox (not_before, status_id) where delivered_at is null;

create table parameter (
  tenant      text not null,
  repository  text not null,
  run         text not null,
  scope       text not null,
  name        text not null,
  value       text not null,
  sealed      boolean not null,
  at          bigint not null,
  primary key (tenant, repository, run, scope, name)
);

create table script (
  sha256      text not null primary key,
  text        text not null
);

create table token (
  id           text not null primary key,
  hash         text not null unique,
  tenant       text not null,
  member       text not null,
  created_at   bigint not null,
  revoked_at   bigint,
  last_used_at bigint
);
create index token_tenant on token (tenant, created_at);

create table hook_delivery (
  tenant      text not null,
  repository  text not null,
  delivery_id text not null,
  at          bigint not null,
  primary key (tenant, repository, delivery_id)
);
