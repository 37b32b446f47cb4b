-- By what somebody ends mail without signing in (RFC 8058): whoever reads a mail to that address
-- knows its key, which does that and nothing else. '' until a mail needs it; another address has
-- another.
alter table mail_addresses add column stop_key text not null default '';
