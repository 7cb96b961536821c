import type { Start } from './api';

const start: Start = async () => ({ http: async () => ({ status: 503 }) });

export default start;
