alter role current_user set enable_nestloop = off;
set enable_nestloop = off;
analyze address;
