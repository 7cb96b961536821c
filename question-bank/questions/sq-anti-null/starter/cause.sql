-- One letter of the table in the text.
select '?';
