alter table line
  alter entry_id set not null,
  alter account_id set not null,
  alter amount set not null,
  add check (amount <> 0),
  add foreign key (entry_id) references entry,
  add foreign key (account_id) references account;
alter table entry
  add unique (reverses),
  add foreign key (reverses) references entry;

create index line_entry on line (entry_id);
create index line_account on line (account_id) include (amount);

create function refuse_unbalanced(checked bigint) returns void language plpgsql as $$
begin
  if (select count(*) from line where entry_id = checked) < 2 or exists (
    select from line l join account a on a.id = l.account_id
    where l.entry_id = checked having sum(l.amount) <> 0
  ) then
    raise exception 'entry % does not balance', checked using errcode = 'check_violation';
  end if;
end $$;
create function check_entry() returns trigger language plpgsql as $$
begin perform refuse_unbalanced(new.id); return null; end $$;
create function check_line() returns trigger language plpgsql as $$
begin perform refuse_unbalanced(new.entry_id); return null; end $$;
create constraint trigger entry_balances after insert on entry
  deferrable initially deferred for each row execute function check_entry();
create constraint trigger line_balances after insert or update on line
  deferrable initially deferred for each row execute function check_line();

revoke update, delete, truncate on entry, line from app, public;
