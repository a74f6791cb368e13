-- Accounts and what belongs to them. Of every secret word only its digest stands here.

insert into counter (name, value) values ('account', 0); -- taken by whoever makes an account, so one at a time

create table account (
  id       ${number},
  key      text not null unique,              -- the name in lower case
  name     text not null,
  email    text not null,                     -- '' for none
  password text not null,                     -- Argon2id, with its parameters and salt
  role     text not null check (role in ('reader', 'moderator', 'administrator')),
  state    text not null check (state in ('active', 'suspended')),
  created  bigint not null
);
create index account_by_email on account (email);

create table account_session (
  id      ${number},
  digest  text not null unique,
  account bigint not null references account (id) on delete cascade,
  created bigint not null,
  seen    bigint not null,
  address text not null,
  agent   text not null
);
create index account_session_by_account on account_session (account);

create table api_token (
  id      ${number},
  digest  text not null unique,
  account bigint not null references account (id) on delete cascade,
  name    text not null,
  scopes  text not null,                      -- "read run"
  created bigint not null,
  expires bigint not null,
  used    bigint
);
create index api_token_by_account on api_token (account);

create table invitation (
  id      ${number},
  digest  text not null unique,
  inviter bigint not null references account (id) on delete cascade,
  note    text not null,
  created bigint not null,
  expires bigint not null
);
create index invitation_by_inviter on invitation (inviter);

create table password_reset (
  account bigint primary key references account (id) on delete cascade,
  digest  text not null unique,
  expires bigint not null
);

-- What administrators and moderators did, and what changed who may sign in.
create table audit (
  id      ${number},
  at      bigint not null,
  actor   text not null,
  act     text not null,
  subject text not null,
  address text not null
);
