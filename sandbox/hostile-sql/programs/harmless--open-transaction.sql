-- Leaves a transaction open with locks on everything.
begin;
lock table account in access exclusive mode;
