create index reading_newest on reading (sensor_id, taken_at desc);
