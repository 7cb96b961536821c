import type { Executor } from '../../db/executor.ts';
import { findFormSections } from '../../db/queries/documents.ts';
import type { FormSection } from '../../domain/form.ts';

const formsMax = 200;
const known = new Map<string, FormSection[]>();

/** Sections of a form. A form's row never changes (a change makes a new one), so what was read once holds. */
export async function findSections(tx: Executor, formId: string): Promise<FormSection[]> {
  const cached = known.get(formId);
  if (cached) return cached;
  const sections = await findFormSections(tx, formId);
  if (!sections) throw new Error(`form ${formId} is gone`);
  if (known.size >= formsMax) known.delete(known.keys().next().value ?? '');
  known.set(formId, sections);
  return sections;
}
