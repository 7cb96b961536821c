create index on_call_shift on on_call (shift);
