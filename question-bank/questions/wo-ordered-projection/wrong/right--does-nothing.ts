import type { Start } from './api';

const start: Start = async () => {
  return { background: [] };
};

export default start;
