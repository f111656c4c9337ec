-- How this database began: whether a server's identity was there before it, so that an earlier one is lost.
create table origin (
  id     integer not null primary key,
  lost   boolean not null,
  at     bigint not null
);
-- One that was in use before this was noted has lost nothing.
insert into origin (id, lost, at) select 1, false, 0 where exists (select 1 from event);

-- The repositories whose runs are not taken up again since.
create table recovery (
  tenant      text not null,
  repository  text not null,
  primary key (tenant, repository)
);
