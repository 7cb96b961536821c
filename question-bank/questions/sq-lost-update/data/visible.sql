insert into stock values ('lamp', 5), ('chair', 12), ('desk', 3);
