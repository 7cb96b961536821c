-- This is how it would go in a maintenance window.
alter table account add column public_id uuid not null default gen_random_uuid();
alter table account rename column phone to phone_number;
alter table account add foreign key (plan_id) references plan (id);
create unique index account_public_id on account (public_id);
