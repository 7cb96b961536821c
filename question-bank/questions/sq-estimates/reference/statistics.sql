create statistics address_place (dependencies, mcv) on city, postcode from address;
alter statistics address_place set statistics 1000;
analyze address;
