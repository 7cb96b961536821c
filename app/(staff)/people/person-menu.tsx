'use client';

import { Ellipsis } from 'lucide-react';
import { useState, useTransition } from 'react';
import { IconButton } from '../../../components/ui/button/icon-button.tsx';
import { notify } from '../../../components/ui/feedback/announcer.ts';
import { ActionForm } from '../../../components/ui/form/action-form.tsx';
import { ConfirmDialog } from '../../../components/ui/overlay/confirm-dialog.tsx';
import { Dialog } from '../../../components/ui/overlay/dialog.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../../components/ui/overlay/menu.tsx';
import type { PersonRow } from '../../../server/people/list-people.ts';
import { changeRolesAction, disablePersonAction, issuePasswordLinkAction } from './actions.ts';
import { OneTimeLink } from './one-time-link.tsx';
import { RoleFields } from './role-fields.tsx';

export function PersonMenu({ person }: { person: PersonRow }) {
  const [open, setOpen] = useState<'roles' | 'disable' | 'link' | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const close = () => {
    setOpen(null);
    setUrl(null);
  };

  const setDisabled = (disabled: boolean) =>
    startTransition(async () => {
      const result = await disablePersonAction(person.id, disabled);
      close();
      notify(
        result.ok
          ? { tone: 'pass', text: `${person.name} is ${disabled ? 'disabled' : 'enabled'}.` }
          : { tone: 'fail', text: result.message.replace(/^[a-z]+: t/u, 'T') },
      );
    });
  const issueLink = () =>
    startTransition(async () => {
      const result = await issuePasswordLinkAction(person.id);
      if (result.ok) {
        setUrl(result.value.url);
        setOpen('link');
      } else notify({ tone: 'fail', text: result.message });
    });

  return (
    <>
      <Menu
        trigger={
          <IconButton
            size="small"
            label={`Actions for ${person.name}`}
            icon={<Ellipsis size={14} strokeWidth={1.75} aria-hidden />}
            disabled={pending}
          />
        }
      >
        <MenuItem onSelect={() => setOpen('roles')}>Change roles</MenuItem>
        {!person.disabled && <MenuItem onSelect={issueLink}>Link to set a password</MenuItem>}
        <MenuSeparator />
        {person.disabled ? (
          <MenuItem onSelect={() => setDisabled(false)}>Enable</MenuItem>
        ) : (
          <MenuItem danger onSelect={() => setOpen('disable')}>
            Disable
          </MenuItem>
        )}
      </Menu>
      <Dialog
        open={open === 'roles'}
        onOpenChange={(next) => !next && close()}
        title={`Roles of ${person.name}`}
        description="They hold from the person's next request on."
      >
        <ActionForm
          action={changeRolesAction}
          submitLabel="Save roles"
          pendingLabel="Saving"
          onDone={() => {
            close();
            notify({ tone: 'pass', text: `The roles of ${person.name} are changed.` });
          }}
        >
          {(errors) => (
            <>
              <input type="hidden" name="personId" value={person.id} />
              <RoleFields chosen={person.roles} error={errors.roles} />
            </>
          )}
        </ActionForm>
      </Dialog>
      <Dialog
        open={open === 'link' && url !== null}
        onOpenChange={(next) => !next && close()}
        title={`Link for ${person.name}`}
      >
        {url && <OneTimeLink url={url} name={person.name} />}
      </Dialog>
      <ConfirmDialog
        open={open === 'disable'}
        onOpenChange={(next) => !next && close()}
        title={`Disable ${person.name}?`}
        description="They are signed out everywhere and cannot sign in. What they scored and decided stays. You can enable them again."
        confirmLabel="Disable"
        cancelLabel="Keep"
        tone="danger"
        pending={pending}
        onConfirm={() => setDisabled(true)}
      />
    </>
  );
}
