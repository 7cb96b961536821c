-- Uses up transaction numbers.
select pg_current_xact_id();
