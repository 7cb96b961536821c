select id from account where tenant = :tenant and email ilike :email and deleted_at is null
