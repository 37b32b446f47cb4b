-- What pages read: derived from the journal and from what is kept beside it (see
-- kept/0001_kept.sql), and made anew whenever this file or what follows from an event changes: a
-- release with another form empties these tables and plays every journal again. So it may change
-- freely. The rules of writing it are those of the kept tables.

-- What stands in a community's address and on every page about it.
create table community_details (
    community_id text not null primary key references communities (id),
    slug text not null unique,
    name text not null,
    -- In the other language; '' where nobody said.
    other_name text not null,
    language text not null,
    zone text not null,
    -- How its agendas are made.
    agenda_settings text not null,
    -- For how long it keeps what can be erased.
    periods text not null,
    -- How residents are asked for their word on results.
    appraisal_settings text not null
);

-- What had its time and was erased, the last of each kind.
create table erasures (
    community_id text not null references communities (id),
    what text not null,
    at bigint not null,
    gone bigint not null,
    primary key (community_id, what)
);

-- Which rows of the journal stand in the trace of an issue or in an inbox, and what they are about.
-- An issue has hundreds of seconds and a dozen lines of trace.
create table trace (
    community_id text not null references communities (id),
    number bigint not null,
    -- When it happened, as the journal says.
    at bigint not null,
    issue_id text,
    meeting_id text,
    text_id text,
    primary key (community_id, number)
);

create index trace_of_issue on trace (community_id, issue_id, number);
create index trace_of_meeting on trace (community_id, meeting_id, number);

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
    -- 0 for one of the register that no plan has drawn yet: it has no outline and no middle.
    drawn bigint not null,
    -- What kind of housing it is; '' where nobody said.
    housing text not null,
    primary key (community_id, id)
);

create table households (
    community_id text not null references communities (id),
    id text not null,
    building_id text not null,
    -- How many adults the register has of it, where it says that.
    adults bigint,
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
    -- 1 where a newer one was printed for its household.
    void bigint not null,
    primary key (community_id, id),
    foreign key (community_id, household_id) references households (community_id, id)
);

create index slips_of_household on slips (community_id, household_id);

create table members (
    community_id text not null references communities (id),
    person_id text not null,
    -- Nobody's of whoever joined to hold an office, and does not live here.
    household_id text,
    -- The version of the consent text that the person agreed to.
    consent bigint not null,
    joined_at bigint not null,
    -- Since when somebody of their household says that they are a stranger to it.
    reported_at bigint,
    -- Since when they are none any more. The household stays, so that it can be told.
    ended_at bigint,
    primary key (community_id, person_id),
    foreign key (community_id, household_id) references households (community_id, id)
);

-- Who belongs to a household.
create index members_by_household on members (community_id, household_id, joined_at);

-- People without a phone who joined at the desk: they have a voice for their household whether or
-- not anything was entered for them.
create table at_desk (
    community_id text not null references communities (id),
    person_id text not null,
    primary key (community_id, person_id)
);

create table roles (
    community_id text not null,
    person_id text not null,
    role text not null,
    since bigint not null,
    primary key (community_id, person_id, role),
    foreign key (community_id, person_id) references members (community_id, person_id)
);

-- Who holds which office.
create index roles_by_role on roles (community_id, role, person_id);

-- The buildings of building leaders. A new plan may lack some, and then they lead less.
create table led_buildings (
    community_id text not null,
    person_id text not null,
    building_id text not null,
    primary key (community_id, person_id, building_id),
    foreign key (community_id, person_id) references members (community_id, person_id)
);

-- Organisations that handle issues.
create table organisations (
    community_id text not null references communities (id),
    id text not null,
    kind text not null,
    name text not null,
    -- 1: not any more.
    ended bigint not null,
    primary key (community_id, id)
);

-- For whom handlers act.
create table handlers (
    community_id text not null,
    person_id text not null,
    organisation_id text not null,
    primary key (community_id, person_id),
    foreign key (community_id, person_id) references members (community_id, person_id),
    foreign key (community_id, organisation_id) references organisations (community_id, id)
);

create index handlers_by_organisation on handlers (community_id, organisation_id);

-- Invitations to offices; their codes stand among those of slips.
create table invitations (
    community_id text not null references communities (id),
    id text not null,
    office text not null,
    expires_at bigint not null,
    -- 1: somebody took it, or it was withdrawn.
    over bigint not null,
    primary key (community_id, id)
);

