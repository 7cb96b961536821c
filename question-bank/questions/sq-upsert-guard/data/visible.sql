insert into device_state values (1, 10, 'on'), (2, 4, 'off'), (3, 7, 'on');
