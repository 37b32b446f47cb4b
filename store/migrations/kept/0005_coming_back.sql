-- Coming back on another phone, and where somebody is signed in. Like sessions these belong to the
-- server, not to a community.

-- By what somebody signs in again who has lost their phone: one code each, of which only the hash
-- is here. Used once, it gives another.
create table recoveries (
    person_id text not null primary key,
    code_hash text not null,
    made_at bigint not null,
    -- The code before this one, and the form by which it was used: sent again because its answer
    -- was lost, that form is answered once more.
    spent_hash text not null default '',
    spent_by text not null default ''
);

create unique index recoveries_by_hash on recoveries (code_hash);
create index recoveries_by_spent on recoveries (spent_hash);

-- Codes that sign in another browser of whoever is signed in: for minutes, and once.
create table hand_overs (
    code_hash text not null primary key,
    person_id text not null,
    expires_at bigint not null
);

create index hand_overs_by_person on hand_overs (person_id);

-- What kind of phone and browser somebody came with last, so that they know their sessions apart.
alter table sessions add column device text not null default '';
-- When that was, to a day.
alter table sessions add column seen_at bigint not null default 0;
create index sessions_by_person on sessions (person_id);
