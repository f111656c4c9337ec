-- Another random number with each change of a run's document: whoever has parsed the one of that number has this one.
alter table run add column stamp bigint not null default 0;
