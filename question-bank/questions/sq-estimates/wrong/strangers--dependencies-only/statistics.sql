create statistics address_place (dependencies) on city, postcode from address;
analyze address;
