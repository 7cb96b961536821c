update account set email = lower(email);
create function lower_email() returns trigger language plpgsql as $$
begin new.email := lower(new.email); return new; end $$;
create trigger lower_email before insert or update on account for each row execute function lower_email();
create unique index account_live_email on account (tenant, email) nulls not distinct where deleted_at is null;
