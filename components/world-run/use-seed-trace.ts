'use client';

import { useEffect, useState } from 'react';
import type { SeedTrace } from '../../domain/world/wire.ts';
import type { SeedWish, WorldClient } from './world-client.ts';

export type SeedLook =
  | { kind: 'none' }
  | { kind: 'loading' }
  | { kind: 'failed'; message: string }
  | { kind: 'shown'; trace: SeedTrace };

/** Runs a seed again and keeps what happened in it. The wish must be the same object while it is the same wish. */
export function useSeedTrace(client: Pick<WorldClient, 'seed'>, wish: SeedWish | null): SeedLook {
  const [known, setKnown] = useState<{ wish: SeedWish; look: SeedLook } | null>(null);
  useEffect(() => {
    if (wish === null) return;
    let left = false;
    void client.seed(wish).then((asked) => {
      if (left) return;
      setKnown({
        wish,
        look: asked.ok ? { kind: 'shown', trace: asked.value } : { kind: 'failed', message: asked.message },
      });
    });
    return () => {
      left = true;
    };
  }, [client, wish]);
  if (wish === null) return { kind: 'none' };
  return known?.wish === wish ? known.look : { kind: 'loading' };
}
