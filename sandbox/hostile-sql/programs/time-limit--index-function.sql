-- An index whose function never ends.
create function slow(int) returns int immutable language plpgsql as $$ begin loop perform 1; end loop; end $$;
create index on account (slow(id::int));
