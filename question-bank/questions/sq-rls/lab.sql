create table invoice (
  id bigint primary key,
  tenant_id integer not null,
  amount_cents bigint not null,
  note text not null default ''
);
create index invoice_tenant on invoice (tenant_id, id);
create view invoice_total as select tenant_id, count(*) as invoices, sum(amount_cents) as cents from invoice group by tenant_id;
grant select, insert, update, delete on invoice to app;
grant select on invoice_total to app;
