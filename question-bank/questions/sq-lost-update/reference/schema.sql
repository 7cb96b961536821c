alter table stock add constraint stock_not_negative check (qty >= 0);
