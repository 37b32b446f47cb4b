-- What Twoline keeps.
--
-- Portable on purpose, so that SQLite and PostgreSQL are given the same text: ids are text
-- (UUIDv7), times are bigint milliseconds UTC, yes/no is bigint 1/0, structured values are JSON as
-- text, codes are those of `domain`. A column is null only where absence means something. The types
-- of two kinds of column are reworded for PostgreSQL (see database.rs): blob, and text, which is
-- compared byte by byte.
--
-- Every table of a community leads its primary key with community_id: rows of one community are
-- never reached by another's ids, and a district can be distributed by that column without a schema
-- change.
--
-- Words, names and photos of people stand in texts, members.nickname, entered_people.name and
-- photos. Whoever has them erased has them emptied there: the row stays, its words become '' and
-- its photos have no bytes, so that whatever points to it is whole. Papers are made of them: those
-- of the meetings concerned are deleted, and made anew when asked for.

-- A row is locked by every command before it is decided, so that commands of a community come one
-- after the other and no number is given twice or left out.
create table communities (
    id text not null primary key,
    slug text not null unique,
    name text not null,
    language text not null,
    zone text not null,
    -- How its agendas are made.
    agenda_settings text not null
);

-- What happened: never changed, never deleted. All tables below that pages read follow from it.
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
    -- Taken out of the event, to find it by.
    issue_id text,
    meeting_id text,
    text_id text,
    -- Stands in the public trace of its issue. An issue has hundreds of seconds and a dozen lines
    -- of trace.
    in_trace bigint not null,
    primary key (community_id, number)
);

create index journal_of_issue on journal (community_id, issue_id, in_trace, number);
create index journal_of_meeting on journal (community_id, meeting_id, in_trace, number);

