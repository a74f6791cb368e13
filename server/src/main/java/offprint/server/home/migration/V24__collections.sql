-- Lists of papers that accounts put together.

create table collection (
  id          ${number},
  account     bigint not null references account (id) on delete cascade,
  title       text not null,
  description text not null,
  visibility  text not null check (visibility in ('private', 'link', 'public')),
  word        text not null unique,            -- opens it while it is shared by link; another one ends the old link
  created     bigint not null,
  changed     bigint not null
);
create index collection_by_account on collection (account, id);
create index collection_by_change on collection (visibility, changed, id);

create table collection_paper (
  collection bigint not null references collection (id) on delete cascade,
  paper      bigint not null references paper (id),
  place      integer not null,                 -- from 1
  note       text not null,
  added      bigint not null,
  primary key (collection, paper)
);
create index collection_paper_by_place on collection_paper (collection, place);
create index collection_paper_by_paper on collection_paper (paper);
