import { ButtonLink } from '../button/button.tsx';

/** The way through a list that is shown in parts, newest first. Nothing where one part is all of it. */
export function PageLinks({
  path,
  offset,
  shown,
  total,
  pageRows,
}: {
  path: string;
  /** Rows before this part. */
  offset: number;
  shown: number;
  total: number;
  pageRows: number;
}) {
  if (offset === 0 && shown >= total) return null;
  const newer = Math.max(0, offset - pageRows);
  return (
    <nav aria-label="Pages" className="flex items-center gap-2 px-3.5 py-3">
      <span className="pr-2 text-caption text-ink-2 tabular-nums">
        {shown > 0 ? `${offset + 1}–${offset + shown} of ${total}` : 'Nothing is older.'}
      </span>
      {offset > 0 && (
        <ButtonLink href={newer === 0 || shown === 0 ? path : `${path}?older=${newer}`}>
          {shown === 0 ? 'Newest' : 'Newer'}
        </ButtonLink>
      )}
      {offset + shown < total && <ButtonLink href={`${path}?older=${offset + shown}`}>Older</ButtonLink>}
    </nav>
  );
}
