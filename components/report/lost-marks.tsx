import { TextLink } from '../ui/button/button.tsx';
import { Section } from '../ui/layout/pane.tsx';
import { percent } from './percent.ts';

interface LostMarksProps {
  questions: readonly {
    number: number;
    title: string;
    href: string;
    voided: boolean;
    lost: readonly {
      name: string;
      title: string;
      earned: number;
      weight: number;
      notes: readonly string[];
    }[];
  }[];
}

/** Which checks did not hold, question by question, and what that shows: the part of the report that rules have seen. */
export function LostMarks({ questions }: LostMarksProps) {
  const shown = questions.filter((question) => !question.voided && question.lost.length > 0);
  if (shown.length === 0) return null;
  return (
    <Section title="Where marks were lost" detail="Checks that did not hold, and what a wrong answer shows">
      <ul>
        {shown.map((question) => (
          <li
            key={question.number}
            className="grid break-inside-avoid gap-x-6 gap-y-1 border-t border-line py-2 text-dense sm:grid-cols-[13rem_minmax(0,1fr)]"
          >
            <p className="min-w-0">
              <span className="numeric mr-1.5 text-ink-3">Q{question.number}</span>
              <TextLink href={question.href} className="underline">
                {question.title}
              </TextLink>
            </p>
            <ul className="flex min-w-0 flex-col gap-1.5">
              {question.lost.map((check) => (
                <li key={check.name} className="flex items-baseline gap-3">
                  <div className="min-w-0 flex-1">
                    <p>{check.title}</p>
                    {check.notes.map((note) => (
                      <p key={note} className="max-w-prose text-ink-2">
                        {note}
                      </p>
                    ))}
                  </div>
                  <span className="numeric shrink-0 text-caption text-ink-3">
                    {percent(check.earned)} of {percent(check.weight)}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Section>
  );
}
