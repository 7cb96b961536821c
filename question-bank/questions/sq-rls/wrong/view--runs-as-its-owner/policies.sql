alter table invoice enable row level security;
create policy own_tenant on invoice
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
-- The view reads from a protected table.
