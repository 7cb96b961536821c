import type { FormSection, Rules } from '../../domain/form.ts';
import { assemble } from '../../question-bank/assembler/assemble.ts';
import { authorize } from '../authorize.ts';
import { openBank } from '../bank/open-bank.ts';
import type { StaffPrincipal } from '../session.ts';

export type BlueprintPreview = {
  slug: string;
  title: string;
  purpose: string;
  mode: 'timed' | 'live';
  minutes: number;
  rules: Rules;
  bar: number;
} & ({ ready: true; sections: FormSection[] } | { ready: false; reason: string });

/** Every blueprint with the form that this seed draws from it, or why none can be drawn. */
export async function previewBlueprints(
  principal: StaffPrincipal,
  seed: string,
): Promise<BlueprintPreview[]> {
  authorize(principal, 'position.create');
  const { bank } = await openBank();
  return bank.blueprints
    .map((blueprint): BlueprintPreview => {
      const { slug, title, purpose, mode, minutes, rules, bar } = blueprint;
      const about = { slug, title, purpose, mode, minutes, rules, bar };
      const assembly = assemble({
        blueprint,
        pool: bank.questions,
        families: bank.families,
        seed,
        seen: [],
        runtime: null,
      });
      return assembly.kind === 'assembled'
        ? { ...about, ready: true, sections: assembly.sections }
        : { ...about, ready: false, reason: assembly.reason };
    })
    .toSorted((a, b) => Number(b.ready) - Number(a.ready));
}
