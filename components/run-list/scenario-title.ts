import { isScenario, SCENARIOS } from '@/lib/plan/scenario';

/** A scenario in words; the name itself for one that this version does not know. */
export const scenarioTitle = (scenario: string | null): string =>
  isScenario(scenario) ? SCENARIOS[scenario].title : (scenario ?? '');
