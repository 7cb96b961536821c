-- Puts its own functions where the system's are looked for.
create function public.count(text) returns bigint language sql as 'select 0::bigint';
