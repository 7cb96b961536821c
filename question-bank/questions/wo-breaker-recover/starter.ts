import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    http: async (request) => {
      return { status: 200, body: { fallback: true } };
    },
  };
};

export default start;
