insert into customer select g, 'Customer ' || g, case g % 3 when 0 then 'DE' when 1 then 'FR' else 'NO' end
  from generate_series(1, 20000) g;
insert into refund select g, case when g % 97 = 0 then null else (g::bigint * 7919) % 20000 + 1 end, 'A-' || g, 100 + g % 900,
  case when g % 5 = 0 then null else 'note' end
  from generate_series(1, 30000) g;
