-- Times are milliseconds since 1970-01-01 UTC, days are YYYY-MM-DD, lists and objects are JSON text.

create table paper (
  id           integer primary key,
  slug         text unique,
  arxiv        text unique,
  title        text not null,
  authors      text not null,               -- [{"name": …}, …]
  author_count integer not null,
  published    text not null,
  summary      text not null,
  code         text,
  project_page text,
  keywords     text not null,               -- ["…", …]
  extra        text not null,               -- fields of an import that the site does not read, kept for export
  check (slug is not null or arxiv is not null)
);

-- A paper's place in one day's list.
create table listing (
  day     text not null,
  paper   integer not null references paper (id),
  place   integer not null,
  upvotes integer not null,
  extra   text not null,
  primary key (day, paper)
) without rowid;
create index listing_by_place on listing (day, place, paper);
create index listing_by_paper on listing (paper);

create table run (
  id       integer primary key autoincrement,
  method   text not null,                   -- "timemixer/forecast"
  preset   text not null,
  params   text not null,                   -- complete
  seed     integer not null,
  state    text not null check (state in ('queued', 'running', 'done', 'failed', 'stopped')),
  reason   text not null,                   -- why it failed, else ''
  created  integer not null,
  started  integer,
  finished integer
);
create index run_by_state on run (state);
create index run_by_method on run (method, state);

-- db-scheduler's own table; its times go through SqliteTimes.
create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            blob,
  execution_time       integer not null,
  picked               integer not null,
  picked_by            text,
  last_success         integer,
  last_failure         integer,
  consecutive_failures integer,
  last_heartbeat       integer,
  version              integer not null,
  priority             integer,
  primary key (task_name, task_instance)
) without rowid;
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
