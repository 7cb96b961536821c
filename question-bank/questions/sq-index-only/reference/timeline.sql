select at, kind from event where user_id = :user_id and at >= :since order by at desc limit 50
