'use client';

import { useState } from 'react';
import { loadPreview } from '../../../components/markdown/markdown-preview.tsx';
import { readClockAnswer } from '../../../components/take/clock/clock-answer.ts';
import { loadQuestionFiles } from '../../../components/take/offline/load-question-files.ts';
import { loadViews, needsEditor } from '../../../components/take/question/load-views.ts';
import { Button } from '../../../components/ui/button/button.tsx';
import { announce } from '../../../components/ui/feedback/announcer.ts';
import { ToneIcon } from '../../../components/ui/feedback/tone-icon.tsx';

interface Finding {
  name: string;
  tone: 'pass' | 'warn' | 'fail';
  text: string;
}

const streamTimeoutMs = 10_000;
const bestWidthPx = 1_180;

/** Real checks of this browser and line; a finding is advice and never a block. */
export function SystemCheck({ kinds }: { kinds: readonly string[] }) {
  const [findings, setFindings] = useState<Finding[]>([]);
  const [running, setRunning] = useState(false);
  const check = async () => {
    setRunning(true);
    setFindings([]);
    const checks = [checkLine, checkStream, checkStorage, () => checkPages(kinds), checkWidth];
    const found: Finding[] = [];
    for (const one of checks) {
      found.push(await one());
      setFindings([...found]);
    }
    setRunning(false);
    const problems = found.filter((finding) => finding.tone !== 'pass').length;
    announce(
      problems === 0 ? 'System check: everything works.' : `System check: ${problems} findings to read.`,
    );
  };
  return (
    <>
      <p className="max-w-prose">
        Tests the line to the server, the storage for working without a network, and loads everything that the
        assessment needs, so that the first question opens at once.
      </p>
      {findings.length > 0 && (
        <ul className="border-t border-line">
          {findings.map((finding) => (
            <li key={finding.name} className="flex gap-2.5 border-b border-line py-1.5">
              <span className="mt-[3px]">
                <ToneIcon tone={finding.tone} />
              </span>
              <span className="w-32 shrink-0 font-medium text-ink">{finding.name}</span>
              <span className="min-w-0">{finding.text}</span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button onClick={() => void check()} pending={running}>
          {running ? 'Checking' : findings.length > 0 ? 'Check again' : 'Run the system check'}
        </Button>
      </div>
    </>
  );
}

/** The clock is asked five times: the fastest answer says how far off a shown second can be. */
async function checkLine(): Promise<Finding> {
  const name = 'Server';
  const times: number[] = [];
  try {
    for (let round = 0; round < 5; round++) {
      const began = performance.now();
      const response = await fetch('/api/attempt/clock', { cache: 'no-store' });
      if (!readClockAnswer(await response.json())) throw new Error('not an answer of the clock');
      times.push(performance.now() - began);
    }
  } catch {
    return { name, tone: 'fail', text: 'The server did not answer. Check the connection and check again.' };
  }
  const best = Math.round(Math.min(...times));
  const worst = Math.round(Math.max(...times));
  if (best > 1_000) {
    return {
      name,
      tone: 'warn',
      text: `Answers take ${best} to ${worst} ms. It works; saving is shown a moment later. A faster line is better.`,
    };
  }
  return { name, tone: 'pass', text: `Answers in ${best} to ${worst} ms; the shown clock is that exact.` };
}

/** A round trip through the event stream: it has to say that it is ready. */
function checkStream(): Promise<Finding> {
  const name = 'Live line';
  return new Promise((resolve) => {
    const began = performance.now();
    const stream = new EventSource('/api/events');
    const end = (finding: Finding) => {
      clearTimeout(timer);
      stream.close();
      resolve(finding);
    };
    const timer = setTimeout(
      () =>
        end({
          name,
          tone: 'warn',
          text: 'Messages from the server do not arrive; a proxy may hold them back. Saving works without. Two machines at once show each other’s edits only after loading the page again.',
        }),
      streamTimeoutMs,
    );
    stream.addEventListener('ready', () =>
      end({ name, tone: 'pass', text: `Open in ${Math.round(performance.now() - began)} ms.` }),
    );
  });
}

/** Writes, reads and removes a value in the store that keeps edits while the network is away. */
async function checkStorage(): Promise<Finding> {
  const name = 'Storage';
  try {
    const value = await storageRoundTrip();
    if (!value) throw new Error('another value came back');
    const persisted = (await navigator.storage?.persist?.()) ?? false;
    return {
      name,
      tone: 'pass',
      text: persisted
        ? 'Edits are kept in this browser until the server has them.'
        : 'Edits are kept in this browser until the server has them, unless the disk runs full.',
    };
  } catch {
    return {
      name,
      tone: 'warn',
      text: 'This browser keeps nothing (a private window?). Edits made without a network are lost if the page closes. A normal window is better.',
    };
  }
}

function storageRoundTrip(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const open = indexedDB.open('plumbline-check', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('values');
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const database = open.result;
      const written = crypto.randomUUID();
      const transaction = database.transaction('values', 'readwrite');
      const store = transaction.objectStore('values');
      store.put(written, 'check');
      const read = store.get('check');
      transaction.oncomplete = () => {
        database.close();
        indexedDB.deleteDatabase('plumbline-check');
        resolve(read.result === written);
      };
      transaction.onerror = () => reject(transaction.error);
    };
  });
}

/** The questions' own page and everything that its kinds need, so that the first one opens at once after Start. */
async function checkPages(kinds: readonly string[]): Promise<Finding> {
  const editor = needsEditor(kinds);
  const began = performance.now();
  try {
    await Promise.all([loadQuestionFiles(), loadViews(kinds), loadPreview()]);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    return editor
      ? {
          name: 'Editor',
          tone: 'pass',
          text: `Loaded with its type checker in ${seconds} s; it stays in this browser.`,
        }
      : { name: 'Question pages', tone: 'pass', text: 'Loaded; they stay in this browser.' };
  } catch {
    return editor
      ? {
          name: 'Editor',
          tone: 'warn',
          text: 'The code editor did not load. A plain text field stands in for it; it saves and runs the same way. Check again on a better line.',
        }
      : {
          name: 'Question pages',
          tone: 'warn',
          text: 'They did not load. They are fetched again after the start. Check again on a better line.',
        };
  }
}

async function checkWidth(): Promise<Finding> {
  const name = 'Window';
  const width = window.innerWidth;
  if (width < bestWidthPx) {
    return {
      name,
      tone: 'warn',
      text: `${width} px wide. Everything can be done; prompt, editor and results become tabs. ${bestWidthPx} px or more shows them side by side.`,
    };
  }
  return { name, tone: 'pass', text: `${width} px wide: prompt, editor and results stand side by side.` };
}