-- Slips by which members come back as who they are; their codes stand among those of slips.
create table return_slips (
    community_id text not null references communities (id),
    id text not null,
    person_id text not null,
    expires_at bigint not null,
    -- 1: somebody came back by it, or a newer one was printed for the same person.
    over bigint not null,
    primary key (community_id, id)
);

create index return_slips_of_person on return_slips (community_id, person_id);

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
    -- When the branch first said something, and when a decision about it was first published.
    answered_at bigint,
    decided_at bigint,
    review_on text,
    text_id text not null,
    -- In one word: estate, building:7 or cluster:East.
    area text not null,
    building_id text,
    -- From positions, where it is kept.
    lat double precision,
    lon double precision,
    accuracy bigint,
    source text,
    -- 1 where it can be shown on the plan.
    located bigint not null,
    -- The kind of the decision last published, until the issue is on a locked agenda again.
    decision text,
    -- Live seconds of both kinds, and those of them entered on behalf, as the table of seconds has
    -- them; here because the feed is sorted by it.
    seconds bigint not null,
    on_behalf bigint not null,
    -- 1 for danger to life or property.
    urgent bigint not null,
    -- Agendas that were locked without it, although they could have taken it, since it was last on
    -- one.
    passed_over bigint not null,
    -- How often its reporter has added facts.
    added bigint not null,
    -- 1: only its author, the committee and supervisors read it.
    hidden bigint not null,
    -- 1: neighbours are not told whose report it is.
    nameless bigint not null,
    -- 1: it is about a home, and has no position here: the building alone is shown.
    at_home bigint not null,
    primary key (community_id, id),
    unique (community_id, number)
);

