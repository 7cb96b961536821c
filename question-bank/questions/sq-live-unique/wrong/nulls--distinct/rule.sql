create unique index account_live_email on account (tenant, lower(email)) where deleted_at is null;
