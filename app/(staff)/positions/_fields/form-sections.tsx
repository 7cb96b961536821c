import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../components/ui/data/table.tsx';
import { aidNames, aidRuleNames, type FormSection, type Rules } from '../../../../domain/form.ts';
import { type Kind, kindNames } from '../../../../domain/kind.ts';

/** A form's sections with their questions. For staff: titles of questions are never shown before the start. */
export function FormSections({ sections, caption }: { sections: readonly FormSection[]; caption: string }) {
  return (
    <Table caption={caption} boxClassName="border border-line">
      <TableHead>
        <tr>
          <HeadCell>Question</HeadCell>
          <HeadCell>Kind</HeadCell>
          <HeadCell align="right">Minutes</HeadCell>
        </tr>
      </TableHead>
      {sections.map((section) => (
        <TableBody key={section.number}>
          <tr>
            <th
              colSpan={2}
              scope="rowgroup"
              className="h-7 border-b border-line bg-sunken px-3.5 text-left font-semibold"
            >
              {section.number}. {section.title}
              <span className="font-normal text-ink-3">
                {section.canReturn ? '' : ' · no way back after leaving'}
                {section.breakMinutes > 0 ? ` · break of ${section.breakMinutes} min after it` : ''}
              </span>
            </th>
            <td className="numeric border-b border-line bg-sunken px-3.5 text-right font-semibold">
              {section.minutes}
            </td>
          </tr>
          {section.items.map((item) => (
            <Row key={item.number}>
              <RowHead className="max-w-0 truncate font-normal">
                <span className="numeric mr-2 text-ink-3">Q{item.number}</span>
                {item.title}
              </RowHead>
              <Cell className="w-24 text-ink-2">{kindName(item.kind)}</Cell>
              <Cell numeric className="w-20 text-ink-2">
                {item.minutes}
              </Cell>
            </Row>
          ))}
        </TableBody>
      ))}
    </Table>
  );
}

export function kindName(kind: string): string {
  return kind in kindNames ? kindNames[kind as Kind] : kind;
}

/** "3 choice, 1 code, 1 discussion". */
export function kindCounts(sections: readonly FormSection[]): string {
  const counts = new Map<string, number>();
  for (const item of sections.flatMap((section) => section.items)) {
    counts.set(item.kind, (counts.get(item.kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${count} ${kindName(kind).toLowerCase()}`).join(', ');
}

export function RulesLine({ rules }: { rules: Rules }) {
  return (
    <>
      {(['ai', 'web', 'editor'] as const)
        .map((aid) => `${aidNames[aid]}: ${aidRuleNames[rules[aid]]}`)
        .join(' · ')}
      {' · Another person’s help: forbidden'}
    </>
  );
}
