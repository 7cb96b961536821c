'use client';

import { useState } from 'react';
import type { NavigatorSection } from '../../navigator/navigator-state.ts';
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts';
import { Palette, type PaletteAction } from '../../ui/overlay/palette.tsx';
import { useRegisteredPaletteActions } from '../../ui/overlay/palette-registry.ts';

interface WorkspacePaletteProps {
  sections: readonly NavigatorSection[];
  onGo: (number: number) => void;
  actions: readonly PaletteAction[];
}

/** `mod K`: every open question and everything that can be done here, by name. */
export function WorkspacePalette({ sections, onGo, actions }: WorkspacePaletteProps) {
  const [open, setOpen] = useState(false);
  const registered = useRegisteredPaletteActions();
  useShortcuts([{ keys: 'mod+k', label: 'Find or run', run: () => setOpen(true) }]);
  const questions = sections
    .filter((section) => section.open)
    .flatMap((section) =>
      section.questions.map(
        (question): PaletteAction => ({
          id: `question-${question.number}`,
          label: `Question ${question.number}: ${question.title}`,
          group: `Section ${section.number}, ${section.title}`,
          run: () => onGo(question.number),
        }),
      ),
    );
  return <Palette open={open} onOpenChange={setOpen} actions={[...actions, ...registered, ...questions]} />;
}
