-- For SQLite and PostgreSQL; Database fills in what they name differently.
-- Times are milliseconds since 1970-01-01 UTC, days are YYYY-MM-DD, lists and objects are JSON text.

-- Counts that only grow. A write to the papers takes the next value of 'paper' first, one to their vectors
-- that of 'vector', so writers follow one another and nobody sees a later value before an earlier one.
create table counter (
  name  text primary key,
  value bigint not null
);
insert into counter (name, value) values ('paper', 0), ('vector', 0);

create table paper (
  id           bigint primary key,
  slug         text unique,
  arxiv        text unique,
  title        text not null,
  authors      text not null,               -- [{"name": …}, …]
  author_count integer not null,
  published    text not null,               -- a day or an instant
  summary      text not null,
  code         text,
  project_page text,
  keywords     text not null,               -- ["…", …]
  extra        text not null,               -- fields of an import that have no column
  changed      bigint not null,             -- the counter 'paper' when it or its places were last written
  check (slug is not null or arxiv is not null)
);
create index paper_by_change on paper (changed, id);
create index paper_by_published on paper (published, id);

-- A paper's place in one day's list.
create table listing (
  day       text not null,
  paper     bigint not null references paper (id),
  place     integer not null,
  upvotes   integer not null,
  comments  integer not null,
  submitter text,                           -- user name
  listed_at bigint not null,
  extra     text not null,
  primary key (day, paper)
);
create index listing_by_place on listing (day, place, paper);
create index listing_by_paper on listing (paper);
create index listing_by_submitter on listing (submitter, day, paper);

-- One row for each author and each keyword; the key is folded: lower case, without accents.
-- The paper's publication stands here, too, so that an index has each list in its order.
create table paper_author (
  key       text not null,
  published text not null,
  paper     bigint not null references paper (id),
  name      text not null,
  primary key (key, published, paper)
);
create index paper_author_by_paper on paper_author (paper);

create table paper_topic (
  key       text not null,
  published text not null,
  paper     bigint not null references paper (id),
  name      text not null,
  primary key (key, published, paper)
);
create index paper_topic_by_paper on paper_topic (paper);

-- Sentence vectors: half-precision floats, little-endian.
create table paper_vector (
  paper   bigint not null references paper (id),
  model   text not null,
  digest  text not null,                    -- of the title and abstract it stands for
  seen    bigint not null,                  -- the paper's "changed" when the text was last compared
  changed bigint not null,                  -- the counter 'vector' when it was written
  vector  ${bytes} not null,
  primary key (paper, model)
);
create index paper_vector_by_change on paper_vector (model, changed, paper);

-- What a reader, known by a random word in a cookie, likes (1) or hides (-1).
create table opinion (
  reader text not null,
  paper  bigint not null references paper (id),
  value  integer not null check (value in (-1, 1)),
  given  bigint not null,
  primary key (reader, paper)
);

-- Where an ingest stands. The rows "gate:HOST" let one request at a time out to a host: their column
-- 'tried' says from when on the next may begin.
create table ingest (
  source        text primary key,           -- "arxiv:cs.LG", "daily:https://…", "gate:export.arxiv.org"
  position      text not null,              -- what it has taken in, in the source's terms
  etag          text,
  last_modified text,
  tried         bigint,
  succeeded     bigint,
  added         bigint not null,
  failure       text not null               -- why the last try failed, else ''
);

create table run (
  id       ${number},
  method   text not null,                   -- "timemixer/forecast"
  preset   text not null,
  params   text not null,                   -- complete
  seed     bigint not null,
  state    text not null check (state in ('queued', 'running', 'done', 'failed', 'stopped')),
  reason   text not null,                   -- why it failed, else ''
  created  bigint not null,
  started  bigint,
  finished bigint
);
create index run_by_state on run (state);
create index run_by_method on run (method, state);

-- db-scheduler's own tables: for runs, and for ingests.
create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            ${bytes},
  execution_time       ${instant} not null,
  picked               ${flag} not null,
  picked_by            text,
  last_success         ${instant},
  last_failure         ${instant},
  consecutive_failures integer,
  last_heartbeat       ${instant},
  version              bigint not null,
  priority             integer,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);

create table ingest_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            ${bytes},
  execution_time       ${instant} not null,
  picked               ${flag} not null,
  picked_by            text,
  last_success         ${instant},
  last_failure         ${instant},
  consecutive_failures integer,
  last_heartbeat       ${instant},
  version              bigint not null,
  priority             integer,
  primary key (task_name, task_instance)
);
create index ingest_tasks_by_time on ingest_tasks (execution_time);
