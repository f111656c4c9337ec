-- How each repository stands. source: the branch and path that its runs were read from, empty before it was kept;
-- deployed: the commit that is in force; refusal: why the newest commit is not; unreachable: why the remote cannot be
-- followed; removal: what becomes of the machines (TERMINATE, ABANDON) while its records are being removed.
create table standing (
  tenant      text not null,
  repository  text not null,
  source      text not null,
  deployed    text,
  refusal     text not null,
  unreachable text not null,
  removal     text,
  removed_by  text,
  primary key (tenant, repository)
);
insert into standing (tenant, repository, source, deployed, refusal, unreachable)
  select tenant, repository, '', commit_id, '', '' from tip;
