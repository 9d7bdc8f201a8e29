import { describe, expect, it } from 'vitest';
import { emptyForm, formOf, jsonTrouble, readForm } from '@/components/plan/step-form';
import type { Step } from '@/lib/plan/plan';

const STEP: Step = {
  kind: 'core-eval',
  id: 's',
  title: 'Upgrade bank',
  together: 'They share nothing.',
  notes: 'see the ticket',
  links: [{ label: 'ticket', url: 'https://example.org/1' }],
  proposals: [
    {
      module: '@agoric/builders/scripts/vats/upgrade-bank.js',
      entrypoint: 'defaultProposalBuilder',
      args: [{ variant: 'MAINNET' }],
      upgrades: [{ vat: 'bank', bundle: null, incarnation: 2 }],
    },
  ],
};
const ACT: Step = {
  kind: 'act',
  id: 'a',
  title: 'Oracle',
  act: 'wait',
  what: 'for a live ATOM quote',
  notes: '',
  links: [],
  proposals: [],
};

describe('the fields of a step', () => {
  it('read back the step they show', () => {
    expect(readForm(formOf(STEP), 's')).toEqual({ ok: true, value: STEP });
    expect(readForm(formOf(ACT), 'a')).toEqual({ ok: true, value: ACT });
  });

  it('say what is wrong at the field where it is', () => {
    const form = {
      ...formOf(STEP),
      title: ' ',
      links: [{ label: '', url: 'http://x' }],
      proposals: [
        {
          module: '',
          entrypoint: '',
          args: '{"a":1}',
          upgrades: [{ vat: '', bundle: '', incarnation: '-1' }],
        },
      ],
    };
    const read = readForm(form, 's');
    expect(read.ok ? [] : Object.keys(read.error).sort()).toEqual([
      'links.0.url',
      'proposals.0.args',
      'proposals.0.module',
      'proposals.0.upgrades.0.incarnation',
      'proposals.0.upgrades.0.vat',
      'title',
    ]);
    expect(readForm(emptyForm('act'), 'a').ok).toBe(false);
  });

  it('name line and column where JSON breaks off', () => {
    expect(jsonTrouble('[\n  {"a" 1}\n]')).toMatch(/line 2, column \d+/);
    expect(jsonTrouble('[1, 2]')).toBeNull();
  });
});
