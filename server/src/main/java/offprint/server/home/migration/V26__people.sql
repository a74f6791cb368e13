-- Who is an author, what readers report, what moderators take out of sight.

create table claim (
  id        ${number},
  account   bigint not null references account (id) on delete cascade,
  paper     bigint not null references paper (id),
  place     integer not null,                  -- which author, from 1
  author    text not null,                     -- as the paper named that author then
  evidence  text not null,
  state     text not null check (state in ('asked', 'approved', 'refused')),
  created   bigint not null,
  decided   bigint,
  unique (account, paper)
);
create index claim_by_paper on claim (paper, state);
create unique index claim_approved on claim (paper, place) where state = 'approved';
create index claim_by_state on claim (state, id);

create table report (
  id      ${number},
  comment bigint not null references comment (id),
  account bigint references account (id) on delete set null,
  reason  text not null,
  state   text not null check (state in ('open', 'upheld', 'dismissed')),
  created bigint not null,
  decided bigint,
  unique (comment, account)
);
create index report_by_state on report (state, comment);
create index report_by_account on report (account);

create table hidden_paper (
  paper  bigint primary key references paper (id),
  reason text not null,
  since  bigint not null
);
