create index event_timeline on event (user_id, at desc) include (kind);
