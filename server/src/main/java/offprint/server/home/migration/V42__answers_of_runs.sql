-- What came out of a run in a sentence, for lists.

alter table run add column answer text not null default '';
