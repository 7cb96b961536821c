import type { z } from 'zod';
import { type ActionResult, runAction } from './form-action.ts';
import { readFields } from './read-fields.ts';

/** What a form with several fields gets back: every field's message at once, beside its field. */
export type FormReply<T = null> =
  | { ok: true; value: T }
  | { ok: false; message: string; errors: Record<string, string>; requestId: string | null };

/** Reads a form by a strict schema and runs the work. Nothing typed is lost: the form keeps its inputs. */
export async function runForm<S extends z.ZodType, T>(
  data: FormData,
  schema: S,
  work: (values: z.output<S>, requestId: string) => Promise<T>,
): Promise<FormReply<T>> {
  const parsed = schema.safeParse(readFields(data));
  if (!parsed.success) {
    const errors: Record<string, string> = {};
    for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
    const count = Object.keys(errors).length;
    // About the form as a whole, for example a field that it must not have: there is nothing to stand beside.
    const whole = errors[''];
    if (whole) return { ok: false, message: whole, errors: {}, requestId: null };
    return {
      ok: false,
      message: count === 1 ? 'One field needs a change.' : `${count} fields need a change.`,
      errors,
      requestId: null,
    };
  }
  return toFormReply(await runAction((requestId) => work(parsed.data, requestId)));
}

export function toFormReply<T>(result: ActionResult<T>): FormReply<T> {
  if (result.ok) return result;
  // A failure that names its field stands beside it, without the name in front.
  const said = result.message.replace(/^[A-Za-z.]+: /u, '');
  const message = said.charAt(0).toUpperCase() + said.slice(1);
  const field = /^([A-Za-z.]+): /u.exec(result.message)?.[1];
  return {
    ok: false,
    message,
    errors: field ? { [field]: message } : {},
    requestId: result.requestId,
  };
}
