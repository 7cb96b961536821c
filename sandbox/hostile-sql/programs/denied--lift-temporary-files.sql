-- Lifts the limit of temporary files.
set temp_file_limit = -1;
