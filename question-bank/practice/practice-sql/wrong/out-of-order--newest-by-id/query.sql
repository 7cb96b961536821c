select id, taken_at, celsius
from reading
where sensor_id = :sensor
order by id desc
limit 1;
