/** What loads on the edit log are made of: batches over real HTTP connections, and the look for each of them afterwards. */
import http from 'node:http';
import type { DatabaseHandle } from '../db/client.ts';

export interface Acknowledged {
  batchId: string;
  seq: number;
}

/** Resolves with the whole answer, which comes after the commit. */
export function postBatch(
  url: URL,
  options: { agent: http.Agent; cookie: string; origin: string; body: Uint8Array },
): Promise<{ status: number; body: string }> {
  const { agent, cookie, origin, body } = options;
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          cookie,
          origin: new URL(origin).origin,
          'content-type': 'application/octet-stream',
          'content-length': body.byteLength,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

export function readSeq(body: string): number | null {
  const answer: unknown = JSON.parse(body);
  const seq = typeof answer === 'object' && answer !== null && 'seq' in answer ? answer.seq : null;
  return typeof seq === 'number' ? seq : null;
}

/** Acknowledged batches that are not in the log under the number that was acknowledged. */
export async function countLost(
  handle: DatabaseHandle,
  writers: readonly { documentId: string; acknowledged: readonly Acknowledged[] }[],
): Promise<number> {
  let lost = 0;
  for (const writer of writers) {
    const rows = await handle.sql<{ batch_id: string; seq: number }[]>`
      select batch_id, seq::int as seq from document_update where document_id = ${writer.documentId}`;
    const seqs = new Map(rows.map((row) => [row.batch_id, row.seq]));
    lost += writer.acknowledged.filter((batch) => seqs.get(batch.batchId) !== batch.seq).length;
  }
  return lost;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
