import type { Inbound, Start } from './api';

const start: Start = async (ctx) => {
  async function http(request: Inbound) {
    return { status: 503 };
  }

  async function publishNews() {
    // Runs once in every process; loop here with ctx.clock.sleep if you need to.
  }

  return { http, background: [publishNews] };
};

export default start;
