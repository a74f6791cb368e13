-- Readers without an account share the queue by where they ask from.

alter table run add column origin bigint;     -- below 0: digest of the network address, null for an account's and after a day
create index run_by_origin on run (origin, started) where origin is not null;
