import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    http: async (request) => {
      const { event, value } = request.body as { event: string; value: number };
      return { status: 503 };
    },
  };
};

export default start;
