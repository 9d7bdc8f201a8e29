import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingKey, patternOf } from '@/lib/triage/finding-key';
import { type Mark, marksFor, parseMarks } from '@/lib/triage/mark';
import { countTriage, likePattern, triage } from '@/lib/triage/triage';
import type { Finding, Severity } from '@/lib/upgrade/analysis';

/** `blocker v6 upgrade-rolled-back@120: text`. */
function finding(text: string): Finding {
  const [head = '', message = ''] = text.split(': ');
  const [severity, vatID = '', at = ''] = head.split(' ');
  const [rule = '', line = '1'] = at.split('@');
  return {
    rule,
    severity: (['blocker', 'warning', 'info'] as const).find((known) => known === severity) ?? 'info',
    ...(vatID === '-' ? {} : { vatID }),
    line: Number(line),
    byte: Number(line) * 10,
    time: null,
    message,
    params: {},
  };
}

const mark = (kind: Mark['kind'], about: Finding, over: Partial<Mark> = {}): Mark => ({
  id: 'm',
  findingKey: findingKey(about),
  kind,
  scope: { rule: about.rule, vat: about.vatID ?? null, pattern: patternOf(about.message), planId: 'p' },
  reason: 'known',
  assignee: null,
  actor: 'ann',
  createdAt: 1,
  withdrawnAt: null,
  ...over,
});

const states = (findings: Finding[], marks: Mark[], baseline: string[] | null = null) =>
  triage(findings, marks, baseline && new Set(baseline)).map(({ state, news }) =>
    news ? `${state} ${news}` : state,
  );

const arbitraryFinding = fc
  .record({
    severity: fc.constantFrom<Severity>('blocker', 'warning', 'info'),
    vat: fc.constantFrom('v6', 'v7', '-'),
    rule: fc.constantFrom('console-error', 'vat-terminated'),
    line: fc.nat(10_000),
    message: fc.oneof(fc.string(), fc.constantFrom('Error 12', 'Error 13', 'kp70 was rejected')),
  })
  .map(({ severity, vat, rule, line, message }) => ({
    ...finding(`${severity} ${vat} ${rule}@${line}`),
    message,
  }));

describe('the key of a finding', () => {
  it('is the same in two runs: no line, crank, promise, second or bundle is in it', () => {
    const one = finding(
      'warning v8 subscriber-gave-up@120: v8 lost kp70 in crank 1,145 after 0.25 s, b1-eea639ab…',
    );
    const two = finding(
      'warning v8 subscriber-gave-up@977: v8 lost kp91 in crank 33 after 12 s, b1-0011aabb…',
    );
    expect(findingKey(one)).toBe(findingKey(two));
  });

  it('tells vats, rules and words apart', () => {
    const keys = [
      'warning v8 a@1: x',
      'warning v7 a@1: x',
      'warning v8 b@1: x',
      'warning v8 a@1: severed by v6',
      'warning v8 a@1: severed by v7',
    ];
    expect(new Set(keys.map((text) => findingKey(finding(text)))).size).toBe(keys.length);
  });

  it('a pattern is its own pattern, and bounded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const pattern = patternOf(text);
        expect(patternOf(pattern)).toBe(pattern);
        expect(pattern.length).toBeLessThanOrEqual(240);
      }),
    );
  });
});

describe('triage', () => {
  const died = finding('blocker v6 vat-terminated@5: v6 ended');
  const noise = finding('warning v7 console-error@6: retry 12 failed');

  it('accepts one finding, whatever its severity, and takes it back', () => {
    expect(states([died, noise], [mark('accepted', died)])).toEqual(['accepted', 'open']);
    expect(states([died], [mark('accepted', died, { withdrawnAt: 2 })])).toEqual(['open']);
  });

  it('a benign pattern hides all like it and never a blocker', () => {
    const others = [
      'warning v9 console-error@7: retry 13 failed',
      'blocker v9 console-error@8: retry 13 failed',
    ];
    const scope = { rule: 'console-error', vat: null, pattern: 'retry * failed', planId: null };
    expect(states([noise, ...others.map(finding)], [mark('benign', noise, { scope })])).toEqual([
      'benign',
      'benign',
      'open',
    ]);
  });

  it('assigning leaves a finding open', () => {
    const [row] = triage([died], [mark('assigned', died, { assignee: 'bob' })], null);
    expect([row?.state, row?.assigned?.assignee]).toEqual(['open', 'bob']);
  });

  it('knows what the run before had', () => {
    expect(states([died, noise], [], [findingKey(died)])).toEqual(['open known', 'open new']);
  });

  it('loses no finding and counts each once, whatever the marks', () => {
    const marks = fc.array(
      fc
        .tuple(
          arbitraryFinding,
          fc.constantFrom<Mark['kind']>('accepted', 'benign', 'assigned'),
          fc.boolean(),
        )
        .map(([about, kind, gone]) => mark(kind, about, { withdrawnAt: gone ? 1 : null })),
    );
    fc.assert(
      fc.property(fc.array(arbitraryFinding), marks, (findings, all) => {
        const rows = triage(findings, all, new Set(findings.slice(1).map(findingKey)));
        expect(rows.map((row) => row.finding)).toEqual(findings);
        const { open, accepted, benign, newBlockers, openBlockers } = countTriage(rows);
        expect(open + accepted + benign).toBe(findings.length);
        expect(newBlockers).toBeLessThanOrEqual(openBlockers);
        const standing = new Set(
          all.filter(({ withdrawnAt }) => withdrawnAt === null).map((m) => m.findingKey),
        );
        for (const row of rows)
          if (row.finding.severity === 'blocker' && !standing.has(row.key)) expect(row.state).toBe('open');
      }),
    );
  });

  it('a pattern without stars is the text alone; with stars it takes what was cut out', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), fc.string(), (parts, between) => {
        fc.pre(!parts.join('').includes('*'));
        expect(likePattern(parts.join(between), parts.join('*'))).toBe(true);
        const text = parts.join('');
        expect(likePattern(text, text)).toBe(true);
        expect(likePattern(`${text}x`, text)).toBe(false);
      }),
    );
    expect(likePattern('aba', 'ab*ba')).toBe(false);
    expect(likePattern('a1b1c', 'a*c*b*')).toBe(false);
  });
});

describe('marks', () => {
  const about = finding('warning v7 console-error@6: x');

  it('count for their plan, or for every plan', () => {
    const everywhere = { rule: 'r', vat: null, pattern: null, planId: null };
    const all = [
      mark('accepted', about),
      mark('benign', about, { scope: everywhere }),
      mark('accepted', about, { withdrawnAt: 3 }),
    ];
    expect([marksFor(all, 'p').length, marksFor(all, 'q').length, marksFor(all, null).length]).toEqual([
      2, 1, 1,
    ]);
  });

  it('come back from JSON, and a refusal names the field', () => {
    const marks = [mark('accepted', about), mark('benign', about)];
    expect(parseMarks(JSON.parse(JSON.stringify({ marks })))).toEqual({ ok: true, value: marks });
    expect(parseMarks([{ kind: 'accepted', scope: {} }])).toMatchObject({
      error: 'marks[0].scope.rule is not a text.',
    });
    expect(parseMarks(7).ok).toBe(false);
  });
});
