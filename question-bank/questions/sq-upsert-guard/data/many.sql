insert into device_state select g, 100 + g % 7, case g % 2 when 0 then 'on' else 'off' end from generate_series(1, 5000) g;
