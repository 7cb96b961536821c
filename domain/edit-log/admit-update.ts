import * as Y from 'yjs';
import { integrationSteps } from './integration-cost.ts';
import {
  clockMax,
  deleteRangesPerUpdateMax,
  documentClientsMax,
  integrationStepsMax,
  keyCharactersMax,
  structsPerUpdateMax,
  valueCharactersMax,
} from './limits.ts';

/** What the documents of a purpose may be made of. */
export interface DocumentShape {
  roots: readonly string[];
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

export type DecodedUpdate = Decoded & { bytes: Uint8Array };

/**
 * Reads an update without touching any document; null when it is not one. Called before anything is locked, so that
 * garbage costs no more than its reading.
 */
export function readUpdate(bytes: Uint8Array): DecodedUpdate | null {
  try {
    return { ...Y.decodeUpdate(bytes), bytes };
  } catch {
    // Whatever lib0 throws on bytes that are no update (end of input, unknown content, a number too large, nesting too deep).
    return null;
  }
}

export type Admission =
  /** All of it would be integrated at once. `insertingClients` are the ids under which something new is inserted. */
  | { kind: 'fits'; insertingClients: number[] }
  /** It builds on structs that the document does not have: the sender has to send the difference instead. */
  | { kind: 'lacks-structs' }
  | { kind: 'refused'; why: string };

/** Decides what an update would do to `doc`, without applying it. */
export function admitUpdate(doc: Y.Doc, update: DecodedUpdate, shape: DocumentShape): Admission {
  if (update.structs.length > structsPerUpdateMax) return refused('more structs than one update may hold');
  let ranges = 0;
  for (const list of update.ds.clients.values()) ranges += list.length;
  if (ranges > deleteRangesPerUpdateMax) return refused('more deletions than one update may hold');
  for (const struct of update.structs) {
    const why = structProblem(struct, shape);
    if (why) return refused(why);
  }
  const clocks = new ClocksAfter(doc);
  const inserting = insertingClients(doc, update.structs);
  if (!clocks.integrate(update.structs)) return { kind: 'lacks-structs' };
  for (const [client, ranges] of update.ds.clients) {
    for (const range of ranges) {
      if (range.clock + range.len > clocks.of(client)) return { kind: 'lacks-structs' };
    }
  }
  if (doc.store.clients.size + inserting.length > documentClientsMax) return refused('too many client ids');
  if (integrationSteps(doc, update.structs, integrationStepsMax) > integrationStepsMax) {
    return refused('an update that takes too long to merge');
  }
  return { kind: 'fits', insertingClients: inserting };
}

const refused = (why: string): Admission => ({ kind: 'refused', why });

function structProblem(struct: Struct, shape: DocumentShape): string | null {
  const { client, clock } = struct.id;
  if (!Number.isSafeInteger(client) || client < 0 || client > 0xffff_ffff) return 'a client id out of range';
  if (!(struct.length > 0) || clock + struct.length > clockMax) return 'a clock out of range';
  if (!(struct instanceof Y.Item)) return null;
  const parent: unknown = struct.parent;
  if (typeof parent === 'string' && !shape.roots.includes(parent)) return `the root ${parent.slice(0, 40)}`;
  if (struct.parentSub !== null && struct.parentSub.length > keyCharactersMax) return 'a key too long';
  return contentProblem(struct.content);
}

/** An answer is text, maps of text and single plain values. Everything else that Yjs can carry is refused. */
function contentProblem(content: Y.Item['content']): string | null {
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return null;
  if (content instanceof Y.ContentType) {
    const type: unknown = content.type;
    return type instanceof Y.Text || type instanceof Y.Map || type instanceof Y.Array ? null : 'a type';
  }
  if (content instanceof Y.ContentAny) {
    return content.getContent().every(isPlainValue) ? null : 'a value that is not plain and short';
  }
  return 'content that answers do not have';
}

function isPlainValue(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= valueCharactersMax;
  return (
    value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  );
}

function insertingClients(doc: Y.Doc, structs: readonly Struct[]): number[] {
  const clients = new Set<number>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    if (struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client))
      clients.add(struct.id.client);
  }
  return [...clients];
}

/**
 * Plays the integration on clocks alone. Yjs puts what cannot be integrated aside and waits for the rest; a stored
 * update that waits would be acknowledged and invisible, so the question is whether nothing would have to wait.
 */
class ClocksAfter {
  readonly #doc: Y.Doc;
  readonly #clocks = new Map<number, number>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  of(client: number): number {
    return this.#clocks.get(client) ?? Y.getState(this.#doc.store, client);
  }

  /** True when every struct finds what it builds on, in some order of the clients. */
  integrate(structs: readonly Struct[]): boolean {
    const waiting = new Map<number, Struct[]>();
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      const queue = waiting.get(struct.id.client);
      if (queue) queue.push(struct);
      else waiting.set(struct.id.client, [struct]);
    }
    const positions = new Map<number, number>();
    for (let progress = true; progress && waiting.size > 0; ) {
      progress = false;
      for (const [client, queue] of waiting) {
        let at = positions.get(client) ?? 0;
        for (let next = queue[at]; next && this.#ready(next); next = queue[at]) {
          this.#clocks.set(client, Math.max(this.of(client), next.id.clock + next.length));
          at += 1;
          progress = true;
        }
        positions.set(client, at);
        if (at === queue.length) waiting.delete(client);
      }
    }
    return waiting.size === 0;
  }

  #ready(struct: Struct): boolean {
    if (struct.id.clock > this.of(struct.id.client)) return false;
    if (!(struct instanceof Y.Item)) return true;
    const parent: unknown = struct.parent;
    const needs = [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null];
    return needs.every((id) => id === null || id.clock < this.of(id.client));
  }
}
