-- Mail that belongs to an account: For you, what it follows, notices. Of the two databases each leaves out
-- the lines of the other.

alter table subscriber add column account bigint references account (id) on delete set null;
alter table subscriber add column notices_due bigint not null default 0; -- before then no notices are mailed
create unique index subscriber_by_account on subscriber (account);

${postgresql} alter table mail drop constraint mail_kind_check;
${postgresql} alter table mail add constraint mail_kind_check check (kind in ('confirm', 'known', 'daily', 'weekly', 'notices'));

${sqlite} create table mail_with_notices (
${sqlite}   id         integer primary key autoincrement,
${sqlite}   subscriber bigint not null references subscriber (id) on delete cascade,
${sqlite}   kind       text not null check (kind in ('confirm', 'known', 'daily', 'weekly', 'notices')),
${sqlite}   slot       text not null,
${sqlite}   message_id text not null,
${sqlite}   sections   text not null,
${sqlite}   state      text not null check (state in ('queued', 'claimed', 'ending', 'ended', 'sent', 'failed')),
${sqlite}   presumed   integer not null,
${sqlite}   fault      integer not null,
${sqlite}   created    bigint not null,
${sqlite}   next_try   bigint not null,
${sqlite}   tries      integer not null,
${sqlite}   node       text,
${sqlite}   finished   bigint,
${sqlite}   answer     text not null,
${sqlite}   unique (subscriber, kind, slot)
${sqlite} );
${sqlite} insert into mail_with_notices select * from mail;
${sqlite} drop table mail;
${sqlite} alter table mail_with_notices rename to mail;
${sqlite} create unique index mail_by_message_id on mail (message_id);
${sqlite} create index mail_by_state on mail (state, next_try, id);
