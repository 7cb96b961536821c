import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

/**
 * How many items merging these structs would have to walk past, at most; stops counting beyond `stepsMax`.
 *
 * Yjs places an item between the two neighbours that it names. While they still are neighbours this costs nothing;
 * when others came between them, it walks over all of those, for every new item. A crafted update of a few thousand
 * items, each naming the two ends of a long text, would hold the process for half a minute. So the walk is measured
 * before anything is merged, without merging: exactly for items that find their neighbours side by side, and from
 * above for all others.
 */
export function integrationSteps(doc: Y.Doc, structs: readonly Struct[], stepsMax: number): number {
  const lists = new Neighbours(doc);
  let steps = 0;
  let displaced = 0;
  for (const struct of structs) {
    if (steps > stepsMax) break;
    const fresh = struct.id.clock + struct.length > Y.getState(doc.store, struct.id.client);
    if (struct instanceof Y.Item && fresh && !lists.placeBetween(struct)) {
      // What this update itself has put into the same gap may lie in between as well.
      steps += lists.walk(struct, stepsMax - steps) + displaced;
      displaced += 1;
    }
    lists.seen(struct);
  }
  return steps;
}

/** An item's first id as text; null is the end of a list; `lost` when only merging would tell. */
type Neighbour = string | null | 'lost';
/** A list: a type of the document, or the name of one that the update brings. */
type List = SharedType | string;
type SharedType = NonNullable<ReturnType<Y.Doc['share']['get']>>;

class Neighbours {
  readonly #doc: Y.Doc;
  /** What follows an id, as far as it differs from the document. */
  readonly #after = new Map<string, Neighbour>();
  readonly #firsts = new Map<List, Map<string, Neighbour>>();
  readonly #listOf = new Map<string, { list: List; key: string }>();
  readonly #clocks = new Map<number, number>();
  readonly #walks = new Map<string, number>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  seen(struct: Struct): void {
    const end = struct.id.clock + struct.length;
    this.#clocks.set(struct.id.client, Math.max(end, this.#clocks.get(struct.id.client) ?? 0));
  }

  /** True when the item's neighbours stand side by side: it is put between them. False: it is lost among others. */
  placeBetween(item: Y.Item): boolean {
    const right = item.rightOrigin ? keyOf(item.rightOrigin) : null;
    const own = keyOf(item.id);
    const last = keyOf({ client: item.id.client, clock: item.id.clock + item.length - 1 });
    const place = this.#placeOf(item);
    if (place) this.#listOf.set(own, place);
    const clean = (item.origin ? this.#next(item.origin) : place && this.#first(place)) === right;
    const { origin } = item;
    if (origin) this.#after.set(keyOf(origin), clean ? own : 'lost');
    else if (place) this.#firsts.get(place.list)?.set(place.key, clean ? own : 'lost');
    this.#after.set(last, clean ? right : 'lost');
    return clean;
  }

  /** Items of the document between what the item names as its neighbours. */
  walk(item: Y.Item, stepsMax: number): number {
    const { origin, rightOrigin } = item;
    const inherited = origin && this.#walks.get(keyOf(origin));
    const steps = inherited ?? this.#walkDocument(origin, rightOrigin, this.#placeOf(item), stepsMax);
    this.#walks.set(keyOf({ client: item.id.client, clock: item.id.clock + item.length - 1 }), steps);
    return steps;
  }

  #walkDocument(
    origin: Y.ID | null,
    rightOrigin: Y.ID | null,
    place: { list: List; key: string } | null,
    stepsMax: number,
  ): number {
    let at: Y.Item | null;
    if (origin && this.#isKnown(origin)) {
      const left = Y.getItem(this.#doc.store, origin);
      at = left instanceof Y.Item ? left.right : null;
    } else if (origin || !place || typeof place.list === 'string') {
      // Among items that the update itself brings, in an order that only merging would tell: as many as there are.
      return origin ? this.#size() : 0;
    } else {
      at = firstItem(place.list, place.key);
    }
    let steps = 0;
    while (at !== null && steps <= stepsMax && !(rightOrigin && contains(at, rightOrigin))) {
      steps += 1;
      at = at.right;
    }
    return steps;
  }

  #next(id: Y.ID): Neighbour {
    const known = this.#after.get(keyOf(id));
    if (known !== undefined) return known;
    const following = keyOf({ client: id.client, clock: id.clock + 1 });
    if (!this.#isKnown(id)) return id.clock < (this.#clocks.get(id.client) ?? 0) ? following : 'lost';
    const item = Y.getItem(this.#doc.store, id);
    if (!(item instanceof Y.Item)) return 'lost';
    if (id.clock < item.id.clock + item.length - 1) return following;
    return item.right ? keyOf(item.right.id) : null;
  }

  #first({ list, key }: { list: List; key: string }): Neighbour {
    const firsts = this.#firsts.get(list) ?? new Map<string, Neighbour>();
    this.#firsts.set(list, firsts);
    const known = firsts.get(key);
    if (known !== undefined) return known;
    const item = typeof list === 'string' ? null : firstItem(list, key);
    const first = item ? keyOf(item.id) : null;
    firsts.set(key, first);
    return first;
  }

  /** In which list the item is, and under which key of a map ('' in a sequence). */
  #placeOf(item: Y.Item): { list: List; key: string } | null {
    const named: unknown = item.parent;
    const key = item.parentSub === null ? '' : `key ${item.parentSub}`;
    if (typeof named === 'string') return { list: this.#doc.share.get(named) ?? named, key };
    if (named instanceof Y.ID) return { list: this.#typeAt(named) ?? keyOf(named), key };
    const beside = item.origin ?? item.rightOrigin;
    if (!beside) return null;
    const placed = this.#listOf.get(keyOf(beside));
    if (placed) return placed;
    const neighbour = this.#isKnown(beside) ? Y.getItem(this.#doc.store, beside) : null;
    if (!(neighbour instanceof Y.Item) || !(neighbour.parent instanceof Y.AbstractType)) return null;
    return {
      list: neighbour.parent,
      key: neighbour.parentSub === null ? '' : `key ${neighbour.parentSub}`,
    };
  }

  #typeAt(id: Y.ID): SharedType | null {
    const holder = this.#isKnown(id) ? Y.getItem(this.#doc.store, id) : null;
    return holder instanceof Y.Item && holder.content instanceof Y.ContentType ? holder.content.type : null;
  }

  #isKnown(id: Y.ID): boolean {
    return id.clock < Y.getState(this.#doc.store, id.client);
  }

  #size(): number {
    return structsOf(this.#doc);
  }
}

/** Structs of a document: what it costs to keep it in memory. */
export function structsOf(doc: Y.Doc): number {
  let sum = 0;
  for (const structs of doc.store.clients.values()) sum += structs.length;
  return sum;
}

function firstItem(list: SharedType, key: string): Y.Item | null {
  if (key === '') return list._start;
  let at = list._map.get(key.slice('key '.length)) ?? null;
  while (at?.left) at = at.left;
  return at;
}

function contains(item: Y.Item, id: Y.ID): boolean {
  return item.id.client === id.client && item.id.clock <= id.clock && id.clock < item.id.clock + item.length;
}

function keyOf(id: { client: number; clock: number }): string {
  return `${id.client}.${id.clock}`;
}
