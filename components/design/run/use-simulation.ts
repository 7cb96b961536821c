'use client';

import { useSyncExternalStore } from 'react';
import type { Simulation, SimulationState } from './simulation.ts';

export function useSimulation(simulation: Simulation): SimulationState {
  const read = () => simulation.state;
  return useSyncExternalStore(simulation.subscribe, read, read);
}
