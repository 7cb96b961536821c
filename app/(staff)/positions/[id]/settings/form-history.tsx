import { Badge } from '../../../../../components/ui/data/badge.tsx';
import { formMinutes } from '../../../../../domain/form.ts';
import type { PositionSettings } from '../../../../../server/position/read-position-settings.ts';
import { Moment } from '../../../moment.tsx';
import { kindCounts } from '../../_fields/form-sections.tsx';

/** Every form of the position with exactly what is in it: slugs and content hashes, who made it and when. */
export function FormHistory({
  forms,
  currentForm,
}: {
  forms: PositionSettings['forms'];
  currentForm: number | null;
}) {
  if (forms.length === 0) return <p className="text-ink-2">No form yet. Make one to invite candidates.</p>;
  return (
    <ol className="border border-line">
      {forms.map((form) => (
        <li key={form.id} className="border-b border-line last:border-b-0">
          <details>
            <summary className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3.5 py-1.5 hover:bg-hover">
              <span className="font-medium">Form {form.number}</span>
              {form.number === currentForm && <Badge tone="info">Current</Badge>}
              <span className="text-ink-2">
                {form.blueprintTitle}, {formMinutes(form.sections)} min, {kindCounts(form.sections)}
              </span>
              <span className="ml-auto text-caption text-ink-3">
                {form.candidates === 1 ? '1 candidate' : `${form.candidates} candidates`}
                {' · '}
                {form.createdBy ?? 'System'}, <Moment at={form.createdAt} />
              </span>
            </summary>
            <ul className="border-t border-line bg-sunken px-3.5 py-2">
              {form.sections
                .flatMap((section) => section.items)
                .map((item) => (
                  <li key={item.number} className="numeric flex flex-wrap gap-x-3 text-caption">
                    <span className="w-8 text-ink-3">Q{item.number}</span>
                    <span>{item.slug}</span>
                    <span className="text-ink-3" title={item.hash}>
                      {item.hash.slice(0, 12)}
                    </span>
                  </li>
                ))}
            </ul>
          </details>
        </li>
      ))}
    </ol>
  );
}
