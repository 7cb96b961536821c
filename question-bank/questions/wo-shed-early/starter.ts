import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    http: async (request) => {
      return { status: 503 };
    },
  };
};

export default start;
