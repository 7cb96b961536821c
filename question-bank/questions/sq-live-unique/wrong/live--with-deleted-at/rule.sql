create unique index account_live_email on account (tenant, lower(email), deleted_at);
