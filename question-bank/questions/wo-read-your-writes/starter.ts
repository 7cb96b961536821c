import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    http: async (request) => {
      const session = request.headers.session;
      return { status: 503, body: { session } };
    },
  };
};

export default start;
