-- Copies the template.
create database mine template template1;
