import { sql } from 'drizzle-orm';
import { customType, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Raw bytes; postgres.js gives and takes Buffers. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

export const primaryId = () => uuid('id').primaryKey().default(sql`gen_random_uuid()`);

/** An instant of the database's clock. The application never compares it with its own clock. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

export const createdAt = () => instant('created_at').notNull().default(sql`now()`);
