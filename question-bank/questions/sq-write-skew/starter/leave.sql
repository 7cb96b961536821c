begin;
-- The application looks whether somebody else is there, and then decides.
create temporary table seen on commit drop as
  select count(*) as others from on_call where shift = :shift and doctor <> :doctor and on_duty;
update on_call set on_duty = false where shift = :shift and doctor = :doctor and (select others from seen) > 0;
select case when (select others from seen) > 0 then 'left' else 'refused' end;
commit;
