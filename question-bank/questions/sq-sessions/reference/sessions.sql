with ordered as (
  select user_id, began, ended,
    max(ended) over (
      partition by user_id order by began, ended
      rows between unbounded preceding and 1 preceding
    ) as ended_before
  from activity
), marked as (
  select user_id, began, ended,
    count(*) filter (where ended_before is null or began > ended_before + interval '30 minutes')
      over (partition by user_id order by began, ended rows unbounded preceding) as session
  from ordered
)
select user_id, min(began) as began, max(ended) as ended, count(*) as pieces
from marked
group by user_id, session
order by user_id, began;
