alter table stock add constraint stock_positive check (qty > 0);
