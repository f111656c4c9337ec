-- Who did what, and what operators and owners keep: nothing here is needed to run anything but the secrets.

create table audit (
  id        ${identity},
  at        bigint not null,
  tenant    text not null,
  -- The name again, to be found by it.
  member    text not null,
  principal text not null,
  via       text not null,
  action    text not null,
  subject   text not null,
  outcome   text not null,
  reason    text not null
);
create index audit_tenant on audit (tenant, id);
create index audit_at on audit (at);

-- Values are sealed with tenant and name as associated data.
create table secret (
  tenant    text not null,
  name      text not null,
  value     text not null,
  version   bigint not null,
  set_at    bigint not null,
  set_by    text not null,
  primary key (tenant, name)
);

-- For the clean-up, which asks by age alone.
create index event_at on event (at);
create index commit_record_at on commit_record (received_at);
create index commit_status_at on commit_status (at);
create index hook_delivery_at on hook_delivery (at);

-- The trace that a push belongs to, so that what follows it after a restart belongs to it too.
alter table pending_push add column trace text;
