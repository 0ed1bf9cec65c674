import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSteady, timingOf } from './deadline.ts';

const DAY = 86_400_000;
const CLOSES = 1_773_820_800_000;
const drift = fc.double({ min: -100e-6, max: 100e-6, noNaN: true });
const days = (max: number) => fc.integer({ min: 0, max: max * DAY });

/** A record that was made at `made`, after an anchor, known to the service some time later. */
const made = fc.record({
  lower: fc.integer({ min: -30 * DAY, max: 10 * DAY }).map((offset) => CLOSES + offset),
  after: days(30),
  until: days(30),
  drift,
});
const told = ({
  lower,
  after,
  until,
  drift,
}: {
  lower: number;
  after: number;
  until: number;
  drift: number;
}) => ({
  truth: lower + after,
  evidence: {
    at: Math.round(lower + after * (1 + drift)),
    lower,
    upper: lower + after + until,
    steady: true,
  },
});

describe('the deadline', () => {
  test('an honest clock never makes what was late be in, nor what was in be late', () => {
    fc.assert(
      fc.property(made, (one) => {
        const { truth, evidence } = told(one);
        const timing = timingOf(evidence, CLOSES);
        if (timing === 'in') expect(truth).toBeLessThan(CLOSES);
        if (timing === 'late') expect(truth).toBeGreaterThanOrEqual(CLOSES);
      }),
    );
  });
  test('whatever a clock says, it changes nothing outside of the bounds', () => {
    fc.assert(
      fc.property(made, fc.integer(), fc.boolean(), (one, at, steady) => {
        const { lower, upper } = told(one).evidence;
        const timing = timingOf({ at, lower, upper, steady }, CLOSES);
        if (upper < CLOSES) expect(timing).toBe('in');
        if (lower >= CLOSES) expect(timing).toBe('late');
      }),
    );
  });
  test('an honest clock is believed as soon as it is further from the end than it may be wrong', () => {
    fc.assert(
      fc.property(made, (one) => {
        const { truth, evidence } = told(one);
        // 30 days at 600 ppm and the slack.
        fc.pre(Math.abs(truth - CLOSES) > 30 * DAY * 600e-6 + 2_000);
        expect(timingOf(evidence, CLOSES)).toBe(truth < CLOSES ? 'in' : 'late');
      }),
    );
  });
  test('later bounds and a later end only ever move a record one way', () => {
    const order = ['in', 'doubtful', 'late'];
    fc.assert(
      fc.property(made, fc.nat({ max: 40 * DAY }), (one, longer) => {
        const { evidence } = told(one);
        const [now, extended] = [CLOSES, CLOSES + longer].map((end) =>
          order.indexOf(timingOf(evidence, end)),
        );
        expect(extended).toBeLessThanOrEqual(now as number);
      }),
    );
  });
  test('without an anchor, with a clock that was set or that contradicts the bounds, staff decide', () => {
    const evidence = { at: CLOSES - DAY, lower: CLOSES - 2 * DAY, upper: CLOSES + DAY, steady: true };
    expect(timingOf(evidence, CLOSES)).toBe('in');
    expect(timingOf({ ...evidence, lower: null }, CLOSES)).toBe('doubtful');
    expect(timingOf({ ...evidence, steady: false }, CLOSES)).toBe('doubtful');
    expect(timingOf({ ...evidence, at: evidence.lower - DAY }, CLOSES)).toBe('doubtful');
    expect(timingOf({ ...evidence, at: evidence.upper + DAY }, CLOSES)).toBe('doubtful');
    expect(timingOf({ ...evidence, at: CLOSES - 1 }, CLOSES), 'too close').toBe('doubtful');
  });
  test('a clock that was set between two records of one run is found out', () => {
    const first = { anchor: 'a', boot: 'b', at: CLOSES, mono: 1_000 };
    expect(isSteady(first, { ...first, at: CLOSES + DAY, mono: 1_000 + DAY })).toBe(true);
    expect(isSteady(first, { ...first, at: CLOSES - DAY, mono: 1_000 + DAY })).toBe(false);
    expect(isSteady(first, { ...first, boot: 'c', at: CLOSES - DAY, mono: 5 }), 'another run').toBe(true);
  });
});
