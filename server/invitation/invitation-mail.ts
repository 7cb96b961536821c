import { type FormSection, formMinutes } from '../../domain/form.ts';
import { describeMoment } from './last-moment.ts';

export interface Mail {
  subject: string;
  text: string;
}

interface MailFacts {
  candidateName: string;
  positionTitle: string;
  team: string;
  sections: readonly FormSection[];
  startBy: Date;
  timeZone: string;
  url: string;
  contact: string;
}

/** The invitation as plain text. It never names the person's extra time: mail is forwarded. */
export function invitationMail(facts: MailFacts): Mail {
  return {
    subject: `Assessment for ${oneLine(facts.positionTitle)}`,
    text: paragraphs(
      `Hello ${oneLine(facts.candidateName)},`,
      `you are invited to an assessment for ${position(facts)}. It has ${sectionCount(facts.sections)} and takes about ${formMinutes(facts.sections)} minutes once you start. Code is written in TypeScript.`,
      `Start at the latest on ${describeMoment(facts.startBy, facts.timeZone)}. Once started you have the full time, also when you start in the last minute.`,
      `Read what is asked and recorded, and try the practice questions, before the clock starts:\n${facts.url}`,
      'Opening the link changes nothing. It is yours alone: do not forward it.',
      `If you need more days, extra time or another format, ask on that page before you start. For everything else write to ${oneLine(facts.contact)}.`,
    ),
  };
}

export function reminderMail(facts: MailFacts): Mail {
  return {
    subject: `Reminder: assessment for ${oneLine(facts.positionTitle)}`,
    text: paragraphs(
      `Hello ${oneLine(facts.candidateName)},`,
      `your assessment for ${position(facts)} has not been started yet. The last moment to start is ${describeMoment(facts.startBy, facts.timeZone)}.`,
      `This is a new link to the same assessment; an earlier one works too:\n${facts.url}`,
      `If you need more days, or do not want to take part, say so on that page. For everything else write to ${oneLine(facts.contact)}.`,
    ),
  };
}

export function newLinkMail(facts: MailFacts): Mail {
  return {
    subject: `A new link to your assessment for ${oneLine(facts.positionTitle)}`,
    text: paragraphs(
      `Hello ${oneLine(facts.candidateName)},`,
      `this is a new link to your assessment for ${position(facts)}:\n${facts.url}`,
      `Browsers in which you have it open stay open. For everything else write to ${oneLine(facts.contact)}.`,
    ),
  };
}

export function startExtendedMail(facts: Omit<MailFacts, 'url' | 'sections'>): Mail {
  return {
    subject: `More days for your assessment for ${oneLine(facts.positionTitle)}`,
    text: paragraphs(
      `Hello ${oneLine(facts.candidateName)},`,
      `you can now start your assessment for ${position(facts)} until ${describeMoment(facts.startBy, facts.timeZone)}. The link that you have stays valid.`,
      `For everything else write to ${oneLine(facts.contact)}.`,
    ),
  };
}

function position(facts: { positionTitle: string; team: string }): string {
  return facts.team === ''
    ? oneLine(facts.positionTitle)
    : `${oneLine(facts.positionTitle)} (${oneLine(facts.team)})`;
}

function sectionCount(sections: readonly FormSection[]): string {
  return sections.length === 1 ? 'one section' : `${sections.length} sections`;
}

/** Names and titles are typed by people; a line break in one must not become a header or a paragraph of ours. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function paragraphs(...parts: string[]): string {
  return `${parts.join('\n\n')}\n`;
}
