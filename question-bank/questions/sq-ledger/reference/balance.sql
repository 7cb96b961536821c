select coalesce(sum(amount), 0) as balance from line where account_id = :account
