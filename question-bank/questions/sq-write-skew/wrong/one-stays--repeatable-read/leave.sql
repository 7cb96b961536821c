begin isolation level repeatable read;
with gone as (
  update on_call set on_duty = false
  where shift = :shift and doctor = :doctor and on_duty
    and exists (select from on_call other where other.shift = :shift and other.doctor <> :doctor and other.on_duty)
  returning doctor
)
select case when exists (select from gone) then 'left' else 'refused' end;
commit;
