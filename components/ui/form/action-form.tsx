'use client';

import { type ReactNode, useRef, useState, useTransition } from 'react';
import { Button } from '../button/button.tsx';
import { cn } from '../class-names.ts';
import { announce } from '../feedback/announcer.ts';
import { Banner } from '../feedback/banner.tsx';

/** What the action answers: done, or what has to change, each message under the name of its field. */
type FormAnswer<T> =
  | { ok: true; value: T }
  | { ok: false; message: string; errors: Record<string, string>; requestId: string | null };

interface ActionFormProps<T> {
  action: (data: FormData) => Promise<FormAnswer<T>>;
  /** Gets the message of each field by its name; anything else is said above the button. */
  children: (errors: Record<string, string>) => ReactNode;
  submitLabel: ReactNode;
  /** Shown on the button while the action runs. */
  pendingLabel?: ReactNode;
  /** Beside the button: a second button, what is missing. */
  beside?: ReactNode;
  /** Said and shown after success, when the page stays. */
  doneMessage?: string | ((value: T) => string);
  onDone?: (value: T) => void;
  /** Empties the inputs after success, for forms that add one thing after another. */
  resetWhenDone?: boolean;
  variant?: 'primary' | 'secondary' | 'danger';
  className?: string;
  label?: string;
}

/**
 * A form with a server action that loses nothing: inputs stay as they were typed when something has to be changed, the
 * first of those fields gets the focus, and messages stand beside their fields. (React empties uncontrolled inputs after
 * a form action; that is why the submit event is handled here.)
 */
export function ActionForm<T>({
  action,
  children,
  submitLabel,
  pendingLabel,
  beside,
  doneMessage,
  onDone,
  resetWhenDone = false,
  variant = 'primary',
  className,
  label,
}: ActionFormProps<T>) {
  const form = useRef<HTMLFormElement>(null);
  const [pending, startTransition] = useTransition();
  const [reply, setReply] = useState<FormAnswer<T> | null>(null);
  /** Whether every message stands beside a field of this form. */
  const [placed, setPlaced] = useState(false);

  const submit = () => {
    const element = form.current;
    if (!element || pending) return;
    const data = new FormData(element);
    startTransition(async () => {
      let next: FormAnswer<T>;
      try {
        next = await action(data);
      } catch {
        next = {
          ok: false,
          message: 'The server was not reached. Nothing was changed. Check the connection and try again.',
          errors: {},
          requestId: null,
        };
      }
      setReply(next);
      if (next.ok) {
        if (resetWhenDone) element.reset();
        const said = typeof doneMessage === 'function' ? doneMessage(next.value) : doneMessage;
        if (said) announce(said);
        onDone?.(next.value);
      } else {
        const names = fieldNames(element);
        const errors = Object.keys(next.errors);
        setPlaced(errors.length > 0 && errors.every((name) => names.has(name)));
        announce(next.message, 'assertive');
        focusFirst(element, next.errors);
      }
    });
  };
  const errors = reply && !reply.ok ? reply.errors : {};
  return (
    <form
      ref={form}
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className={cn('flex flex-col gap-3.5', className)}
    >
      {children(errors)}
      {reply && !reply.ok && !(placed && Object.keys(errors).length === 1) && (
        <Banner tone="fail" title={reply.message}>
          {reply.requestId && <span className="numeric text-caption">Request {reply.requestId}</span>}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-2.5">
        <Button type="submit" variant={variant} pending={pending}>
          {pending && pendingLabel ? pendingLabel : submitLabel}
        </Button>
        {beside}
        {reply?.ok && doneMessage && !pending && (
          <span className="text-dense text-pass">
            {typeof doneMessage === 'function' ? doneMessage(reply.value) : doneMessage}
          </span>
        )}
      </div>
    </form>
  );
}

/** Names of the fields that a person sees: a message about another one has no place beside it. */
function fieldNames(form: HTMLFormElement): Set<string> {
  return new Set(
    [...form.elements].flatMap((element) => {
      const name = element.getAttribute('name');
      return name && element.getAttribute('type') !== 'hidden' ? [name] : [];
    }),
  );
}

function focusFirst(form: HTMLFormElement, errors: Record<string, string>): void {
  const first = [...form.elements].find((element) =>
    Object.hasOwn(errors, element.getAttribute('name') ?? ''),
  );
  if (first instanceof HTMLElement) first.focus();
}
