'use client';

import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { Button } from '../ui/button/button.tsx';
import { IconButton } from '../ui/button/icon-button.tsx';
import { Checkbox } from '../ui/form/checkbox.tsx';
import { Select } from '../ui/form/select.tsx';
import { Kbd } from '../ui/keyboard/kbd.tsx';

export interface ReplaySpeed {
  label: string;
  /** Positions a second. */
  rate: number;
}

interface TransportProps {
  playing: boolean;
  onToggle: () => void;
  onStep: (step: 1 | -1) => void;
  onJump: (step: 1 | -1) => void;
  speeds: readonly ReplaySpeed[];
  speed: number;
  onSpeed: (index: number) => void;
  skipPauses: boolean;
  onSkipPauses: (on: boolean) => void;
  positionText: string;
}

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

export function Transport({
  playing,
  onToggle,
  onStep,
  onJump,
  speeds,
  speed,
  onSpeed,
  skipPauses,
  onSkipPauses,
  positionText,
}: TransportProps) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-1">
      <div className="flex items-center gap-1">
        <IconButton label="Previous run or pin" icon={<SkipBack {...icon} />} onClick={() => onJump(-1)} />
        <IconButton label="Previous edit" icon={<StepBack {...icon} />} onClick={() => onStep(-1)} />
        <Button variant="primary" onClick={onToggle}>
          {playing ? <Pause {...icon} /> : <Play {...icon} />}
          {playing ? 'Pause' : 'Play'}
          <Kbd keys="p" />
        </Button>
        <IconButton label="Next edit" icon={<StepForward {...icon} />} onClick={() => onStep(1)} />
        <IconButton label="Next run or pin" icon={<SkipForward {...icon} />} onClick={() => onJump(1)} />
      </div>
      <span className="numeric min-w-14 text-ui font-medium">{positionText}</span>
      <div className="ml-auto flex flex-wrap items-center gap-3">
        <Checkbox
          label="Skip pauses"
          checked={skipPauses}
          onChange={(event) => onSkipPauses(event.target.checked)}
        />
        <Select
          label="Speed"
          labelHidden
          value={String(speed)}
          options={speeds.map((one, index) => ({ value: String(index), label: one.label }))}
          onChange={(event) => onSpeed(Number(event.target.value))}
        />
      </div>
    </div>
  );
}