-- Title and text of each issue as they are looked through (`domain::fold`): what somebody types is
-- found however it was typed. From texts, where they are kept: whoever has these emptied has this
-- emptied, too.
create table issue_words (
    community_id text not null,
    issue_id text not null,
    number bigint not null,
    words text not null,
    primary key (community_id, issue_id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

-- The numbers of the issues in whose words a gram stands: a character, or two neighbours. A row for
-- each part of 1,024 consecutive numbers: two bytes a number, counted from the part's first.
create table issue_grams (
    community_id text not null references communities (id),
    gram text not null,
    part bigint not null,
    numbers blob not null,
    primary key (community_id, gram, part)
);

-- How many issues there are of each kind that are not hidden: counted with each change, not with
-- each look.
create table issue_counts (
    community_id text not null references communities (id),
    category text not null,
    status text not null,
    located bigint not null,
    issues bigint not null,
    primary key (community_id, category, status, located)
);

-- One index for each way to walk the feed: filter first, then the order, then what else is
-- filtered, so that a page reads its twenty rows.
create index issues_newest on issues (community_id, filed_at, number);
create index issues_newest_by_category on issues (community_id, category, filed_at, number, status);
create index issues_newest_by_status on issues (community_id, status, filed_at, number, category);
create index issues_most_seconded on issues (community_id, seconds, number);
create index issues_most_seconded_by_category on issues (community_id, category, seconds, number, status);
create index issues_most_seconded_by_status on issues (community_id, status, seconds, number, category);
create index issues_by_reporter on issues (community_id, reporter_id);
create index issues_by_place on issues (community_id, lat, lon, building_id);

-- What the plan shows: the condition is the plan's, to the letter.
create index issues_on_plan on issues (community_id, filed_at, number)
    where located = 1 and status not in ('declined', 'withdrawn', 'closed');

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

-- What one person entered for others.
create index seconds_entered on seconds (community_id, entered_by, at) where entered_by is not null;

-- Who said that an issue should not stand there.
create table complaints (
    community_id text not null,
    issue_id text not null,
    person_id text not null,
    kind text not null,
    -- Their words, if any.
    text_id text,
    at bigint not null,
    -- 1: the committee has looked at it.
    settled bigint not null,
    primary key (community_id, issue_id, person_id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

create index complaints_by_person on complaints (community_id, person_id, at);
create index complaints_open on complaints (community_id, issue_id, at) where settled = 0;

-- The issues that are hidden.
create table hidings (
    community_id text not null,
    issue_id text not null,
    -- Whose issue it is; nobody's of an imported one.
    reporter_id text,
    hidden_by text not null,
    at bigint not null,
    -- Why.
    text_id text not null,
    appealed text not null,
    -- What its author wrote against it, and why it stays hidden.
    appeal_id text,
    upheld_id text,
    primary key (community_id, issue_id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

create index hidings_by_reporter on hidings (community_id, reporter_id, at);

-- The latest work on an issue that had any.
create table works (
    community_id text not null,
    issue_id text not null,
    course text not null,
    -- In one word: organisation:… or office:secretary; nobody where only a name was kept.
    responsible text,
    -- What they are called stands among the owners under this text, which says what is to be done.
    text_id text not null,
    -- A day, where there is one.
    due text,
    -- Until when residents have the word, once the result is published.
    appraisal_until bigint,
    -- The share that brings it back, of a hundred who answered; set with the time.
    unsolved_percent bigint,
    -- Of what is referred: the text that says to whom it went last, when that was, and when they
    -- replied.
    referred_id text,
    referred_on text,
    replied_on text,
    primary key (community_id, issue_id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

-- The tasks of the latest work, each known by the text that says what is to be done.
create table tasks (
    community_id text not null,
    id text not null,
    issue_id text not null,
    status text not null,
    at bigint not null,
    primary key (community_id, id),
    foreign key (community_id, issue_id) references works (community_id, issue_id)
);

create index tasks_of_issue on tasks (community_id, issue_id, at);

-- What residents say of the result of the latest work.
create table appraisals (
    community_id text not null,
    issue_id text not null,
    person_id text not null,
    solved bigint not null,
    satisfied bigint not null,
    -- Who entered it for that person (代录).
    entered_by text,
    text_id text,
    at bigint not null,
    primary key (community_id, issue_id, person_id),
    foreign key (community_id, issue_id) references works (community_id, issue_id)
);

-- What people and organisations offer for work, known by the text that says what, and whose it is.
create table offers (
    community_id text not null,
    id text not null,
    issue_id text not null,
    person_id text not null,
    -- In whose name, of those who act for one.
    organisation_id text,
    resource text not null,
    status text not null,
    -- What the branch said to it, where it said something.
    answer_id text,
    at bigint not null,
    primary key (community_id, id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

create index offers_of_issue on offers (community_id, issue_id, at);
create index offers_of_person on offers (community_id, person_id);
create index offers_newest on offers (community_id, at);

-- Every result that was published, those of work before the latest too: figures count them all.
create table results (
    community_id text not null,
    issue_id text not null,
    -- Counts from 1.
    round bigint not null,
    at bigint not null,
    -- How many had the word when it was published; how many gave it, and are satisfied.
    asked bigint not null,
    said bigint not null,
    satisfied bigint not null,
    -- 1: the reporter says that it is solved, 0: that it is not.
    solved bigint,
    primary key (community_id, issue_id, round),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

-- Photos of an issue, in the order in which they were named. Those that were added with facts (1 in
-- `added`) come after those of the report, and are shown in its trace: what was reported, and what
-- a locked agenda prints of it, stays as it was.
create table issue_photos (
    community_id text not null,
    photo_id text not null,
    issue_id text not null,
    position bigint not null,
    added bigint not null,
    primary key (community_id, photo_id),
    foreign key (community_id, issue_id) references issues (community_id, id)
);

create index photos_of_issue on issue_photos (community_id, issue_id, position, photo_id);

create table meetings (
    community_id text not null references communities (id),
    id text not null,
    number bigint not null,
    kind text not null,
    starts_at bigint not null,
    venue text not null,
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
    -- And how it stood in each area: households that second it, of all.
    ground text,
    -- Entered from paper.
    decision text,
    hands bigint,
    votes text,
    responsible text,
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

-- When a supervisor took along the document of a locked agenda, in which are whole ballots.
create table document_takings (
    community_id text not null,
    meeting_id text not null,
    -- Counts from 1.
    taken bigint not null,
    at bigint not null,
    primary key (community_id, meeting_id, taken),
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

-- Who is told of which row of the journal, and why.
create table notices (
    community_id text not null,
    person_id text not null,
    number bigint not null,
    why text not null,
    primary key (community_id, person_id, number),
    foreign key (community_id, person_id) references members (community_id, person_id)
);