-- Commands that were carried out, with what their sender was told: the same id again gets the same
-- answer.
create table commands (
    community_id text not null references communities (id),
    id text not null,
    actor_id text,
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

-- The estate's plan: its buildings a row each, because issues and households refer to them; the
-- rest is only drawn.
create table plans (
    community_id text not null primary key references communities (id),
    paths text not null,
    gates text not null
);

create table buildings (
    community_id text not null references communities (id),
    id text not null,
    -- Keeps the order of the plan.
    position bigint not null,
    name text not null,
    cluster text not null,
    outline text not null,
    -- It may stand in several parts or have a courtyard: its rings besides the outline, a list of
    -- lists of points.
    more text not null,
    -- Its middle: where issues are that name the building only.
    lat double precision not null,
    lon double precision not null,
    primary key (community_id, id)
);

create table households (
    community_id text not null references communities (id),
    id text not null,
    building_id text not null,
    room text not null,
    primary key (community_id, id),
    foreign key (community_id, building_id) references buildings (community_id, id)
);

-- Support rates divide by the number of households in a building.
create index households_by_building on households (community_id, building_id);

create table slips (
    community_id text not null references communities (id),
    id text not null,
    household_id text not null,
    admits bigint not null,
    joined bigint not null,
    roles text not null,
    expires_at bigint not null,
    -- The code itself is only on paper. It comes apart from the event, a moment later in the same
    -- transaction.
    code_hash text,
    primary key (community_id, id),
    foreign key (community_id, household_id) references households (community_id, id)
);

create unique index slips_by_code on slips (community_id, code_hash);

create table members (
    community_id text not null references communities (id),
    person_id text not null,
    household_id text not null,
    nickname text not null,
    language text not null,
    -- The version of the consent text that the person agreed to.
    consent bigint not null,
    -- The journal's number up to which the person has looked at the inbox.
    notices_seen bigint not null,
    joined_at bigint not null,
    primary key (community_id, person_id),
    foreign key (community_id, household_id) references households (community_id, id)
);

create table roles (
    community_id text not null,
    person_id text not null,
    role text not null,
    primary key (community_id, person_id, role),
    foreign key (community_id, person_id) references members (community_id, person_id)
);

-- People without a phone for whom somebody entered something (代录); known to the committee only.
create table entered_people (
    community_id text not null references communities (id),
    person_id text not null,
    household_id text not null,
    name text not null,
    primary key (community_id, person_id),
    foreign key (community_id, household_id) references households (community_id, id)
);

-- However often entered, one name in a household is one person; of those whose names were emptied
-- there may be several.
create unique index entered_people_by_name on entered_people (community_id, household_id, name)
where name <> '';

create table issues (
    community_id text not null references communities (id),
    id text not null,
    number bigint not null,
    status text not null,
    -- Nobody for imported reports.
    reporter_id text,
    category text not null,
    minutes bigint not null,
    filed_at bigint not null,
    answered bigint not null,
    review_on text,
    text_id text not null,
    -- In one word: estate, building:7 or cluster:East.
    area text not null,
    building_id text,
    lat double precision,
    lon double precision,
    accuracy bigint,
    source text,
    -- 1 where it can be shown on the plan.
    located bigint not null,
    -- The kind of the decision last published, until the issue is on a locked agenda again.
    decision text,
    -- Live seconds of both kinds, and those of them entered on behalf. Counted from the table of
    -- seconds whenever one comes or goes; kept here because the feed is sorted by it.
    seconds bigint not null,
    on_behalf bigint not null,
    -- 1 for danger to life or property.
    urgent bigint not null,
    -- Agendas that were locked without it, although they could have taken it, since it was last on
    -- one.
    passed_over bigint not null,
    primary key (community_id, id),
    unique (community_id, number)
);

-- One index for each way to walk the feed: filter first, then the order, then what else is
-- filtered, so that a page reads its twenty rows and its total is counted from the index alone.
create index issues_newest on issues (community_id, filed_at, number);
create index issues_newest_by_category on issues (community_id, category, filed_at, number, status);
create index issues_newest_by_status on issues (community_id, status, filed_at, number, category);
create index issues_most_seconded on issues (community_id, seconds, number);
create index issues_most_seconded_by_category on issues (community_id, category, seconds, number, status);
create index issues_most_seconded_by_status on issues (community_id, status, seconds, number, category);
create index issues_by_reporter on issues (community_id, reporter_id);
create index issues_located on issues (community_id, located, filed_at, number, status);

-- Live seconds (附议): one row at most for a person and an issue; taking it back deletes the row.
create table seconds (
    community_id text not null,
    issue_id text not null,
    person_id text not null,
    household_id text not null,
    -- Who entered it for that person (代录).
    entered_by text,
    at bigint not null,
    primary key (community_id, issue_id, person_id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

create index seconds_by_person on seconds (community_id, person_id, issue_id);

-- Uploaded before the command that names them; those that no issue ever names are removed after a
-- day.
create table photos (
    community_id text not null references communities (id),
    id text not null,
    -- Who uploaded it: only they can put it to an issue.
    person_id text not null,
    issue_id text,
    position bigint not null,
    at bigint not null,
    small blob not null,
    large blob not null,
    primary key (community_id, id)
);

create index photos_of_issue on photos (community_id, issue_id, position, id);
create index photos_unattached on photos (community_id, at) where issue_id is null;

create table meetings (
    community_id text not null references communities (id),
    id text not null,
    number bigint not null,
    kind text not null,
    starts_at bigint not null,
    place text not null,
    minutes bigint not null,
    status text not null,
    -- Raised by every change, so that two people don't overwrite each other.
    version bigint not null,
    -- 1 where the order of the draft is one that somebody made by hand.
    moved bigint not null,
    locked_at bigint,
    -- SHA-256 of the document that was locked.
    fingerprint text,
    -- What plain seconds would have chosen instead of the rule: numbers of issues.
    by_seconds text,
    -- How it was made; that of the community may be another by now.
    agenda_settings text,
    -- The version that was locked and is on paper. Decisions entered later raise only the other.
    locked_version bigint,
    primary key (community_id, id),
    unique (community_id, number)
);

create index meetings_newest on meetings (community_id, starts_at, number);

create table items (
    community_id text not null,
    meeting_id text not null,
    issue_id text not null,
    -- Counts from 1.
    position bigint not null,
    minutes bigint not null,
    why text not null,
    -- Frozen when the agenda is locked.
    support text,
    -- Entered from paper.
    decision text,
    hands bigint,
    decision_text_id text,
    primary key (community_id, meeting_id, issue_id),
    foreign key (community_id, meeting_id) references meetings (community_id, id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

-- Taken off a draft by hand: filling the draft again does not bring them back.
create table dropped_items (
    community_id text not null,
    meeting_id text not null,
    issue_id text not null,
    primary key (community_id, meeting_id, issue_id),
    foreign key (community_id, meeting_id) references meetings (community_id, id)
);

-- All that decided a locked agenda, byte for byte as its fingerprint says. It holds whole ballots:
-- for supervisors only.
create table documents (
    community_id text not null,
    meeting_id text not null,
    document text not null,
    primary key (community_id, meeting_id),
    foreign key (community_id, meeting_id) references meetings (community_id, id)
);

-- Whose ballot is whose in a document: everybody is shown their own.
create table ballots (
    community_id text not null,
    meeting_id text not null,
    -- The person's number in the document, from 1.
    number bigint not null,
    person_id text not null,
    -- What their seconds did, for themselves: worked out once, at the lock.
    line text not null,
    primary key (community_id, meeting_id, number),
    unique (community_id, meeting_id, person_id),
    foreign key (community_id, meeting_id) references meetings (community_id, id)
);

-- What people carry to the next meeting, in millionths of a minute.
create table credits (
    community_id text not null references communities (id),
    person_id text not null,
    credit bigint not null,
    primary key (community_id, person_id)
);

-- PDFs of a locked agenda, made when first asked for: what was handed out in the room can be had
-- again, byte by byte. They hold what residents wrote.
create table papers (
    community_id text not null,
    meeting_id text not null,
    language text not null,
    -- A paper, or several in one file: agenda, item-3, set.
    kind text not null,
    -- 1: with what residents wrote and their photos, for members; 0: without, for everybody.
    for_members bigint not null,
    at bigint not null,
    pdf blob not null,
    primary key (community_id, meeting_id, language, kind, for_members),
    foreign key (community_id, meeting_id) references meetings (community_id, id)
);

-- Who is told of which row of the journal.
create table notices (
    community_id text not null,
    person_id text not null,
    number bigint not null,
    -- 1 where the person is told because they reported the issue.
    mine bigint not null,
    primary key (community_id, person_id, number),
    foreign key (community_id, person_id) references members (community_id, person_id),
    foreign key (community_id, number) references journal (community_id, number)
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
