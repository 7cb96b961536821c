'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerFile } from '../../../domain/answer.ts';
import type {
  OpenedSql,
  SchemaTable,
  SessionName,
  SqlCheckRun,
  SqlExecution,
  SqlHistoryEntry,
} from '../../../domain/sql/wire.ts';
import { announce } from '../../ui/feedback/announcer.ts';
import { describeExecution } from '../result/execution-text.ts';
import { sessionLabel } from '../session/session-text.ts';
import type { ExecuteWish, SqlClient } from './sql-client.ts';
import { useAskAgain } from './use-ask-again.ts';
import { type KnownStates, useSessionStates } from './use-session-states.ts';

type BySession<T> = Readonly<Record<SessionName, T>>;

export interface SqlLab {
  /** Null until the first answer. `failure` stands beside what was there before. */
  schema: readonly SchemaTable[] | null;
  opening: boolean;
  openFailure: string | null;
  states: KnownStates | null;
  /** A statement of the session is under way. */
  busy: BySession<boolean>;
  /** The execution that is shown. */
  shown: BySession<SqlExecution | null>;
  failure: BySession<string | null>;
  check: SqlCheckRun | null;
  checking: boolean;
  checkFailure: string | null;
  /** The newest first. */
  history: readonly SqlHistoryEntry[];
  /** Something that happened to the database and has to be known. */
  notice: string | null;
  open: () => void;
  execute: (wish: ExecuteWish) => void;
  cancel: (session: SessionName) => void;
  reset: () => Promise<boolean>;
  runChecks: (files: readonly AnswerFile[]) => void;
  show: (entry: SqlHistoryEntry) => void;
  dismissNotice: () => void;
}

const none = { a: null, b: null };

/** The first opening is under way: there is nothing to run in yet, and nothing has failed. */
export const isOpening = (lab: SqlLab): boolean => lab.schema === null && lab.openFailure === null;

