import { z } from 'zod';
import { worldSeedsMax } from '../../../../server/limits.ts';
import { files, itemNumber } from '../schemas.ts';

/** A question of the form, or the practice one. */
const target = z.union([z.strictObject({ itemNumber }), z.strictObject({ practice: z.literal(true) })]);

export const runBody = z.strictObject({ target, size: z.enum(['quick', 'full']), files });
export const seedBody = z.strictObject({
  target,
  files,
  seed: z.number().int().min(1).max(worldSeedsMax),
  /** Faults to leave out, by id, as a run named them. */
  without: z.array(z.string().max(500)).max(1_000),
});
export const worldBodyBytesMax = 1024 * 1024;
