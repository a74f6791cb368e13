-- The morning mail. Times are milliseconds since 1970-01-01 UTC.

-- An address that asked for mail. Who leaves is deleted; an address that refuses mail stays, suspended.
create table subscriber (
  id           ${number},
  address      text not null,
  key          text not null unique,        -- the address in lower case
  state        text not null check (state in ('asked', 'active', 'suspended')),
  rhythm       text not null check (rhythm in ('daily', 'weekly')),
  weekday      integer not null,            -- 1 Monday to 7, of a weekly mail
  hour         integer not null,            -- 0 to 23, in the zone
  zone         text not null,               -- "Europe/Berlin"
  wishes       text not null,               -- {"trending": true, "topics": […], "authors": […], "searches": […]}
  asked        bigint not null,             -- when the last letter with a link was asked for
  letters      integer not null,            -- such letters on that day
  confirmed    bigint,
  due          bigint,                      -- the next mail, null where none is due
  newest_paper bigint not null              -- the greatest row number that a mail has looked at
);
create index subscriber_by_due on subscriber (state, due);

-- Papers that a subscriber was sent: row numbers, ascending, packed.
create table mailed_papers (
  subscriber bigint primary key references subscriber (id) on delete cascade,
  papers     ${bytes} not null
);

-- SHA-256 of the words in links that confirm an address.
create table confirmation (
  digest     text primary key,
  subscriber bigint not null references subscriber (id) on delete cascade,
  until      bigint not null
);
create index confirmation_by_subscriber on confirmation (subscriber);

-- A mail, from its making to its delivery.
create table mail (
  id         ${number},
  subscriber bigint not null references subscriber (id) on delete cascade,
  kind       text not null check (kind in ('confirm', 'known', 'daily', 'weekly')),
  slot       text not null,                 -- the day it is for, so that there is one mail a day
  message_id text not null,
  sections   text not null,                 -- [{"kind": "topic", "name": "…", "papers": […], "more": 3}, …]
  state      text not null check (state in ('queued', 'claimed', 'ending', 'ended', 'sent', 'failed')),
  presumed   integer not null,              -- 1 if it counts as sent though no answer was read
  fault      integer not null,              -- 1 if it failed because of the address
  created    bigint not null,
  next_try   bigint not null,
  tries      integer not null,
  node       text,                          -- who has claimed it
  finished   bigint,
  answer     text not null,                 -- what the mail server said last
  unique (subscriber, kind, slot)
);
create unique index mail_by_message_id on mail (message_id);
create index mail_by_state on mail (state, next_try, id);

-- Processes that send mail, and the last sign of life of each.
create table mail_node (
  node text primary key,
  boot text not null,                       -- which start of which machine it runs in, '' for unknown
  beat bigint not null
);

-- What links are signed with.
create table mail_key (
  id    integer primary key check (id = 1),
  bytes text not null                       -- hexadecimal
);
