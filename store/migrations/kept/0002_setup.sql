-- Whoever may set communities up in a browser: links that nobody has used yet, and the sessions
-- that they became. They belong to the server, not to a community.
create table setup_tokens (
    token_hash text not null primary key,
    -- 1: a link, good once; 0: a session.
    is_link bigint not null,
    expires_at bigint not null
);
