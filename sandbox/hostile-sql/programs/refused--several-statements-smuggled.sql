-- Switches off how quotes are read, to hide a second statement.
set standard_conforming_strings = off;
select '\'; select 2 --'
