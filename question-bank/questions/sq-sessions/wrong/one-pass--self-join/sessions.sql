with heads as (
  select distinct a.user_id, a.began
  from activity a
  left join activity b on b.user_id = a.user_id and b.id <> a.id
    and b.began <= a.began and b.ended >= a.began - interval '30 minutes'
    and (b.began < a.began)
  where b.id is null
), spans as (
  select user_id, began, lead(began) over (partition by user_id order by began) as next_began from heads
)
select s.user_id, s.began, max(a.ended) as ended, count(*) as pieces
from spans s
join activity a on a.user_id = s.user_id and a.began >= s.began and (s.next_began is null or a.began < s.next_began)
group by s.user_id, s.began
order by s.user_id, s.began;
