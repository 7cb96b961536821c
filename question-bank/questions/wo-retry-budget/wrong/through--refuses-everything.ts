import type { Start } from './api';

const start: Start = async () => {
  return { http: async () => ({ status: 503 }) };
};

export default start;
