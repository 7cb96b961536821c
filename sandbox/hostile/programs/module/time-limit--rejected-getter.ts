// An unhandled rejection whose reason loops when it is read.
Promise.reject({ get message() { for (;;); } });
