/**
 * For tests and benches: another web process of the same room. It holds the event stream of one candidate's browser in
 * its own process, with its own LISTEN connection, and prints one JSON line for each event.
 * Arguments: database URL, attempt id, candidate session id.
 */
import { createDatabase, type DatabaseHandle } from '../../db/client.ts';
import { openEventStream } from '../edit-log/events/open-event-stream.ts';

const [databaseUrl = '', attemptId = '', sessionId = ''] = process.argv.slice(2);
const holder = globalThis as typeof globalThis & { plumblineDatabase?: DatabaseHandle };
holder.plumblineDatabase = createDatabase(databaseUrl);

const stream = await openEventStream(
  { kind: 'candidate', attemptId, sessionId },
  { attemptId, tabId: '', cursor: new Map(), signal: new AbortController().signal },
);
const decoder = new TextDecoder();
for await (const bytes of stream) {
  for (const line of decoder.decode(bytes).split('\n\n')) {
    const [, name, data] = /event: (\w+)\ndata: (.*)$/su.exec(line) ?? [];
    if (name && data) process.stdout.write(`${JSON.stringify({ name, data: JSON.parse(data) })}\n`);
  }
}
