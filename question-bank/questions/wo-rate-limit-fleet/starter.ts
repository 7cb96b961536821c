import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    http: async (request) => {
      const { tenant } = request.body as { tenant: string };
      return { status: 503 };
    },
  };
};

export default start;
