select id from account where tenant = :tenant and email = lower(:email) and deleted_at is null
