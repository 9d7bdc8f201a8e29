// `npm run bench [fold|live]`: speeds as ratios to named baselines measured in the same run.
import { build } from './build.mjs';
import { install } from './install.mjs';
import { nodeStep } from './say.mjs';

install();
const which = process.argv[2];
if (which === undefined || which === 'fold') nodeStep('Fold', ['--import', 'tsx', 'lib/dev/bench/fold.ts']);
if (which === undefined || which === 'live') {
  await build();
  nodeStep('Live', ['--import', 'tsx', 'lib/dev/bench/live.ts']);
}
