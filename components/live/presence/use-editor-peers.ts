'use client';

import { type RefObject, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type * as Y from 'yjs';
import { findAnswerFile } from '../../../domain/edit-log/answer-layout.ts';
import type { CodeEditorHandle } from '../../code-editor/code-editor.tsx';
import type { EditorSession } from '../../code-editor/monaco/editor-session.ts';
import { EditorPeers } from './editor-peers.ts';
import { type Marked, presenceAt, quoteOf } from './place.ts';
import { useRoomPresence } from './room-presence.tsx';
import { useTextPeers } from './use-text-peers.ts';

/**
 * Other people's carets in the shared code: for `CodeEditor`'s `attach`. Whom this page follows, their file is opened
 * and their caret kept in sight.
 */
export function useEditorPeers(
  documentId: string,
  doc: Y.Doc,
  editor: RefObject<CodeEditorHandle | null>,
): (session: EditorSession) => () => void {
  const presence = useRoomPresence();
  const drawn = useRef<EditorPeers | null>(null);
  const [path, setPath] = useState('');
  const peers = useTextPeers(documentId, path, path === '' ? null : findAnswerFile(doc, path));
  useEffect(() => drawn.current?.draw(peers), [peers]);

  const following = presence?.following ?? null;
  const followed = presence?.peers.find((peer) => peer.of.who === following)?.of ?? null;
  const theirPath = followed?.documentId === documentId && followed.path !== '' ? followed.path : null;
  useEffect(() => {
    if (theirPath !== null && findAnswerFile(doc, theirPath)) editor.current?.open(theirPath);
  }, [theirPath, doc, editor]);
  useEffect(() => {
    const peer = peers.find((one) => one.who === following);
    if (peer) drawn.current?.reveal(peer);
  }, [peers, following]);

  const onMoved = useEffectEvent((inPath: string, marked: Marked) => {
    const text = findAnswerFile(doc, inPath);
    if (text) presence?.say(presenceAt(documentId, inPath, text, marked), quoteOf(text, marked));
  });
  const draw = useEffectEvent((attached: EditorPeers) => attached.draw(peers));
  const begin = useEffectEvent((session: EditorSession) => {
    const attached = new EditorPeers(session, onMoved, () => setPath(session.path));
    drawn.current = attached;
    setPath(session.path);
    draw(attached);
    return () => {
      if (drawn.current === attached) drawn.current = null;
      attached.dispose();
    };
  });
  const [attach] = useState(() => (session: EditorSession) => begin(session));
  return useCallback((session: EditorSession) => attach(session), [attach]);
}
