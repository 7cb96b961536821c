import { decode, type JWT, type JWTDecodeParams } from 'next-auth/jwt';

/** So many people's tokens at once; the one that was opened first goes first. */
const tokensKeptMax = 2_000;

const opened = new Map<string, JWT>();

/**
 * What a session's token says; rejects for one that is not ours or has ended. next-auth derives its key anew for every
 * look, half a millisecond each, and a live room looks several times a second for everybody in it. What a token says
 * never changes, so it is opened once; whether it has ended is asked each time. Whether its person may still come in is
 * not in it and is read from the database.
 */
export async function openSessionToken(params: JWTDecodeParams): Promise<JWT | null> {
  const { token } = params;
  const known = token === undefined ? undefined : opened.get(token);
  if (known && Number(known.exp) * 1_000 > Date.now()) return { ...known };
  const claims = await decode(params);
  if (token === undefined || !claims) return claims;
  const [oldest] = opened.keys();
  if (opened.size >= tokensKeptMax && oldest !== undefined) opened.delete(oldest);
  opened.set(token, claims);
  return { ...claims };
}
