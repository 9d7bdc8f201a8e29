// `npm run bench`: speeds as ratios to named baselines measured in the same run, in one table. `bench -- fold` leaves the server out,
// `bench -- big` reads 5 GB, `bench -- live` measures how late a page hears of an entry, `bench -- plan` a large plan in a browser,
// `bench -- readers` a crowd on a public report, `bench -- inventory` a swing-store of over 2 GB.
import { build } from './build.mjs';
import { bundle } from './bundle-workers.mjs';
import { install } from './install.mjs';
import { nodeStep } from './say.mjs';

const tsx = ['--import', 'tsx'];
const which = process.argv[2] ?? 'all';

install();
if (which === 'all' || which === 'live' || which === 'plan' || which === 'readers') await build();
if (which === 'live') nodeStep('Live', [...tsx, 'lib/dev/bench/live.ts']);
else if (which === 'readers') nodeStep('Readers', [...tsx, 'lib/dev/bench/readers-of-a-report.ts']);
else if (which === 'timeline') nodeStep('Timeline', [...tsx, 'lib/dev/bench/timeline.ts']);
else if (which === 'inventory') {
  nodeStep('Growing a store (some minutes)', [...tsx, 'lib/dev/bench/grow-store.ts']);
  nodeStep('Inventory', [...tsx, 'lib/dev/bench/inventory.ts']);
  nodeStep('Inventory of an export', [...tsx, 'lib/dev/bench/inventory.ts', 'export']);
} else if (which === 'plan') nodeStep('Plan', [...tsx, 'lib/dev/bench/plan.ts']);
else {
  // What is measured is bundled as the product is: loading TypeScript would be measured, too.
  const source = 'lib/server/slog-source';
  const threads = {
    thread: `${source}/ahead/thread.mjs`,
    'digest-thread': `${source}/digest-thread.mjs`,
    'unzip-thread': `${source}/unzip-thread.mjs`,
  };
  await bundle({ measure: 'lib/dev/bench/measure.ts', ...threads }, 'lib/generated/bench');
  nodeStep('Bench', [...tsx, 'lib/dev/bench/compare.ts', which]);
}
