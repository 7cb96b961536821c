export const mainContentId = 'main';

/** The first stop of the Tab key: past bars and navigation to the page itself. */
export function SkipLink() {
  return (
    <a
      href={`#${mainContentId}`}
      className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:rounded-control focus-visible:bg-ink focus-visible:px-3 focus-visible:py-1.5 focus-visible:text-ui focus-visible:text-inverse"
    >
      Skip to content
    </a>
  );
}