/** Everything a page knows of the database of one SQL question. */
export function useSqlLab(client: SqlClient): SqlLab {
  const [schema, setSchema] = useState<readonly SchemaTable[] | null>(null);
  const [opening, setOpening] = useState(true);
  const [openFailure, setOpenFailure] = useState<string | null>(null);
  const [unreached, setUnreached] = useState(false);
  const [busy, setBusy] = useState<BySession<boolean>>({ a: false, b: false });
  const [shown, setShown] = useState<BySession<SqlExecution | null>>(none);
  const [failure, setFailure] = useState<BySession<string | null>>(none);
  const [check, setCheck] = useState<SqlCheckRun | null>(null);
  const [checking, setChecking] = useState(false);
  const [checkFailure, setCheckFailure] = useState<string | null>(null);
  const [history, setHistory] = useState<readonly SqlHistoryEntry[]>([]);
  const [notice, setNotice] = useState<string | null>(null);
  const practiceNumber = useRef(0);
  const lost = useRef<() => void>(() => {});
  const { known, tell } = useSessionStates(client, {
    open: schema !== null && openFailure === null,
    busy: busy.a || busy.b,
    onLost: () => lost.current(),
  });

  const take = useCallback(
    (opened: OpenedSql) => {
      setSchema(opened.schema);
      setOpenFailure(null);
      setUnreached(false);
      tell(opened.sessions);
    },
    [tell],
  );
  const open = useCallback(async () => {
    setOpening(true);
    const asked = await client.open();
    setOpening(false);
    if (asked.ok) take(asked.value);
    else {
      setOpenFailure(asked.message);
      setUnreached(!asked.reached);
    }
    return asked;
  }, [client, take]);
  useEffect(() => {
    lost.current = () => {
      void open().then((asked) => {
        if (asked.ok && asked.value.fresh) setNotice(madeAnew);
      });
    };
  }, [open]);

  const readHistory = useCallback(async () => {
    const asked = await client.history();
    if (!asked.ok) return;
    // Runs that were made meanwhile are in both.
    setHistory((entries) => [
      ...entries,
      ...asked.value.filter((past) => !entries.some((entry) => entry.number === past.number)),
    ]);
    const newest = (session: SessionName) =>
      asked.value.find((entry) => entry.kind === 'execution' && entry.session === session);
    setShown((now) => ({
      a: now.a ?? executionOf(newest('a')),
      b: now.b ?? executionOf(newest('b')),
    }));
    const past = asked.value.find((entry) => entry.kind === 'checks');
    if (past?.kind === 'checks') setCheck((now) => now ?? past);
  }, [client]);
  useEffect(() => {
    void open();
    void readHistory();
  }, [open, readHistory]);
  useAskAgain(unreached, () => {
    void open().then(async ({ ok }) => {
      if (ok) await readHistory();
    });
  });

  /** Practice keeps nothing on the server; here its runs are numbered so that they can be told apart. */
  const remember = (entry: SqlHistoryEntry): SqlHistoryEntry => {
    if (entry.number === 0) practiceNumber.current += 1;
    const numbered = entry.number === 0 ? { ...entry, number: practiceNumber.current } : entry;
    setHistory((entries) => [numbered, ...entries.filter((one) => one.number !== numbered.number)]);
    return numbered;
  };
  const put = <T>(
    set: (change: (now: BySession<T>) => BySession<T>) => void,
    session: SessionName,
    value: T,
  ) => set((now) => ({ ...now, [session]: value }));

  const execute = async (wish: ExecuteWish) => {
    const { session } = wish;
    if (busy[session]) return;
    put(setBusy, session, true);
    put(setFailure, session, null);
    // Where the database could not be opened before, a press on Run is also the wish to have one.
    const opened = schema === null ? await open() : null;
    if (opened?.ok) void readHistory();
    const asked = opened?.ok === false ? opened : await client.execute(wish);
    put(setBusy, session, false);
    if (!asked.ok) {
      put(setFailure, session, asked.message);
      return;
    }
    switch (asked.value.outcome) {
      case 'run': {
        const run = executionOf(remember(asked.value.run));
        put(setShown, session, run);
        if (run) announce(`${sessionLabel(session)}: ${describeExecution(run)}`);
        const [states, tables] = await Promise.all([client.states(), client.schema()]);
        if (states.ok && states.value) tell(states.value);
        if (tables.ok && tables.value) setSchema(tables.value);
        break;
      }
      case 'reopened':
        take(asked.value.opened);
        setNotice(madeAnew);
        break;
      case 'busy':
        put(setFailure, session, `${sessionLabel(session)} still runs a statement. Wait for it, or stop it.`);
        break;
    }
  };

  return {
    schema,
    opening,
    openFailure,
    states: known,
    busy,
    shown,
    failure,
    check,
    checking,
    checkFailure,
    history,
    notice,
    open: () => void open(),
    execute: (wish) => void execute(wish),
    cancel: (session) => {
      void client.cancel(session).then((asked) => {
        if (!asked.ok) put(setFailure, session, asked.message);
      });
    },
    reset: async () => {
      const asked = await client.reset();
      if (!asked.ok) {
        setNotice(asked.message);
        return false;
      }
      take(asked.value);
      setFailure(none);
      setNotice(null);
      // Its number on the server is known with the next reading; practice has none.
      const past = await client.history();
      if (past.ok && past.value.length > 0) setHistory(past.value);
      else if (past.ok) remember({ kind: 'reset', number: 0, finishedAt: new Date(), wallMs: 0 });
      return true;
    },
    runChecks: (files) => {
      if (checking) return;
      setChecking(true);
      setCheckFailure(null);
      void client.check(files).then((asked) => {
        setChecking(false);
        if (!asked.ok) {
          setCheckFailure(asked.message);
          return;
        }
        const entry = remember(asked.value);
        if (entry.kind === 'checks') setCheck(entry);
        const held = asked.value.checks.filter((one) => one.passed).length;
        announce(`${held} of ${asked.value.checks.length} checks hold.`);
      });
    },
    show: (entry) => {
      if (entry.kind === 'execution') put(setShown, entry.session, entry);
      if (entry.kind === 'checks') setCheck(entry);
    },
    dismissNotice: () => setNotice(null),
  };
}

const madeAnew =
  'The database had to be made anew: it is in its start state, and nothing was run. Your text is kept. Run again what you need.';

function executionOf(entry: SqlHistoryEntry | undefined): SqlExecution | null {
  return entry?.kind === 'execution' ? entry : null;
}
