'use client';

import { useState } from 'react';
import { type Runtime, runtimeNames, runtimes } from '../../../domain/form.ts';
import { CodeBlock } from '../../markdown/code-block.tsx';
import { InlineMarkdown } from '../../markdown/inline-markdown.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { findTopics } from './find-topics.ts';
import { fromGo } from './from-go.ts';
import { fromJava } from './from-java.ts';
import { fromNode } from './from-node.ts';
import { fromPython } from './from-python.ts';
import { fromRust } from './from-rust.ts';
import type { TopicId } from './topics.ts';

const sheets: Record<Runtime, Record<TopicId, string>> = {
  go: fromGo,
  java: fromJava,
  node: fromNode,
  python: fromPython,
  rust: fromRust,
};

const fences: Record<Runtime, string> = {
  go: 'go',
  java: 'java',
  node: 'ts',
  python: 'python',
  rust: 'rust',
};

/** "TypeScript for Go": one searchable page, opened on the language she works in. */
export function TypeScriptReference({ runtime }: { runtime: Runtime | null }) {
  const [language, setLanguage] = useState<Runtime>(runtime ?? 'node');
  const [search, setSearch] = useState('');
  const sheet = sheets[language];
  const found = findTopics(search, sheet);
  return (
    <section aria-label={`TypeScript for ${runtimeNames[language]}`} className="px-4 py-3.5">
      <h2 className="text-question">TypeScript for {runtimeNames[language]}</h2>
      <p className="mt-1 text-ink-2">Types are never part of a score, and a type error never stops a run.</p>
      <div className="mt-3 grid grid-cols-2 gap-2">
        <TextField
          label="Search"
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="sort, queue, null …"
        />
        <Select
          label="Coming from"
          value={language}
          onChange={(event) => {
            const next = runtimes.find((one) => one === event.target.value);
            if (next) setLanguage(next);
          }}
          options={runtimes.map((value) => ({ value, label: runtimeNames[value] }))}
        />
      </div>
      <p role="status" className="sr-only">
        {search && `${found.length} subjects found`}
      </p>
      {found.length === 0 && <EmptyState>Nothing is found. Try another word.</EmptyState>}
      {found.map((topic) => (
        <section key={topic.id} className="mt-4">
          <h3 className="text-dense font-semibold">{topic.title}</h3>
          <p className="mt-0.5 mb-1.5 text-ink-2">
            <InlineMarkdown text={topic.note} />
          </p>
          <CodeBlock code={topic.code} language="ts" label={`${topic.title} in TypeScript`} />
          <p className="mt-1.5 mb-1 text-caption text-ink-3">
            {language === 'node' ? 'Differences to Node.js' : runtimeNames[language]}
          </p>
          <CodeBlock
            code={sheet[topic.id]}
            language={fences[language]}
            label={`${topic.title} in ${runtimeNames[language]}`}
          />
        </section>
      ))}
    </section>
  );
}
