select id from account where tenant = :tenant and lower(email) = lower(:email) and deleted_at is null
