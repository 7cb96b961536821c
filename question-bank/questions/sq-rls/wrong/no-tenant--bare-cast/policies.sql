alter table invoice enable row level security;
alter table invoice force row level security;
create policy own_tenant on invoice
  using (tenant_id = current_setting('app.tenant', true)::int)
  with check (tenant_id = current_setting('app.tenant', true)::int);
alter view invoice_total set (security_invoker = true);
