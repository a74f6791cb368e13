-- Addresses of accounts, proven by a mailed link. Those from before are not: their owners ask for a link in their settings.

alter table account add column confirmed bigint;  -- when 'email' was proven, null if it was not

create table email_confirmation (
  account bigint primary key references account (id) on delete cascade,
  email   text not null,                          -- takes the place of account.email once it is proven
  digest  text not null unique,
  expires bigint not null
);
