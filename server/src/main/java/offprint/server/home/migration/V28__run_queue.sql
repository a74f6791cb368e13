-- Which server executes a run, how long it has it, and how much each account asks for.

alter table run add column node text;        -- the server that executes it
alter table run add column lease bigint;     -- until when it is that server's unless renewed
alter table run add column stopping integer not null default 0; -- 1 once it was asked to stop
create index run_by_owner_start on run (owner, started);

insert into counter (name, value) values ('run', 0); -- taken by whoever asks for or takes up a run, so one at a time

-- Runs asked for on a day (UTC), deleted ones, too.
create table run_count (
  day   text not null,
  owner bigint not null,                     -- 0 for nobody
  runs  integer not null,
  primary key (day, owner)
);

drop table scheduled_tasks;                  -- rows of runs say all
