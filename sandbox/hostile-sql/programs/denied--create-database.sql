-- Makes a database.
create database mine;
