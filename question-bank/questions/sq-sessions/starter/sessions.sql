-- Each piece beside the one before it: a beginning.
select a.user_id, a.began, a.ended,
  case when a.began - before.ended <= interval '30 minutes' then 2 else 1 end as pieces
from activity a
left join activity before on before.user_id = a.user_id and before.id = a.id - 1
order by a.user_id, a.began;
