-- Who signed in with one phone, so that it is seen where one person speaks for several. Known for a
-- season, and erased with the account.
create table phones (
    community_id text not null references communities (id),
    -- The hash of what the browser is given to be known again.
    phone_hash text not null,
    person_id text not null,
    -- When they last signed in with it.
    seen_at bigint not null,
    primary key (community_id, phone_hash, person_id)
);

create index phones_by_person on phones (community_id, person_id);
create index phones_by_age on phones (seen_at);
