-- Lists the server's folders.
select pg_ls_dir('/');
