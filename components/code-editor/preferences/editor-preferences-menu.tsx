'use client';

import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { Select } from '../../ui/form/select.tsx';
import { Switch } from '../../ui/form/switch.tsx';
import { Dialog } from '../../ui/overlay/dialog.tsx';
import { fontSizesPx, setEditorPreferences, useEditorPreferences } from './editor-preferences.ts';

/** Font size, wrapping, Vim keys and the accessibility modes of the editor, remembered in this browser. */
export function EditorPreferencesMenu() {
  const [open, setOpen] = useState(false);
  const preferences = useEditorPreferences();
  return (
    <>
      <IconButton
        size="small"
        label="Editor preferences"
        icon={<Settings2 size={13} strokeWidth={1.75} aria-hidden />}
        onClick={() => setOpen(true)}
      />
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Editor preferences"
        description="Kept in this browser, from practice to the last question."
      >
        <div className="flex flex-col gap-3">
          <Select
            label="Font size"
            value={String(preferences.fontSizePx)}
            onChange={(event) => setEditorPreferences({ fontSizePx: Number(event.target.value) })}
            options={fontSizesPx.map((size) => ({ value: String(size), label: `${size} px` }))}
            fieldClassName="w-32"
          />
          <Switch
            label="Wrap long lines"
            checked={preferences.wrapLines}
            onChange={(event) => setEditorPreferences({ wrapLines: event.target.checked })}
          />
          <Switch
            label="Vim keys"
            checked={preferences.vimKeys}
            onChange={(event) => setEditorPreferences({ vimKeys: event.target.checked })}
          />
          <Switch
            label="High contrast"
            checked={preferences.highContrast}
            onChange={(event) => setEditorPreferences({ highContrast: event.target.checked })}
          />
          <Switch
            label="Screen reader mode"
            hint="The editor speaks lines and suggestions. It is also found without this switch where a reader tells the browser."
            checked={preferences.screenReader}
            onChange={(event) => setEditorPreferences({ screenReader: event.target.checked })}
          />
          <Switch
            label="Plain text field"
            hint="A simple field in place of the editor, without suggestions and type errors. It saves and runs the same way."
            checked={preferences.plainField}
            onChange={(event) => setEditorPreferences({ plainField: event.target.checked })}
          />
        </div>
      </Dialog>
    </>
  );
}
