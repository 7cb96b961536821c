create statistics address_place (dependencies, mcv) on city, postcode from address;
