-- One statement for the whole batch.
insert into device_state (device_id, version, state)
select (item ->> 'device')::bigint, (item ->> 'version')::bigint, item ->> 'state'
from jsonb_array_elements(:batch) as item
on conflict (device_id) do update set version = excluded.version, state = excluded.state;
