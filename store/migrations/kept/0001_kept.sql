-- What Twoline keeps for good: the journal, and beside it whatever the journal may not hold because
-- it can be erased. Everything else is derived from these (see ../derived.sql) and can be made anew
-- at any time.
--
-- This file is frozen: databases of every release were made with it, and a test knows its checksum.
-- What these tables need later is added by a migration after it.
--
-- Portable on purpose, so that SQLite and PostgreSQL are given the same text: ids are text
-- (UUIDv7), times are bigint milliseconds UTC, yes/no is bigint 1/0, structured values are JSON as
-- text, codes are those of `domain`. A column is null only where absence means something. The types
-- of two kinds of column are reworded for PostgreSQL (see database.rs): blob, and text, which is
-- compared byte by byte.
--
-- Every table of a community leads its primary key with community_id: rows of one community are
-- never reached by another's ids, and a district can be distributed by that column without a schema
-- change. None of them refers to a derived table.
--
-- Words, names and photos of people, and what else tells who or where somebody is, stand in texts,
-- owners, positions, rooms, people, entered_people and photos. Whoever has them erased has them
-- emptied there: the row stays, its words become '' and its photos have no bytes, so that whatever
-- points to it is whole. A position is deleted with its row. Papers are made of them: those of the
-- meetings concerned are deleted, and made anew when asked for.

-- A row is locked by every command before it is decided, so that commands of a community come one
-- after the other and no number is given twice or left out.
create table communities (
    id text not null primary key,
    -- The last row of its journal, and that row's hash.
    number bigint not null,
    hash text not null,
    -- Of which form its derived tables are; '' before they were made.
    form text not null
);

-- What happened: never changed, never deleted.
create table journal (
    community_id text not null references communities (id),
    number bigint not null,
    command_id text not null,
    at bigint not null,
    -- Nobody for the operator and for whoever joins.
    actor_id text,
    -- The role that signs it.
    role text,
    event text not null,
    -- SHA-256 over the hash of the row before it and all of the above (domain::journal).
    hash text not null,
    primary key (community_id, number)
);

-- Commands that were carried out, with what their sender was told: the same id again gets the same
-- answer, and the same id with another command is refused.
create table commands (
    community_id text not null references communities (id),
    id text not null,
    actor_id text,
    fingerprint text not null,
    receipt text not null,
    at bigint not null,
    primary key (community_id, id)
);

-- Words that people wrote. A text has the id of the command that brought it.
create table texts (
    community_id text not null references communities (id),
    id text not null,
    title text not null,
    body text not null,
    author_id text,
    at bigint not null,
    primary key (community_id, id)
);

-- Who carries a decision out, under the id of its words.
create table owners (
    community_id text not null references communities (id),
    text_id text not null,
    name text not null,
    primary key (community_id, text_id)
);

-- Where exactly an issue is.
create table positions (
    community_id text not null references communities (id),
    issue_id text not null,
    lat double precision not null,
    lon double precision not null,
    accuracy bigint,
    source text not null,
    primary key (community_id, issue_id)
);

-- The number of a household's flat, as on its door.
create table rooms (
    community_id text not null references communities (id),
    household_id text not null,
    room text not null,
    primary key (community_id, household_id)
);

-- What neighbours call a member, and the language that the member reads.
create table people (
    community_id text not null references communities (id),
    person_id text not null,
    nickname text not null,
    language text not null,
    primary key (community_id, person_id)
);

-- People without a phone for whom somebody entered something (代录); known to the committee only.
create table entered_people (
    community_id text not null references communities (id),
    person_id text not null,
    household_id text not null,
    name text not null,
    primary key (community_id, person_id)
);

-- However often entered, one name in a household is one person; of those whose names were emptied
-- there may be several.
create unique index entered_people_by_name on entered_people (community_id, household_id, name)
where name <> '';

-- The hash of a slip's code; the code itself is only on paper.
create table slip_codes (
    community_id text not null references communities (id),
    slip_id text not null,
    code_hash text not null,
    primary key (community_id, slip_id)
);

create unique index slip_codes_by_hash on slip_codes (community_id, code_hash);

-- Uploaded before the command that names them; those that no issue ever names are removed after a
-- day.
create table photos (
    community_id text not null references communities (id),
    id text not null,
    -- Who uploaded it: only they can put it to an issue.
    person_id text not null,
    at bigint not null,
    small blob not null,
    large blob not null,
    primary key (community_id, id)
);

create index photos_by_age on photos (community_id, at);

-- PDFs of a locked agenda, made when first asked for: what was handed out in the room can be had
-- again, byte by byte. They hold what residents wrote.
create table papers (
    community_id text not null references communities (id),
    meeting_id text not null,
    language text not null,
    -- A paper, or several in one file: agenda, item-3, set.
    kind text not null,
    -- 1: with what residents wrote and their photos, for members; 0: without, for everybody.
    for_members bigint not null,
    at bigint not null,
    pdf blob not null,
    primary key (community_id, meeting_id, language, kind, for_members)
);

-- The journal's number up to which a person has looked at the inbox.
create table seen (
    community_id text not null references communities (id),
    person_id text not null,
    number bigint not null,
    primary key (community_id, person_id)
);

-- How far a channel by which people are told (mail, a hook, …) has come with a community's journal.
create table cursors (
    community_id text not null references communities (id),
    channel text not null,
    number bigint not null,
    -- Tries since it last came on, and when the next may be made.
    failures bigint not null,
    next_at bigint not null,
    primary key (community_id, channel)
);

-- Whoever is signed in, on the whole server: a person may belong to several communities.
create table sessions (
    token_hash text not null primary key,
    person_id text not null,
    created_at bigint not null,
    expires_at bigint not null
);

create index sessions_by_expiry on sessions (expires_at);

-- Wrong slip codes, by whatever the server tells senders apart with: guessing is slowed down.
create table join_failures (
    key text not null primary key,
    failures bigint not null,
    last_at bigint not null
);

create index join_failures_by_age on join_failures (last_at);

-- The derived tables that are there: of which form, and their names, each after those that it
-- refers to. One row, once they were made.
create table derived (
    form text not null primary key,
    tables text not null
);
