select at, kind from (
  select *, row_number() over (order by at desc) as place from event where user_id = :user_id and at >= :since
) newest where place <= 50 and body is not null order by at desc
