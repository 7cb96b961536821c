// Throws an object on which every operation throws.
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
throw proxy;
