-- Listens to channels of others.
listen everything;
unlisten *;
