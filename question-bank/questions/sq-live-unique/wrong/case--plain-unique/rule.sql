create unique index account_email on account (tenant, email) nulls not distinct where deleted_at is null;
create index account_lower on account (tenant, lower(email)) where deleted_at is null;
