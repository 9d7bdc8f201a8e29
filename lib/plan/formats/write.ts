import { stringify } from 'yaml';
import { writeA3p } from '@/lib/plan/formats/a3p';
import { writeCoreEvals, writeSoftwareUpgrade } from '@/lib/plan/formats/agd';
import { notesOnActs, writeCoreProposals } from '@/lib/plan/formats/core-proposals';
import type { WriteFormat, WrittenPlan } from '@/lib/plan/formats/format';
import { writeUpgradeInfo } from '@/lib/plan/formats/upgrade-info';
import { writeGo } from '@/lib/plan/formats/write-go';
import type { Plan } from '@/lib/plan/plan';

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const WRITERS: Readonly<Record<WriteFormat, (plan: Plan) => WrittenPlan>> = {
  json: (plan) => ({ files: [{ name: 'plan.json', text: asJson(plan) }], notes: [] }),
  yaml: (plan) => ({ files: [{ name: 'plan.yaml', text: stringify(plan, { lineWidth: 0 }) }], notes: [] }),
  'core-proposals': (plan) => ({
    files: [{ name: 'core-proposals.json', text: asJson(writeCoreProposals(plan)) }],
    notes: notesOnActs(plan),
  }),
  'upgrade-info': writeUpgradeInfo,
  go: writeGo,
  'agd-software-upgrade': writeSoftwareUpgrade,
  'agd-core-eval': writeCoreEvals,
  a3p: writeA3p,
};

/** A plan in another notation; what that cannot say is in the notes. `json` and `yaml` say everything. */
export const writePlan = (plan: Plan, format: WriteFormat): WrittenPlan => WRITERS[format](plan);
