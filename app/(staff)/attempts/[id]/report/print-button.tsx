'use client';

import { Printer } from 'lucide-react';
import { Button } from '../../../../../components/ui/button/button.tsx';

export function PrintButton() {
  return (
    <Button onClick={() => window.print()}>
      <Printer size={14} strokeWidth={1.75} aria-hidden />
      Print
    </Button>
  );
}
