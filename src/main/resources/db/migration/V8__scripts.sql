-- When a commit last had the script; none: it stays for good. Those from before this version do.
alter table script add column kept_at bigint;
