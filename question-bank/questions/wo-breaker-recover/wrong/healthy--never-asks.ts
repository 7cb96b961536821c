import type { Start } from './api';

const start: Start = async () => ({
  http: async () => ({ status: 200, body: { fallback: true } }),
});

export default start;
