-- Keywords that differ in hyphens or plural only are one topic, as Fold.topic says.
create table topic_key as
  select key as old, trim(replace(replace(replace(replace(replace(replace(replace(replace(
      key, '-', ' '), '‒', ' '), '_', ' '), '‐', ' '), '‑', ' '), '–', ' '), '—', ' '), '―', ' ')) as words
  from (select key from paper_topic union select key from follow where kind = 'topic') keys;
update topic_key set words = replace(replace(replace(words, '  ', ' '), '  ', ' '), '  ', ' ');
update topic_key set words = case
    when words = '' then old
    when length(words) < 4 or words not like '%s' or words like '%ss'
      or words like '% ___' or words like '% __' or words like '% _' then words
    when length(words) > 4 and words like '%ies' and words not like '% ____' then substr(words, 1, length(words) - 3) || 'y'
    else substr(words, 1, length(words) - 1)
  end;
delete from topic_key where words = old;

insert into paper_topic (key, published, paper, name)
  select k.words, t.published, t.paper, t.name from topic_key k join paper_topic t on t.key = k.old
  where 1 = 1
  on conflict (key, published, paper) do nothing;
delete from paper_topic where key in (select old from topic_key);

delete from follow where kind = 'topic' and exists (
  select 1 from follow f
  where f.account = follow.account and f.kind = 'topic' and f.id < follow.id
    and coalesce((select k.words from topic_key k where k.old = f.key), f.key)
      = coalesce((select k.words from topic_key k where k.old = follow.key), follow.key));
update follow set key = (select k.words from topic_key k where k.old = follow.key)
  where kind = 'topic' and key in (select old from topic_key);

drop table topic_key;
