create index event_timeline on event (user_id, (at at time zone 'UTC')) include (kind);
