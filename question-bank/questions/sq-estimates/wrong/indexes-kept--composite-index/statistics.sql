create index address_city_postcode on address (city, postcode);
analyze address;
