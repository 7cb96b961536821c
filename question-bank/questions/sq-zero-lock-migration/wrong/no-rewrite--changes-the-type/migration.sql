set lock_timeout = '2s';

-- 1. A value of its own for every account: a default for new rows first, old rows in batches.
alter table account add column public_id uuid;
alter table account alter column public_id set default gen_random_uuid();

-- 2. The new name beside the old one, and a trigger that keeps both the same while both versions run.
alter table account add column phone_number text;
create function account_phone() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    new.phone_number := coalesce(new.phone_number, new.phone);
    new.phone := new.phone_number;
  elsif new.phone_number is distinct from old.phone_number then
    new.phone := new.phone_number;
  elsif new.phone is distinct from old.phone then
    new.phone_number := new.phone;
  end if;
  return new;
end $$;
create trigger account_phone before insert or update on account for each row execute function account_phone();

alter table account alter column email type varchar(200);

-- 3. Old rows, 2,000 at a time, each batch a transaction of its own.
do $$
declare
  last bigint := 0;
  top bigint;
begin
  select max(id) into top from account;
  while last < coalesce(top, 0) loop
    update account set public_id = coalesce(public_id, gen_random_uuid()), phone_number = coalesce(phone_number, phone)
    where id > last and id <= last + 2000;
    last := last + 2000;
    commit;
  end loop;
end $$;

-- 4. Required: as a check that is validated without a strong lock, which SET NOT NULL then trusts.
alter table account add constraint account_public_id_there check (public_id is not null) not valid;
alter table account validate constraint account_public_id_there;
alter table account alter column public_id set not null;
alter table account drop constraint account_public_id_there;

-- 5. The foreign key, in two steps.
alter table account add constraint account_plan foreign key (plan_id) references plan (id) not valid;
alter table account validate constraint account_plan;

-- 6. The unique index, beside the running application.
create unique index concurrently account_public_id on account (public_id);
