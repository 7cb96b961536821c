import { createRemoteSandbox } from '../sandbox/client.ts';
import type { Sandbox, WorldSandbox } from '../sandbox/contract.ts';
import { env } from './env.ts';

const holder = globalThis as typeof globalThis & { plumblineSandbox?: Sandbox & WorldSandbox };

/** The client of the sandbox service; the start command runs one beside the application when none is configured. */
export function sandbox(): Sandbox & WorldSandbox {
  holder.plumblineSandbox ??= createRemoteSandbox({ urls: env().sandbox.urls, secret: env().sandbox.secret });
  return holder.plumblineSandbox;
}
