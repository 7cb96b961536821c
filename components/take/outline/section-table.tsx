import { kindNames } from '../../../domain/kind.ts';
import { Cell, HeadCell, Row, RowHead, Table, TableBody, TableHead } from '../../ui/data/table.tsx';

export interface OutlineSectionView {
  number: number;
  title: string;
  minutes: number;
  canReturn: boolean;
  breakMinutes: number;
  questions: readonly { kind: string; count: number }[];
}

interface SectionTableProps {
  sections: readonly OutlineSectionView[];
  /** Minutes of the live talk that the result waits for; null for none. */
  followUpMinutes: number | null;
}

/** Minutes of each section, whether one can return to it, and the break after it; and what comes after all of them. */
export function SectionTable({ sections, followUpMinutes }: SectionTableProps) {
  return (
    <>
      <Sections sections={sections} />
      {followUpMinutes !== null && (
        <p className="max-w-prose">
          Afterwards there is a live talk of {followUpMinutes} minutes about one of your own solutions. The
          result counts only once it has taken place; it is arranged with you, and is not part of the time
          above.
        </p>
      )}
    </>
  );
}

function Sections({ sections }: Pick<SectionTableProps, 'sections'>) {
  return (
    <Table caption="Sections of the assessment">
      <TableHead>
        <tr>
          <HeadCell>Section</HeadCell>
          <HeadCell align="right">Minutes</HeadCell>
          <HeadCell>Questions</HeadCell>
          <HeadCell className="max-sm:hidden">After leaving it</HeadCell>
          <HeadCell className="max-sm:hidden">Then</HeadCell>
        </tr>
      </TableHead>
      <TableBody>
        {sections.map((section, index) => (
          <Row key={section.number}>
            <RowHead>
              {section.number}. {section.title}
              {/* On a phone the last two columns stand under the title. */}
              <span className="block text-caption font-normal whitespace-normal text-ink-3 sm:hidden">
                {returnText(section, index === sections.length - 1)},{' '}
                {thenText(section, index === sections.length - 1)}
              </span>
            </RowHead>
            <Cell numeric>{section.minutes}</Cell>
            <Cell>{questionsText(section.questions)}</Cell>
            <Cell className="max-sm:hidden">{returnText(section, index === sections.length - 1)}</Cell>
            <Cell className="max-sm:hidden">{thenText(section, index === sections.length - 1)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function questionsText(questions: OutlineSectionView['questions']): string {
  return questions.map(({ kind, count }) => `${count} ${kindName(kind).toLowerCase()}`).join(', ');
}

function kindName(kind: string): string {
  return Object.entries(kindNames).find(([key]) => key === kind)?.[1] ?? kind;
}

function returnText(section: OutlineSectionView, last: boolean): string {
  if (last) return 'you submit';
  return section.canReturn ? 'open until its own time is up' : 'closed';
}

function thenText(section: OutlineSectionView, last: boolean): string {
  if (last) return 'end';
  return section.breakMinutes > 0 ? `break of up to ${section.breakMinutes} min` : 'next section at once';
}
