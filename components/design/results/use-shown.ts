'use client';

import { useState } from 'react';
import type { FlowReport, LoadReport } from '../../../simulation/load/report.ts';
import { firstSecond } from '../chart/load-scale.ts';
import type { DesignQuestionView } from '../design-types.ts';
import type { SimulationResult } from '../run/run-design.ts';

/** What of the last run is looked at: one profile, one flow, one second. */
export interface Shown {
  profileId: string;
  report: LoadReport | null;
  flow: FlowReport | null;
  second: number;
  setProfile: (id: string) => void;
  setFlow: (id: string) => void;
  setSecond: (second: number) => void;
}

/** Until something is chosen, the profile in which most was missed, so that the first look is at what is wrong. */
export function useShown(question: DesignQuestionView, result: SimulationResult | null): Shown {
  const [profile, setProfile] = useState<string | null>(null);
  const [flowId, setFlow] = useState<string | null>(null);
  const [seconds, setSeconds] = useState<ReadonlyMap<string, number>>(new Map());
  const profileId = profile ?? worstProfile(question, result);
  const report = result?.reports.find((one) => one.profile === profileId) ?? null;
  const wanted = flowId ?? missedFlow(question, result, profileId);
  const flow = report?.flows.find((one) => one.id === wanted) ?? report?.flows[0] ?? null;
  return {
    profileId,
    report,
    flow,
    second: seconds.get(profileId) ?? (report ? firstSecond(report) : 0),
    setProfile,
    setFlow,
    setSecond: (second) => setSeconds(new Map(seconds).set(profileId, second)),
  };
}

function worstProfile(question: DesignQuestionView, result: SimulationResult | null): string {
  const { profiles } = question.scenario;
  const missed = (profile: string) =>
    question.objectives.filter(
      (objective) =>
        objective.profile === profile &&
        result?.objectives.some((one) => one.id === objective.id && !one.met),
    ).length;
  const worst = profiles.reduce(
    (best, one) => (missed(one.id) > missed(best.id) ? one : best),
    profiles[0] ?? none,
  );
  return worst.id;
}

/** The flow of the first objective of the profile that is missed. */
function missedFlow(
  question: DesignQuestionView,
  result: SimulationResult | null,
  profile: string,
): string | null {
  const missed = question.objectives.find(
    ({ id, profile: of, measure }) =>
      of === profile && 'flow' in measure && result?.objectives.some((one) => one.id === id && !one.met),
  );
  return missed && 'flow' in missed.measure ? (missed.measure.flow ?? null) : null;
}

const none = { id: '' } as const;
