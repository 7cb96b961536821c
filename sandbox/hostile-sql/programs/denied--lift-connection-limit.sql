-- Lifts its own connection limit.
alter role current_user connection limit 1000;
