import { z } from 'zod';

/** An object that refuses unknown keys and says which keys it knows: a mistyped key is the commonest mistake in a file. */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown key; expected one of ${Object.keys(shape).join(', ')}`
        : undefined,
  });
}

/** Text that says something. */
export const text = z.string().trim().min(1, 'expected text, got nothing');

/** Lower-case words joined by `-`; also used in file names and URLs. */
export const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected a slug such as co-token-bucket');

/** The id of a part, row, column or option. */
export const shortId = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected a short id of lower-case letters, digits and -');

/** Reports every value of `values` that was seen before, at its own place. */
export function refuseRepeats(
  context: z.core.ParsePayload<unknown>,
  values: readonly string[],
  pathOf: (index: number) => PropertyKey[],
): void {
  const seen = new Set<string>();
  values.forEach((value, index) => {
    if (seen.has(value)) {
      context.issues.push({
        code: 'custom',
        input: value,
        path: pathOf(index),
        message: `"${value}" is used twice; expected unique ids`,
      });
    }
    seen.add(value);
  });
}
