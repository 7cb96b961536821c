import { Facts } from '../frame/block.tsx';

/** What is recorded and why, who sees it, how long it is kept: the text to which the candidate agrees. */
export function RecordNotice({
  namesHidden,
  retentionDays,
}: {
  namesHidden: boolean;
  retentionDays: number;
}) {
  return (
    <>
      <Facts
        items={[
          {
            term: 'Your answers',
            text: 'Every edit with its time, so that nothing typed is lost and an answer can be read as it stood at any moment.',
          },
          {
            term: 'Your runs',
            text: 'The code of each run and what came back, so that you can go back to it.',
          },
          {
            term: 'Facts about the session',
            text: 'The size and source of pastes (not their text), when this page loses the focus, gaps in the connection, and each browser in which the assessment is opened. They are facts without a verdict: nothing is declined because of them, you see exactly these facts before you submit, and you can add a note to each.',
          },
          {
            term: 'Not recorded',
            text: 'Camera, microphone, screen, other tabs, and anything you do in practice.',
          },
        ]}
      />
      <Facts
        items={[
          {
            term: 'Who sees it',
            text: `The people who hire for this position, and the colleagues who score your answers${
              namesHidden ? ', to whom your name is not shown' : ''
            }. If you come to a live session later, one of your answers can be opened there as a copy, with what its run showed you. What you say about pay, notice period and experience is never shown to those who score.`,
          },
          { term: 'Kept', text: `For ${retentionDays} days, then deleted. You can withdraw at any time.` },
        ]}
      />
    </>
  );
}
