-- The same by another setting.
set log_min_messages = 'debug5';
