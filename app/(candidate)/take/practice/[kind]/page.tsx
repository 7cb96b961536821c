import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { Markdown } from '../../../../../components/markdown/markdown.tsx';
import { PracticeDesk } from '../../../../../components/take/practice/practice-desk.tsx';
import { practiceOrder } from '../../../../../server/attempt/preparation/practice-kinds.ts';
import { readPractice } from '../../../../../server/attempt/preparation/read-practice.ts';
import { requireCandidatePage } from '../../../require-candidate-page.ts';

export const metadata: Metadata = { title: 'Practice' };

export default async function PracticePage({ params }: { params: Promise<{ kind: string }> }) {
  const kind = z.enum(practiceOrder).safeParse((await params).kind);
  if (!kind.success) notFound();
  const practice = await readPractice(await requireCandidatePage(), kind.data);
  return (
    <PracticeDesk
      key={practice.documentId}
      {...practice}
      promptText={<Markdown text={practice.question.prompt} headingOffset={1} />}
    />
  );
}
