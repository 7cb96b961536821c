'use client';

import { type ComponentType, useEffect, useState } from 'react';

type Preview = ComponentType<{ text: string; headingOffset?: 0 | 1 | 2 | 3 }>;

let loaded: Preview | null = null;

/** Fetches the Markdown reader before it is needed, so that the preview also opens offline. */
export async function loadPreview(): Promise<Preview> {
  loaded ??= (await import('./markdown.tsx')).Markdown;
  return loaded;
}

/** Markdown read in the browser, for text that is still being written. Other pages read it on the server. */
export function MarkdownPreview({ text }: { text: string }) {
  const [Reader, setReader] = useState<Preview | null>(() => loaded);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    loadPreview().then(
      (preview) => !gone && setReader(() => preview),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, []);
  if (Reader) return <Reader text={text} headingOffset={2} />;
  return (
    <p role="status" className="text-ink-3">
      {failed
        ? 'The preview could not be fetched. Your text is safe. Open it again when you are online.'
        : 'Loading the preview'}
    </p>
  );
}
