create unique index account_live_email on account (tenant, lower(email)) nulls not distinct;
