drop index address_city;
create statistics address_place (dependencies, mcv) on city, postcode from address;
analyze address;
