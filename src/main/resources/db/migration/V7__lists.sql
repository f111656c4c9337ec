-- Instances as lists show them; kept beside the documents of runs, whose content they repeat.
create table instance (
  tenant      text not null,
  repository  text not null,
  run         text not null,
  node        text not null,
  slot        integer not null,
  generation  integer not null,
  state       text not null,
  cloud       text not null,
  connector   text not null,
  quota       integer,
  address     text,
  machine     text,
  message     text,
  primary key (tenant, repository, run, node, slot, generation)
);
create index instance_cloud on instance (tenant, repository, cloud);
insert into instance (tenant, repository, run, node, slot, generation, state, cloud, connector, quota, address, machine,
    message)
  select run.tenant, run.repository, run.name, json_extract(one.value, '$.slot.node'),
    json_extract(one.value, '$.slot.index'), json_extract(one.value, '$.generation'),
    json_extract(one.value, '$.state'), json_extract(one.value, '$.site.cloud.name'),
    json_extract(one.value, '$.site.cloud.connector'), json_extract(one.value, '$.site.cloud.maxInstances'),
    json_extract(one.value, '$.address'), json_extract(one.value, '$.machineId'), json_extract(one.value, '$.message')
  from run, json_each(run.document, '$.instances') one;

-- The orders in which lists are read page by page.
create index run_updated on run (updated_at, tenant, repository, name);
create index run_updated_of on run (tenant, updated_at, repository, name);
create index run_phase_of on run (tenant, phase, repository, name);
create index outbox_newest on outbox (tenant, repository, status_id);
