import type { Runtime } from '../../domain/form.ts';
import { Failure } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import { type Invited, inviteCandidate } from './invite-candidate.ts';
import type { InviteLine, LineProblem } from './invite-lines.ts';

export interface InvitedMany {
  invited: (Invited & { line: number })[];
  problems: LineProblem[];
}

/**
 * Invites line by line, each in its own transaction: one person who cannot be invited holds nobody up, and what is
 * reported as invited is committed. A failure of ours stops the rest, because the next line would meet it too.
 */
export async function inviteMany(
  principal: StaffPrincipal,
  input: {
    positionId: string;
    lines: readonly InviteLine[];
    startBy: Date;
    timeZone: string;
    timeFactor: number;
    runtime: Runtime | null;
    sendMail: boolean;
  },
): Promise<InvitedMany> {
  const { lines, ...common } = input;
  const invited: InvitedMany['invited'] = [];
  const problems: LineProblem[] = [];
  for (const { line, name, email } of lines) {
    try {
      invited.push({ line, ...(await inviteCandidate(principal, { ...common, name, email })) });
    } catch (error) {
      // What would refuse every line alike is the caller's to say once.
      const ofThisLine = error instanceof Failure && error.code === 'conflict';
      if (!ofThisLine && invited.length === 0) throw error;
      problems.push({
        line,
        message:
          error instanceof Failure
            ? error.safe.replace(/^email: /u, '')
            : 'Something on our side failed at this line. Nobody from here on was invited. Try these lines again.',
      });
      if (!(error instanceof Failure)) break;
    }
  }
  return { invited, problems };
}
