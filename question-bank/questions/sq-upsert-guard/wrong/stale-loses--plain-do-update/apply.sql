with input as (
  select position, (item ->> 'device')::bigint as device_id, (item ->> 'version')::bigint as version, item ->> 'state' as state
  from jsonb_array_elements(:batch) with ordinality as batch (item, position)
), newest as (
  select distinct on (device_id) position, device_id, version, state
  from input
  order by device_id, version desc, position
), written as (
  insert into device_state as known (device_id, version, state)
  select device_id, version, state from newest
  on conflict (device_id) do update set version = excluded.version, state = excluded.state
  returning device_id
)
select input.position, case when written.device_id is null then 'stale' else 'applied' end as outcome
from input
left join newest using (position)
left join written on written.device_id = newest.device_id
order by input.position;
