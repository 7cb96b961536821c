import type { Start } from './api';

const start: Start = async (ctx) => {
  async function bookTrips() {
    const trips = await ctx.sql.auto.find('trips', {});
    ctx.log('info', `${trips.length} trips are known`);
  }

  return {
    http: async (request) => {
      const { trip } = request.body as { trip: string };
      return { status: 503 };
    },
    background: [bookTrips],
  };
};

export default start;
