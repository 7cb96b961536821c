/** A replica as a real process: the same program, its calls sent to the parent, which answers in real time. */
import start, { type ConsumerContext } from './world-consumer.ts';

let calls = 0;
const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
process.on('message', (message: { id: number; value: never; failed: boolean }) => {
  const call = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.failed) call?.reject(new Error('timeout'));
  else call?.resolve(message.value);
});

function call<T>(op: string, ...args: unknown[]): Promise<T> {
  calls += 1;
  const id = calls;
  return new Promise<T>((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    process.send?.({ id, op, args });
  });
}

const context: ConsumerContext = {
  replica: `process ${process.pid}`,
  queue: () => ({
    receive: ({ wait }) => call('receive', wait),
    ack: (receipt) => call('ack', receipt),
  }),
  kv: { get: (key) => call('get', key), set: (key, value) => call('set', key, value) },
  http: { call: (_dependency, request) => call('charge', request.headers['idempotency-key']) },
};
for (const task of start(context).background) void task();
