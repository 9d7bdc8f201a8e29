import { scenarioTitle } from '@/components/run-list/scenario-title';
import { runLook } from '@/lib/live/run-look';
import type { RunRow } from '@/lib/live/run-row';

/** The runs in which every word of `filter` is found: in state, title, kind, scenario, plan, digest or id. */
export function filterRuns(runs: readonly RunRow[], filter: string, now: number): RunRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const text = (run: RunRow) =>
    [
      runLook(run, now).word,
      run.title,
      run.kind,
      run.id,
      run.planTitle,
      run.planDigest,
      scenarioTitle(run.scenario),
    ]
      .join(' ')
      .toLowerCase();
  return runs.filter((run) => {
    const hay = text(run);
    return words.every((word) => hay.includes(word));
  });
}
