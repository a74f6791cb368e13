-- What accounts follow, and what they are told.

create table follow (
  id      ${number},
  account bigint not null references account (id) on delete cascade,
  kind    text not null check (kind in ('author', 'topic', 'search', 'paper')),
  key     text not null,                      -- folded name, question or the paper's row number
  name    text not null,                      -- as it was given; '' for a paper
  paper   bigint references paper (id),
  created bigint not null,
  unique (account, kind, key)
);
create index follow_by_key on follow (kind, key);

create table notice (
  id      ${number},
  account bigint not null references account (id) on delete cascade,
  kind    text not null check (kind in ('reply', 'mention', 'comment', 'paper', 'decision')),
  cause   text not null,                      -- "comment:12": one thing is told once
  paper   bigint references paper (id),
  comment bigint references comment (id),
  actor   bigint references account (id) on delete set null,
  text    text not null,                      -- what is not said by the kind alone
  created bigint not null,
  seen    bigint,
  mailed  integer not null,                   -- 0 not to be mailed, 1 to be mailed, 2 in a mail
  unique (account, cause)
);
create index notice_by_account on notice (account, id);
create index notice_unseen on notice (account, seen);
create index notice_by_mailed on notice (mailed, account, id);

-- How an account wants to be told; no row for the usual way.
create table notice_choice (
  account bigint not null references account (id) on delete cascade,
  kind    text not null,
  way     text not null check (way in ('off', 'inbox', 'mail')),
  primary key (account, kind)
);

-- Up to which paper followers have been told.
insert into counter (name, value) select 'noticed', coalesce(max(id), 0) from paper;
