-- How often somebody has mail: of each thing that is new, or once a day or a week of all of it.
alter table mail_addresses add column rhythm text not null default 'each';
-- The last row of the journal that their roundup has told, or at which they chose to have one.
alter table mail_addresses add column roundup_number bigint not null default 0;
-- Until when somebody's roundup is one process's to send; what fails is tried again after that.
alter table mail_addresses add column roundup_at bigint not null default 0;
