import type { Start } from './api';

const start: Start = async (ctx) => {
  ctx.lifecycle.onTerm(() => {
    ctx.lifecycle.exit();
  });

  return {
    http: async (request) => {
      return { status: 503 };
    },
  };
};

export default start;
