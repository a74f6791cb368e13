-- Passkeys, and accounts at the provider that the settings name.

alter table account add column handle text;          -- what passkeys call the account: random, null before the first
alter table account add column has_password integer not null default 1; -- 0: made through the provider, none chosen yet
create unique index account_by_handle on account (handle);

create table passkey (
  id         ${number},
  account    bigint not null references account (id) on delete cascade,
  credential text not null unique,                   -- its identifier, base64url
  data       text not null,                          -- attested credential data with the public key, base64url
  counter    bigint not null,                        -- signatures as its device counted them, 0 where it does not
  eligible   integer not null,                       -- 1 if its maker may copy it to other devices
  copied     integer not null,                       -- 1 if it was copied when last used
  transports text not null,                          -- "internal hybrid"
  name       text not null,
  created    bigint not null,
  used       bigint
);
create index passkey_by_account on passkey (account);

-- What a passkey has to sign, once.
create table passkey_challenge (
  digest  text primary key,
  account bigint references account (id) on delete cascade, -- whose new passkey; null for signing in
  expires bigint not null
);

create table account_identity (
  id      ${number},
  account bigint not null references account (id) on delete cascade,
  issuer  text not null,
  subject text not null,
  created bigint not null,
  used    bigint not null,
  unique (issuer, subject)
);
create index account_identity_by_account on account_identity (account);

-- Browsers on their way to the provider and back, by the digest of their cookie.
create table provider_errand (
  digest  text primary key,
  content text not null,
  expires bigint not null
);
