-- Leaves a transaction that outlives the session.
begin;
update account set balance = 0;
prepare transaction 'forever';
