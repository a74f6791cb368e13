-- How often something that is limited was tried, counted by all servers on one database.

create table failure (
  what  text not null,                        -- digest of what was tried and by whom or where
  ends  bigint not null,                      -- of the span of time it is counted in
  tries integer not null,
  primary key (what, ends)
);
create index failure_by_end on failure (ends);
