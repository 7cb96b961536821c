insert into plan values (1, 'free'), (2, 'team'), (3, 'company');
insert into account (email, plan_id, phone)
select 'user' || g || '@example.com', g % 3 + 1, case when g % 7 = 0 then null else '+47 ' || (40000000 + g) end from generate_series(1, 200) g;
