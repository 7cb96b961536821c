begin;
update on_call set on_duty = false where shift = :shift and doctor = :doctor;
select 'left';
commit;
