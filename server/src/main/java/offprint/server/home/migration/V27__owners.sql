-- Whose runs and uploads are, and who may see them. Without an owner they are everybody's who may run.

alter table run add column owner bigint references account (id);
alter table run add column visibility text not null default 'public' check (visibility in ('private', 'link', 'public'));
alter table run add column link text;         -- the word that opens it while its visibility is 'link'
alter table run add column bytes bigint not null default 0; -- of its folder, once it is over
create index run_by_owner on run (owner, id);
create index run_by_visibility on run (visibility, id);

create table upload (
  id      text primary key,                   -- 32 hexadecimal digits, the name of its folder
  owner   bigint references account (id),
  name    text not null,
  bytes   bigint not null,
  created bigint not null
);
create index upload_by_owner on upload (owner, created);

-- Folders of the data folder that are to go: noted in the transaction that forgets what lies there.
create table removal (
  folder text primary key                     -- "runs/42"
);
