import {
  Cpu,
  Database,
  Globe,
  HardDrive,
  type LucideIcon,
  Router,
  Rows3,
  Server,
  Split,
  StickyNote,
  Users,
  Zap,
} from 'lucide-react';
import type { NodeKind } from '../../domain/drawing/drawing.ts';

export const nodeKindNames: Record<NodeKind, string> = {
  client: 'Client',
  gateway: 'Gateway',
  balancer: 'Load balancer',
  service: 'Service',
  worker: 'Worker',
  database: 'Database',
  cache: 'Cache',
  queue: 'Queue',
  storage: 'Storage',
  external: 'External system',
  note: 'Note',
};

export const nodeKindIcons: Record<NodeKind, LucideIcon> = {
  client: Users,
  gateway: Router,
  balancer: Split,
  service: Server,
  worker: Cpu,
  database: Database,
  cache: Zap,
  queue: Rows3,
  storage: HardDrive,
  external: Globe,
  note: StickyNote,
};
