-- Has the whole database written out as one text.
select database_to_xml(true, true, '');
