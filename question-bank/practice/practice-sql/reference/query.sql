select id, taken_at, celsius
from reading
where sensor_id = :sensor
order by taken_at desc
limit 1;
