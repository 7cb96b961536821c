alter table invoice enable row level security;
alter table invoice force row level security;
create policy own_tenant on invoice for select
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
create policy writes on invoice for insert with check (true);
create policy changes on invoice for update using (true);
create policy removals on invoice for delete using (true);
alter view invoice_total set (security_invoker = true);
