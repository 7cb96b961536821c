import { CodeBlock } from '../../../../components/markdown/code-block.tsx';
import { Badge } from '../../../../components/ui/data/badge.tsx';
import {
  Cell,
  HeadCell,
  Row,
  RowHead,
  Table,
  TableBody,
  TableHead,
} from '../../../../components/ui/data/table.tsx';
import { Pane } from '../../../../components/ui/layout/pane.tsx';
import type { StaffQuestionOf } from '../../../../server/bank/read-question-for-staff.ts';

/** Checks with their shares, the reference, the starter and every known-wrong answer. */
export function CodeKey({ question }: { question: StaffQuestionOf<'code' | 'world' | 'sql'> }) {
  // Invariants of a world are all shown; only the seeds they are graded on are held out.
  const checks =
    question.kind === 'world'
      ? question.invariants.map((one) => ({ ...one, visible: true }))
      : question.checks;
  const total = checks.reduce((sum, check) => sum + check.weight, 0);
  return (
    <>
      <Pane title="Checks" detail="Hidden ones are never described to candidates">
        <Table caption="Checks of this question">
          <TableHead>
            <tr>
              <HeadCell>Check</HeadCell>
              <HeadCell>Shown</HeadCell>
              <HeadCell align="right">Share</HeadCell>
            </tr>
          </TableHead>
          <TableBody>
            {checks.map((check) => (
              <Row key={check.name}>
                <RowHead className="font-normal whitespace-normal">
                  {check.title} <span className="numeric text-caption text-ink-3">{check.name}</span>
                </RowHead>
                <Cell>{check.visible ? <Badge tone="info">Visible</Badge> : <Badge>Hidden</Badge>}</Cell>
                <Cell numeric>{Math.round((check.weight / total) * 100)}%</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      </Pane>
      <Files title="Reference" detail="Passes every check" files={question.reference} open />
      <Files title="Starter" detail="What the editor opens with" files={question.starter} />
      <Pane title="Known-wrong answers" detail="Each fails the check that is named for it">
        {question.wrong.map((wrong) => (
          <details key={wrong.name} className="border-b border-line px-3.5 py-1.5 last:border-b-0">
            <summary>
              <span className="numeric">{wrong.name}</span>
              <span className="text-ink-3">
                {' '}
                fails {wrong.check}
                {wrong.alsoFailed.length > 0 ? `, also ${wrong.alsoFailed.join(', ')}` : ''}
              </span>
            </summary>
            <Blocks files={wrong.files} />
          </details>
        ))}
      </Pane>
    </>
  );
}

function Files({
  title,
  detail,
  files,
  open = false,
}: {
  title: string;
  detail: string;
  files: StaffQuestionOf<'code' | 'sql'>['reference'];
  open?: boolean;
}) {
  return (
    <Pane title={title} detail={detail}>
      <details open={open} className="px-3.5 py-1.5">
        <summary className="text-caption text-ink-2">{files.map((file) => file.path).join(', ')}</summary>
        <Blocks files={files} />
      </details>
    </Pane>
  );
}

function Blocks({ files }: { files: StaffQuestionOf<'code' | 'sql'>['reference'] }) {
  return (
    <div className="my-2 flex flex-col gap-2">
      {files.map((file) => (
        <figure key={file.path}>
          <figcaption className="numeric text-caption text-ink-3">{file.path}</figcaption>
          <CodeBlock code={file.text} language={file.path.split('.').at(-1)} />
        </figure>
      ))}
    </div>
  );
}
