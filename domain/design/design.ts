/**
 * A system as it is drawn for a question of kind `design`: typed components with settings, and directed connections.
 * Plain values, as in the edit log, in a pinned answer and in the question's files. Nothing in it is trusted; which
 * kinds and settings count is the simulation's business.
 */

export type SettingValue = number | string | boolean;

export interface DesignComponent {
  id: string;
  kind: string;
  label: string;
  /** Canvas pixels, whole numbers. */
  x: number;
  y: number;
  settings: Record<string, SettingValue>;
}

export interface DesignConnection {
  id: string;
  from: string;
  to: string;
  settings: Record<string, SettingValue>;
}

export interface Design {
  components: DesignComponent[];
  connections: DesignConnection[];
}

export const designComponentsMax = 60;
export const designConnectionsMax = 150;
