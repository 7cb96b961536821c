'use client';

import { type ComponentKind, kindTables } from '../../../simulation/load/drawing/kinds.ts';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { kindIcons } from '../kind-icons.ts';

interface PaletteProps {
  kinds: readonly ComponentKind[];
  onAdd: (kind: ComponentKind) => void;
}

const rowsMax = 7;

/** The kinds that may be drawn; pressing one puts it on the canvas. */
export function Palette({ kinds, onAdd }: PaletteProps) {
  const rows = Math.min(rowsMax, kinds.length);
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that are pressed, not a form's fields.
    <div
      role="group"
      aria-label="Add a component"
      className="grid grid-flow-col rounded-control border border-line-2 bg-panel p-px"
      style={{ gridTemplateRows: `repeat(${rows}, auto)` }}
    >
      {kinds.map((kind) => {
        const Icon = kindIcons[kind];
        const { name, does } = kindTables[kind];
        return (
          <IconButton
            key={kind}
            label={`Add ${name}`}
            title={`Add ${name}: ${does}`}
            icon={<Icon size={14} strokeWidth={1.75} aria-hidden />}
            onClick={() => onAdd(kind)}
          />
        );
      })}
    </div>
  );
}
