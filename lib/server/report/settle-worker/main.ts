import { parentPort } from 'node:worker_threads';
import type { Report } from '@/lib/report/report';
import { sanitise } from '@/lib/report/sanitise';
import { settleReport } from '@/lib/report/settle-report';
import { stepBack } from '@/lib/server/fold-worker/step-back';
import { judgeBy } from '@/lib/server/report/judge-by';
import { analysisOfOverview } from '@/lib/server/report/overview-analysis';
import type { FromSettler, SettleOrder, ToSettler } from '@/lib/server/report/settle-worker/messages';

const NICE = 10;

function settle({ report, plan, run, overview, marks }: SettleOrder): Report {
  const analysis = analysisOfOverview(overview);
  const sha256 = analysis.source.sha256 ?? run.sha256;
  return sanitise(settleReport(report, plan, { ...run, sha256, analysis }, judgeBy(marks))).report;
}

const post = (message: FromSettler): void => parentPort?.postMessage(message);

stepBack(NICE);
parentPort?.on('message', ({ id, order }: ToSettler) => {
  try {
    post({ id, report: settle(order) });
  } catch (error) {
    post({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
