create function refuse_taken() returns trigger language plpgsql as $$
begin
  if new.deleted_at is null and exists (
    select from account a where a.tenant is not distinct from new.tenant and lower(a.email) = lower(new.email)
      and a.deleted_at is null and a.id <> new.id
  ) then
    raise exception 'taken' using errcode = '23505';
  end if;
  return new;
end $$;
create trigger refuse_taken after insert or update on account for each row execute function refuse_taken();
create index account_lower on account (tenant, lower(email)) where deleted_at is null;
