select cached_balance as balance from account where id = :account
