import {
  Cloud,
  Copy,
  Cpu,
  Database,
  Globe,
  HardDrive,
  type LucideIcon,
  Radio,
  Router,
  Rows3,
  Server,
  Split,
  SquareFunction,
  Users,
  Zap,
} from 'lucide-react';
import { type ComponentKind, isComponentKind, kindTables } from '../../simulation/load/drawing/kinds.ts';

export const kindIcons: Record<ComponentKind, LucideIcon> = {
  clients: Users,
  cdn: Globe,
  gateway: Router,
  balancer: Split,
  service: Server,
  function: SquareFunction,
  cache: Zap,
  sql: Database,
  replica: Copy,
  queue: Rows3,
  stream: Radio,
  worker: Cpu,
  store: HardDrive,
  provider: Cloud,
};

export function kindName(kind: string): string {
  return isComponentKind(kind) ? kindTables[kind].name : 'Unknown kind';
}

export function nameOf(component: { label: string; kind: string } | undefined): string {
  return component ? component.label.trim() || kindName(component.kind) : '';
}
