import { z } from 'zod';
import { shortId, strict } from './strict.ts';

/** `wrong.yaml`: checks that a wrong answer is known to fail besides the one it is named for. */
export const wrongYamlSchema = strict({
  alsoFailed: z.record(z.string(), z.array(shortId)),
});
