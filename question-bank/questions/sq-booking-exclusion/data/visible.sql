insert into room values (1, 'Elm'), (2, 'Oak'), (3, 'Yew');
