import type { DimensionCode } from './dimension.ts';

/** The runtimes that questions have parallel texts for. */
export const runtimes = ['go', 'java', 'node', 'python', 'rust'] as const;
export type Runtime = (typeof runtimes)[number];
export const runtimeNames: Record<Runtime, string> = {
  go: 'Go',
  java: 'Java',
  node: 'Node.js',
  python: 'Python',
  rust: 'Rust',
};

export type Aid = 'ai' | 'web' | 'editor';
export type AidRule = 'allowed' | 'declared' | 'forbidden';
/** What the candidate may use. Another person's help is always forbidden and needs no entry. */
export type Rules = Record<Aid, AidRule>;

export const aidNames: Record<Aid, string> = {
  ai: 'AI assistant',
  web: 'Web search and documentation',
  editor: 'Your own editor',
};
export const aidRuleNames: Record<AidRule, string> = {
  allowed: 'allowed',
  declared: 'allowed if declared',
  forbidden: 'forbidden',
};

/** A gate is named when it holds and never averaged: `raters` independent raters below level `below`. */
export interface Gate {
  dimension: DimensionCode;
  raters: number;
  below: number;
}

/** The result counts only once an own answer of the attempt was talked about in a live session and scored there. */
export interface FollowUp {
  minutes: number;
}

export interface FormItem {
  /** 1-based over the whole form. */
  number: number;
  slug: string;
  hash: string;
  kind: string;
  title: string;
  minutes: number;
  weights: Partial<Record<DimensionCode, number>>;
  /**
   * What ratings of the written part count for, of kinds that rules grade too: an incident's postmortem, a design's
   * decision note. Of every other kind ratings count for `weights`.
   */
  written?: Partial<Record<DimensionCode, number>>;
}

/** What ratings of a question count for. */
export function ratedWeights(
  item: Pick<FormItem, 'weights' | 'written'>,
): Partial<Record<DimensionCode, number>> {
  return item.written ?? item.weights;
}

export interface FormSection {
  /** 1-based. */
  number: number;
  title: string;
  minutes: number;
  /** Whether one may return to it after leaving it. */
  canReturn: boolean;
  /** Untimed pause that may be taken after it. */
  breakMinutes: number;
  items: FormItem[];
}

export function formMinutes(sections: readonly FormSection[]): number {
  return sections.reduce((sum, section) => sum + section.minutes, 0);
}

export function findFormItem(sections: readonly FormSection[], number: number): FormItem | null {
  for (const section of sections) {
    const item = section.items.find((candidate) => candidate.number === number);
    if (item) return item;
  }
  return null;
}

export function sectionOfItem(sections: readonly FormSection[], number: number): FormSection | null {
  return sections.find((section) => section.items.some((item) => item.number === number)) ?? null;
}
