import type { Metadata } from 'next';
import { Block, Facts } from '../../../../components/take/frame/block.tsx';
import { CandidatePage } from '../../../../components/take/frame/candidate-page.tsx';
import { LocalMoment } from '../../../../components/take/outline/local-moment.tsx';
import { RecordNotice } from '../../../../components/take/outline/record-notice.tsx';
import { RulesList } from '../../../../components/take/outline/rules-list.tsx';
import { SectionTable } from '../../../../components/take/outline/section-table.tsx';
import { ButtonLink } from '../../../../components/ui/button/button.tsx';
import { Banner } from '../../../../components/ui/feedback/banner.tsx';
import { type InvitationView, readInvitation } from '../../../../server/attempt/entry/read-invitation.ts';
import { findCandidate } from '../../../../server/session.ts';
import { RequestList } from '../../request-list.tsx';
import { AcceptPanel } from './accept-panel.tsx';
import { AskPanel } from './ask-panel.tsx';

// A mail scanner or a chat preview that opens the link must see, and pass on, nothing.
export const metadata: Metadata = {
  title: 'Invitation',
  referrer: 'no-referrer',
  robots: { index: false, follow: false, noarchive: true, nosnippet: true },
};

/** Opening it changes nothing and can be repeated on any device; only the press at its end uses the link up. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const view = await readInvitation(token);
  if (!('outline' in view)) {
    return <ClosedInvitation view={view} hasSession={(await findCandidate()) !== null} />;
  }
  const { outline } = view;
  return (
    <CandidatePage title={outline.positionTitle} organisation={outline.team}>
      <div>
        <h1 className="text-page">{outline.positionTitle}</h1>
        <p className="mt-1 text-ink-2">
          {view.candidateName}, you are invited to a timed assessment of {outline.minutes} minutes in{' '}
          {outline.sections.length === 1 ? 'one section' : `${outline.sections.length} sections`}. Nothing
          starts on this page. After it you can practise for as long as you like; the clock starts with a
          separate press.
        </p>
      </div>
      {view.state === 'lapsed' && (
        <Banner tone="warn" title="The last moment to start has passed.">
          Ask for more days below. Staff extend it, and this link works again.
        </Banner>
      )}
      {view.declined && (
        <Banner title="You declined this invitation.">
          You can still take part: confirming at the end of this page takes that back.
        </Banner>
      )}
      {view.openElsewhere > 0 && (
        <Banner title="This assessment is open in another browser.">
          Confirming here opens it in this one too. The other stays open; both see the same answers.
        </Banner>
      )}
      <Block title="What it is">
        {outline.description && <p className="max-w-prose whitespace-pre-line">{outline.description}</p>}
        <Facts
          items={[
            { term: 'Last moment to start', text: <LocalMoment at={outline.startBy.toISOString()} /> },
            {
              term: 'Time',
              text:
                outline.extraTimePercent > 0
                  ? `${outline.minutes} minutes. It contains the ${outline.extraTimePercent} % of extra time that was granted to you.`
                  : `${outline.minutes} minutes. A start at the very last moment still gets all of it.`,
            },
            {
              term: 'Language',
              text: 'Code is written in TypeScript, whatever your language is. You say which language you work in, and questions about runtimes are asked for that one. A reference page compares TypeScript with Go, Java, Python, Rust and Node.js. Types are never part of a score.',
            },
            ...(outline.contact ? [{ term: 'Contact', text: outline.contact }] : []),
          ]}
        />
        <SectionTable sections={outline.sections} followUpMinutes={outline.followUpMinutes} />
        <p className="text-caption text-ink-3">
          Each section has its own clock. The clock runs on the server and does not stop when you close the
          page; what you have typed is kept and goes on where it was, also on another machine.
        </p>
      </Block>
      <Block title="What you may use">
        <RulesList rules={outline.rules} />
      </Block>
      <Block title="What is recorded, and who sees it">
        <RecordNotice namesHidden={outline.namesHidden} retentionDays={outline.retentionDays} />
      </Block>
      <Block title="If something does not fit">
        <RequestList requests={view.requests} />
        <AskPanel token={token} declined={view.declined} />
      </Block>
      {view.state === 'open' && (
        <Block title="Take part">
          <AcceptPanel token={token} />
        </Block>
      )}
    </CandidatePage>
  );
}

function ClosedInvitation({
  view,
  hasSession,
}: {
  view: Exclude<InvitationView, { outline: unknown }>;
  hasSession: boolean;
}) {
  const title = view.state === 'unknown' ? 'Invitation' : view.positionTitle;
  const contact = view.state === 'unknown' ? '' : view.contact;
  const texts = {
    unknown: {
      heading: 'This link is not valid',
      text: 'Check that the whole address was copied. If it was, ask whoever invited you for a new link.',
    },
    ended: {
      heading: 'This link has ended',
      text: 'It has expired or was replaced. Ask for a new link; if you had opened the assessment before, your resume code still works.',
    },
    consumed: {
      heading: 'This link has been used',
      text: 'An invitation link opens the assessment once. In the browser in which you confirmed, the assessment is still open. On another machine, or after clearing this browser, use the resume code that you were shown.',
    },
    withdrawn: {
      heading: 'This application was withdrawn',
      text: 'There is nothing to open any more.',
    },
  }[view.state];
  return (
    <CandidatePage title={title}>
      <h1 className="text-page">{texts.heading}</h1>
      <p className="max-w-prose text-ink-2">{texts.text}</p>
      {contact && <p className="text-ink-2">Contact: {contact}</p>}
      {view.state !== 'withdrawn' && (
        <div className="flex flex-wrap gap-2">
          {hasSession && (
            <ButtonLink href="/take" variant="primary">
              Go to the assessment in this browser
            </ButtonLink>
          )}
          <ButtonLink href="/resume" variant={hasSession ? 'secondary' : 'primary'}>
            Use a resume code
          </ButtonLink>
        </div>
      )}
    </CandidatePage>
  );
}
