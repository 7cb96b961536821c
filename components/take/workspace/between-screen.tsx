'use client';

import { useEffect, useRef, useState, useTransition } from 'react';
import { Countdown } from '../../clock/countdown.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Banner } from '../../ui/feedback/banner.tsx';
import type { ClockAnswer } from '../clock/clock-answer.ts';
import { durationWords } from '../clock/duration-words.ts';
import type { WorkspaceActions, WorkspaceSection } from './workspace-types.ts';

interface BetweenScreenProps {
  clock: ClockAnswer;
  snapshotId: number;
  sections: readonly WorkspaceSection[];
  enterSection: WorkspaceActions['enterSection'];
  onEntered: () => void;
  onSubmit: () => void;
}

/** Between sections: the break, or time that was given after a section had ended. Nothing is lost by waiting here. */
export function BetweenScreen(props: BetweenScreenProps) {
  const { clock, snapshotId, sections, enterSection, onEntered, onSubmit } = props;
  const [message, setMessage] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const { progress } = clock;
  // What was under the cursor is gone: who reads by ear or by keyboard goes on from here.
  const heading = useRef<HTMLHeadingElement>(null);
  const state = progress?.state;
  useEffect(() => {
    if (state) heading.current?.focus();
  }, [state]);
  const enter = (sectionNumber: number) =>
    startTransition(async () => {
      try {
        const answer = await enterSection({ sectionNumber });
        setMessage(answer.ok ? null : answer.message);
      } catch {
        setMessage('The server was not reached. Check the connection and press again.');
      }
      onEntered();
    });
  const frame = 'mx-auto flex w-full max-w-[40rem] flex-col gap-4 px-4 pt-[12dvh] pb-12';
  if (progress?.state === 'break') {
    const next = sections.find((one) => one.number === progress.nextSection);
    return (
      <div className={frame}>
        <h1 ref={heading} tabIndex={-1} className="text-page outline-none">
          Break before section {progress.nextSection}
          {next && `, ${next.title}`}
        </h1>
        <p className="text-ink-2">
          No clock of a section runs now. Section {progress.nextSection} begins with your press, or by itself
          when the break is over.
        </p>
        <Countdown
          remainingMs={progress.remainingMs}
          snapshotId={snapshotId}
          label="left in the break"
          inBar={false}
          onZero={onEntered}
          onStale={onEntered}
        />
        {message && <Banner live tone="fail" title={message} />}
        <div>
          <Button
            variant="primary"
            size="large"
            pending={pending}
            onClick={() => enter(progress.nextSection)}
          >
            Begin section {progress.nextSection}
          </Button>
        </div>
      </div>
    );
  }
  if (progress?.state === 'reopened') {
    const section = sections.find((one) => one.number === progress.sectionNumber);
    return (
      <div className={frame}>
        <h1 ref={heading} tabIndex={-1} className="text-page outline-none">
          Time was given to section {progress.sectionNumber}
        </h1>
        <p className="text-ink-2">
          {durationWords(progress.grantedMs)} for {section ? `"${section.title}"` : 'this section'}. They
          begin with your press; what you had written is there. The offer stays for{' '}
          {waitWords(progress.waitRemainingMs)}, then the assessment ends as it was.
        </p>
        {message && <Banner live tone="fail" title={message} />}
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            size="large"
            pending={pending}
            onClick={() => enter(progress.sectionNumber)}
          >
            Go on with section {progress.sectionNumber}
          </Button>
          <Button size="large" onClick={onSubmit}>
            Submit without it
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={frame}>
      <h1 ref={heading} tabIndex={-1} className="text-page outline-none">
        The section has ended
      </h1>
      <p className="text-ink-2">What was saved counts. The page asks the server what comes next.</p>
      <div>
        <Button onClick={onEntered}>Ask again</Button>
      </div>
    </div>
  );
}

function waitWords(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  return hours >= 48 ? `${Math.floor(hours / 24)} days` : `${Math.max(1, hours)} hours`;
}
