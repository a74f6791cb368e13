-- Votes and comments given here.

create table vote (
  account bigint not null references account (id) on delete cascade,
  paper   bigint not null references paper (id),
  given   bigint not null,
  primary key (account, paper)
);
create index vote_by_paper on vote (paper);

create table comment (
  id      ${number},
  paper   bigint not null references paper (id),
  parent  bigint references comment (id),
  account bigint references account (id) on delete set null, -- null once the account is deleted
  text    text not null,                    -- Markdown, '' once deleted
  state   text not null check (state in ('shown', 'hidden', 'deleted')),
  created bigint not null,
  edited  bigint
);
create index comment_by_paper on comment (paper, id);
create index comment_by_account on comment (account);

-- What a comment said before each edit.
create table comment_version (
  comment bigint not null references comment (id),
  edited  bigint not null,                  -- when another text took its place
  text    text not null,
  primary key (comment, edited)
);

-- How many votes and shown comments of a paper were given here. They are counted in the paper's rows of
-- 'listing', too, in the same transaction, so lists need not look here; an export takes them out again.
create table tally (
  paper    bigint primary key references paper (id),
  upvotes  integer not null,
  comments integer not null
);
