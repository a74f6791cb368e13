-- A comment is on a paper or on a run. With the run its comments go, and with a comment what was told of it. Of the
-- two databases each leaves out the lines of the other.

${postgresql} alter table comment alter column paper drop not null;
${postgresql} alter table comment add column run bigint references run (id) deferrable initially deferred;
${postgresql} alter table comment add column link text;
${postgresql} alter table comment add constraint comment_subject_check check ((paper is null) <> (run is null));
${postgresql} alter table notice drop constraint notice_comment_fkey;
${postgresql} alter table notice add constraint notice_comment_fkey foreign key (comment) references comment (id) on delete cascade;
${postgresql} alter table notice drop constraint notice_kind_check;
${postgresql} alter table notice add constraint notice_kind_check check (kind in ('reply', 'mention', 'run', 'comment', 'paper', 'decision'));

-- SQLite makes tables again. What refers to comments is counted as broken from the drop to the insert.
${sqlite} pragma defer_foreign_keys = on;
${sqlite} create table comment_before as select * from comment;
${sqlite} create table number_before as select name, seq from sqlite_sequence where name in ('comment', 'notice');
${sqlite} drop table comment;
${sqlite} create table comment (
${sqlite}   id      integer primary key autoincrement,
${sqlite}   paper   bigint references paper (id),
${sqlite}   parent  bigint references comment (id),
${sqlite}   account bigint references account (id) on delete set null,
${sqlite}   text    text not null,
${sqlite}   state   text not null check (state in ('shown', 'hidden', 'deleted')),
${sqlite}   created bigint not null,
${sqlite}   edited  bigint,
${sqlite}   run     bigint references run (id) deferrable initially deferred,
${sqlite}   link    text,                           -- the word of the run's link where its author had that
${sqlite}   check ((paper is null) <> (run is null))
${sqlite} );
${sqlite} insert into comment (id, paper, parent, account, text, state, created, edited)
${sqlite}   select id, paper, parent, account, text, state, created, edited from comment_before;
${sqlite} create index comment_by_paper on comment (paper, id);
${sqlite} create index comment_by_account on comment (account);
${sqlite} create table notice_with_runs (
${sqlite}   id      integer primary key autoincrement,
${sqlite}   account bigint not null references account (id) on delete cascade,
${sqlite}   kind    text not null check (kind in ('reply', 'mention', 'run', 'comment', 'paper', 'decision')),
${sqlite}   cause   text not null,
${sqlite}   paper   bigint references paper (id),
${sqlite}   comment bigint references comment (id) on delete cascade,
${sqlite}   actor   bigint references account (id) on delete set null,
${sqlite}   text    text not null,
${sqlite}   created bigint not null,
${sqlite}   seen    bigint,
${sqlite}   mailed  integer not null,
${sqlite}   unique (account, cause)
${sqlite} );
${sqlite} insert into notice_with_runs select * from notice;
${sqlite} drop table notice;
${sqlite} alter table notice_with_runs rename to notice;
${sqlite} create index notice_by_account on notice (account, id);
${sqlite} create index notice_unseen on notice (account, seen);
${sqlite} create index notice_by_mailed on notice (mailed, account, id);
${sqlite} delete from sqlite_sequence where name in ('comment', 'notice', 'notice_with_runs');
${sqlite} insert into sqlite_sequence (name, seq) select name, seq from number_before;
${sqlite} drop table comment_before;
${sqlite} drop table number_before;

create index comment_by_run on comment (run, id);
create index comment_by_parent on comment (parent);
create index notice_by_comment on notice (comment);
