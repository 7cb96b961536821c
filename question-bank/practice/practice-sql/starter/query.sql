select id, taken_at, celsius
from reading
where sensor_id = :sensor;
