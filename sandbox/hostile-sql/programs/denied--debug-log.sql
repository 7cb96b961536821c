-- Switches on a log that fills the disk.
set log_statement = 'all';
