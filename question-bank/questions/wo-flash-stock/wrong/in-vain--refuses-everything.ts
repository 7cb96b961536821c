import type { Start } from './api';

const start: Start = async (ctx) => {
  async function reserve(buyer: string) {
    ctx.log('info', `${buyer} wants a unit`);
    return { status: 503 };
  }

  async function pay(buyer: string, payment: string) {
    ctx.log('info', `${payment} of ${buyer}`);
    return { status: 503 };
  }

  return {
    http: async (request) => {
      const { buyer, payment } = request.body as { buyer: string; payment?: string };
      return payment === undefined ? await reserve(buyer) : await pay(buyer, payment);
    },
  };
};

export default start;
