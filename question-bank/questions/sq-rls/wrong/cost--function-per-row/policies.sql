create function current_tenant() returns int language plpgsql volatile as $$
begin
  return nullif(current_setting('app.tenant', true), '')::int;
end $$;

alter table invoice enable row level security;
alter table invoice force row level security;
create policy own_tenant on invoice
  using (tenant_id = current_tenant())
  with check (tenant_id = current_tenant());
alter view invoice_total set (security_invoker = true);
