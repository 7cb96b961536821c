import { createTransport } from 'nodemailer';
import { env } from './env.ts';
import { Failure } from './failure.ts';

/** Sends one mail over the configured SMTP server. Only the queue calls this: a failed mail is tried again. */
export async function sendMail(mail: {
  to: string;
  subject: string;
  text: string;
  calendar?: string;
}): Promise<void> {
  const smtp = env().smtp;
  if (!smtp) throw new Failure('unavailable', 'No mail server is configured.');
  await createTransport(smtp.url).sendMail({
    from: smtp.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    ...(mail.calendar === undefined
      ? {}
      : {
          icalEvent: {
            filename: 'session.ics',
            method: /^METHOD:CANCEL\r$/mu.test(mail.calendar) ? 'CANCEL' : 'REQUEST',
            content: mail.calendar,
          },
        }),
  });
}
