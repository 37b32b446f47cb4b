-- Mail as a channel beside the inbox: addresses that people gave, and what they want less of. Kept
-- apart from the journal, and erased with the account.

create table mail_addresses (
    community_id text not null references communities (id),
    person_id text not null,
    address text not null,
    -- 1 once the code came back that was sent there: nothing else is sent before.
    confirmed bigint not null,
    -- The hash of that code, until when it is good, and how many tries are left.
    code_hash text not null,
    code_ends_at bigint not null,
    tries bigint not null,
    -- When the code was asked for.
    asked_at bigint not null,
    primary key (community_id, person_id)
);

-- Kinds of notices that somebody does not want outside the inbox.
create table turned_off (
    community_id text not null references communities (id),
    person_id text not null,
    why text not null,
    primary key (community_id, person_id, why)
);

-- What went out of a turn that is not done yet, so that nobody gets it twice.
create table mailed (
    community_id text not null references communities (id),
    person_id text not null,
    number bigint not null,
    primary key (community_id, person_id, number)
);
