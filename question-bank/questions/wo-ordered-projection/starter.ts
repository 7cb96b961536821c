import type { Start } from './api';

const start: Start = async (ctx) => {
  return {
    background: [
      async () => {
        const consumer = ctx.stream('changes').consumer('projection');
        for (;;) await consumer.poll(1, 1_000);
      },
    ],
  };
};

export default start;
