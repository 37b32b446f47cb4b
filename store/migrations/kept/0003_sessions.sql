-- What a session has to know of itself, so that nobody comes back by a form that was sent before,
-- and a right that was given or ended takes another token.

-- Which command made it: the form that somebody joined by. The same form sent again, because its
-- answer was lost, gets a session as long as nobody has used this one.
alter table sessions add column made_by text not null default '';
-- 1: somebody came with it.
alter table sessions add column used bigint not null default 1;
-- 1: what its person may has changed since; whoever comes with it next is given another token.
alter table sessions add column outdated bigint not null default 0;
