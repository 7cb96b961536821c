'use client';

import { X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '../button/button.tsx';
import { IconButton } from '../button/icon-button.tsx';
import {
  dismissNotice,
  emptyAnnouncerState,
  type Notice,
  readAnnouncer,
  subscribeAnnouncer,
} from './announcer.ts';
import { ToneIcon } from './tone-icon.tsx';

const noticeShownMs = 8_000;

/** The page's live regions and notices. Stands once, in the root layout. */
export function Announcements() {
  const { announcements, notices } = useSyncExternalStore(
    subscribeAnnouncer,
    readAnnouncer,
    () => emptyAnnouncerState,
  );
  return (
    <>
      {(['polite', 'assertive'] as const).map((politeness) => (
        <div
          key={politeness}
          aria-live={politeness}
          aria-relevant="additions"
          className="sr-only print:hidden"
        >
          {announcements
            .filter((announcement) => announcement.politeness === politeness)
            .map((announcement) => (
              <p key={announcement.id}>{announcement.text}</p>
            ))}
        </div>
      ))}
      <section
        aria-label="Notices"
        aria-live="polite"
        className="pointer-events-none fixed right-4 bottom-4 left-4 z-50 flex flex-col items-end gap-2 print:hidden"
      >
        {notices.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} />
        ))}
      </section>
    </>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const [held, setHeld] = useState(false);
  const stays = notice.tone === 'fail' || notice.action !== undefined;
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissNotice(notice.id), noticeShownMs);
    return () => clearTimeout(timer);
  }, [held, stays, notice.id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only hold the notice open; nothing is operated.
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-md items-center gap-2 rounded-overlay border border-line-2 bg-panel py-1.5 pr-1.5 pl-3 text-dense shadow-overlay"
    >
      <ToneIcon tone={notice.tone} />
      <span className="min-w-0 flex-1">{notice.text}</span>
      {notice.action && (
        <Button
          size="small"
          onClick={() => {
            notice.action?.run();
            dismissNotice(notice.id);
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <IconButton
        size="small"
        label="Dismiss"
        icon={<X size={13} strokeWidth={1.75} aria-hidden />}
        onClick={() => dismissNotice(notice.id)}
      />
    </div>
  );
}
