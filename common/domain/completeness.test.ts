/** Every way to tamper with stored rows has its own finding, at its place, and nothing tampered is complete. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random16, sha256 } from '../../platform/crypto.ts';
import { type ChainRow, sessionCompleteness } from './completeness.ts';
import { bodyLine, headerLine } from './record-lines.ts';

const CHAIN = '0190f7c2-0000-7000-8000-00000000c001';
const OTHER = '0190f7c2-0000-7000-8000-00000000c002';
const salt = random16();

/** `sizes`: records of each session between its opening and closing; 'x' ids keep sessions apart. */
function build(sizes: readonly number[], { closed = true, extra = 0, chainId = CHAIN } = {}) {
  const rows: ChainRow[] = [];
  let prev: string | null = null;
  const add = (kind: string, sessionId: string | null, payload: object) => {
    const seq = rows.length + 1;
    const id = `0190f7c2-0000-7000-8000-${String(seq).padStart(12, '0')}`;
    const body = bodyLine(salt, { ...payload });
    const header: string = headerLine({
      anchor: null,
      at: 1,
      boot: salt,
      chainId,
      id,
      kind,
      mode: 'assisted',
      mono: seq,
      participantId: null,
      payloadHash: sha256(body),
      prev,
      seq,
      sessionId,
      v: 1,
    });
    prev = sha256(header);
    rows.push({ seq, id, sessionId, kind, header, body });
  };
  sizes.forEach((size, s) => {
    const before = rows.length;
    add('session.opened', `s${s}`, { n: rows.length });
    for (let i = 0; i < size; i += 1) add('idea', `s${s}`, { n: rows.length });
    if (closed || s < sizes.length - 1) {
      add('session.closed', `s${s}`, {
        records: rows.length - before + extra,
        head: { seq: rows.length, hash: prev ?? '' },
      });
    }
  });
  return { rows, head: { seq: rows.length, hash: prev ?? '' } };
}
type Course = { readonly made: readonly ChainRow[]; readonly open: string | null; readonly records: number };
type Built = ReturnType<typeof build>;
const check = (
  { rows, head }: Built,
  s: number,
  more: { reported?: number; conflicts?: number[]; branches?: ChainRow[] } = {},
) =>
  sessionCompleteness({
    sessionId: `s${s}`,
    chains: [
      {
        chainId: CHAIN,
        rows,
        head,
        reported: more.reported ?? 0,
        conflicts: more.conflicts ?? [],
        branches: more.branches ?? [],
      },
    ],
    digest: sha256,
  });
const found = (built: Built, s: number, more = {}) =>
  check(built, s, more).findings.map(({ finding, from, to }) => `${finding} ${from}-${to}`);

const shape = fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 });
const placed = shape.chain((sizes) => {
  const spans: { s: number; from: number; to: number }[] = [];
  let at = 1;
  sizes.forEach((size, s) => {
    spans.push({ s, from: at, to: at + size + 1 });
    at += size + 2;
  });
  return fc.record({ span: fc.constantFrom(...spans), a: fc.nat(), b: fc.nat() }).map(({ span, a, b }) => {
    const length = span.to - span.from + 1;
    const place = span.from + (a % length);
    const other = span.from + ((a + 1 + (b % (length - 1))) % length);
    return { sizes, s: span.s, place, other, end: at - 1 };
  });
});
const change = (built: Built, seq: number, edit: (row: ChainRow) => Partial<ChainRow>): Built => ({
  ...built,
  rows: built.rows.map((row) => (row.seq === seq ? { ...row, ...edit(row) } : row)),
});

describe('sessionCompleteness', () => {
  it('finds every session of an untouched chain complete', () => {
    fc.assert(
      fc.property(shape, (sizes) => {
        const built = build(sizes);
        sizes.forEach((size, s) => {
          expect(check(built, s)).toEqual({
            received: size + 2,
            expected: size + 2,
            verdict: 'complete',
            findings: [],
          });
        });
      }),
    );
  });

  it('finds a deleted record missing, or the end truncated, and never complete', () => {
    fc.assert(
      fc.property(placed, ({ sizes, s, place, end }) => {
        const built = build(sizes);
        const cut = { ...built, rows: built.rows.filter(({ seq }) => seq !== place) };
        expect(found(cut, s)).toEqual([`${place === end ? 'truncated' : 'missing'} ${place}-${place}`]);
        expect(check(cut, s).verdict).toBe('incomplete');
      }),
    );
  });

  it('finds the end cut off anywhere truncated', () => {
    fc.assert(
      fc.property(placed, ({ sizes, s, place, end }) => {
        const built = build(sizes);
        const cut = { ...built, rows: built.rows.filter(({ seq }) => seq < place) };
        fc.pre(cut.rows.some(({ sessionId }) => sessionId === `s${s}`));
        expect(found(cut, s)).toEqual([`truncated ${place}-${end}`]);
        expect(check(cut, s).verdict).toBe('incomplete');
      }),
    );
  });

  it('finds any altered field of a header at its place', () => {
    const edits = fc.constantFrom<(text: string) => string>(
      (text) => text.replace('"at":1', '"at":2'),
      (text) => text.replace(/"prev":("[^"]*"|null)/, `"prev":"${'A'.repeat(43)}"`),
      (text) => text.replace(/"payloadHash":"[^"]*"/, `"payloadHash":"${'A'.repeat(43)}"`),
      (text) => text.replace(/"seq":\d+/, '"seq":999'),
      (text) => text.replace(/"id":"[^"]*"/, '"id":"0190f7c2-0000-7000-8000-00000000ffff"'),
      (text) => text.slice(1),
      () => 'null',
    );
    fc.assert(
      fc.property(placed, edits, ({ sizes, s, place }, edit) => {
        const built = change(build(sizes), place, ({ header }) => ({ header: edit(header) }));
        expect(found(built, s)).toEqual([`header-altered ${place}-${place}`]);
        expect(check(built, s).verdict).toBe('incomplete');
      }),
    );
  });

  it('finds an altered column of a row at its place, for the header says otherwise', () => {
    const edits = fc.constantFrom<Partial<ChainRow>>(
      { id: '0190f7c2-0000-7000-8000-00000000ffff' },
      { kind: 'participant.left' },
      { sessionId: null },
      { sessionId: 'another' },
    );
    fc.assert(
      fc.property(placed, edits, ({ sizes, s, place }, edit) => {
        const built = change(build(sizes), place, () => edit);
        expect(found(built, s)).toEqual([`header-altered ${place}-${place}`]);
        expect(check(built, s).verdict).toBe('incomplete');
      }),
    );
  });

  it('finds the gap of a session of which nothing is left, and does not speak of other sessions', () => {
    fc.assert(
      fc.property(placed, ({ sizes, s, end }) => {
        const built = build(sizes);
        const own = built.rows.filter(({ sessionId }) => sessionId === `s${s}`).map(({ seq }) => seq);
        const [from, to] = [Math.min(...own), Math.max(...own)];
        const others = built.rows.filter(({ seq }) => seq < from || seq > to);
        const altered = others.map((row) => ({ ...row, body: `${row.body} ` }));
        const left = { ...built, rows: altered };
        expect(found(left, s)).toEqual([`${to === end ? 'truncated' : 'missing'} ${from}-${to}`]);
        expect(check(left, s)).toMatchObject({ received: 0, expected: null, verdict: 'incomplete' });
      }),
    );
  });

  it('finds an altered payload at its place', () => {
    fc.assert(
      fc.property(placed, ({ sizes, s, place }) => {
        const built = change(build(sizes), place, ({ body }) => ({ body: `${body} ` }));
        expect(found(built, s)).toEqual([`payload-altered ${place}-${place}`]);
        expect(check(built, s).verdict).toBe('incomplete');
      }),
    );
  });

  it.each(['texts', 'bodies', 'rows'] as const)(
    'finds two exchanged %s swapped, and nothing else',
    (what) => {
      fc.assert(
        fc.property(placed, ({ sizes, s, place, other }) => {
          const built = build(sizes);
          const a = built.rows[place - 1] as ChainRow;
          const b = built.rows[other - 1] as ChainRow;
          const taken = ({ id, header, body }: ChainRow) =>
            what === 'texts' ? { header, body } : what === 'bodies' ? { body } : { id, header, body };
          const swapped = change(
            change(built, place, () => taken(b)),
            other,
            () => taken(a),
          );
          const [from, to] = [Math.min(place, other), Math.max(place, other)];
          expect(found(swapped, s)).toEqual([`swapped ${from}-${to}`]);
          expect(check(swapped, s).verdict).toBe('incomplete');
        }),
      );
    },
  );

  it('takes an erased body for a link like any other', () => {
    const built = build([2]);
    for (const body of [null, ''])
      expect(
        check(
          change(built, 2, () => ({ body })),
          0,
        ).verdict,
      ).toBe('complete');
  });

  it('finds two records at one place forked', () => {
    expect(found(build([2, 2]), 0, { conflicts: [3, 3, 7] })).toEqual(['forked 3-3']);
  });

  /** What a kiosk writes from `since` on: whether a session is open decides what each number stands for. */
  const written = (
    steps: readonly number[],
    name: string,
    since: Course = { made: [], open: null, records: 0 },
  ): Course => {
    const made = [...since.made];
    let { open, records } = since;
    const add = (kind: string, sessionId: string | null, payload: object) => {
      const [seq, above] = [made.length + 1, made.at(-1)];
      const body = bodyLine(salt, { ...payload });
      const [id, prev] = [`${name}-${seq}`, above ? sha256(above.header) : null];
      const header = headerLine({
        ...{
          anchor: null,
          at: 1,
          boot: salt,
          chainId: CHAIN,
          id,
          kind,
          mode: 'assisted',
          mono: seq,
          participantId: null,
        },
        ...{ payloadHash: sha256(body), prev, seq, sessionId, v: 1 },
      });
      made.push({ seq, id, sessionId, kind, header, body });
      if (sessionId !== null) records += 1;
    };
    for (const step of steps) {
      if (step === 0) add('contribution.withdrawn', null, {});
      else if (open === null) {
        [open, records] = [`${name}-${made.length}`, 0];
        add('session.opened', open, {});
      } else if (step > 1) add('idea', open, {});
      else {
        add('session.closed', open, {
          records,
          head: { seq: made.length, hash: sha256(made.at(-1)?.header ?? '') },
        });
        open = null;
      }
    }
    return { made, open, records };
  };
  /** As they came, the first of each place in the chain; of each session of the chain, what is found. */
  const foundWhere = (arrived: readonly ChainRow[]) => {
    const chain = new Map<number, ChainRow>();
    const branches: ChainRow[] = [];
    for (const row of arrived)
      if (chain.has(row.seq)) branches.push(row);
      else chain.set(row.seq, row);
    const rows = [...chain.values()].sort((a, b) => a.seq - b.seq);
    const last = rows.at(-1);
    const head = last ? { seq: last.seq, hash: sha256(last.header) } : null;
    const conflicts = branches.map(({ seq }) => seq);
    const evidence = { chainId: CHAIN, rows, branches, head, reported: 0, conflicts };
    return (sessionId: string) => sessionCompleteness({ sessionId, chains: [evidence], digest: sha256 });
  };
  const steps = fc.array(fc.nat({ max: 4 }), { maxLength: 12 });
  const forked = fc.record({
    before: steps,
    here: steps,
    there: steps,
    order: fc.infiniteStream(fc.boolean()),
  });
  const twoBranches = ({ before, here, there }: { before: number[]; here: number[]; there: number[] }) => {
    const common = written(before, 'c');
    const onEach = [written(here, 'a', common), written(there, 'b', common)];
    const [a = [], b = []] = onEach.map(({ made }) => made.slice(common.made.length));
    return { common, onEach, a, b };
  };

  it('finds nothing but the fork of what lies on two branches, whichever record of them came first', () => {
    fc.assert(
      fc.property(forked, ({ order, ...both }) => {
        const { common, onEach, a, b } = twoBranches(both);
        const arrived = [...common.made];
        for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
          const row = j >= b.length || (i < a.length && order.next().value) ? a[i++] : b[j++];
          if (row) arrived.push(row);
        }
        const of = foundWhere(arrived);
        for (const { made } of onEach)
          for (const sessionId of new Set(made.flatMap((row) => row.sessionId ?? []))) {
            const { findings, received, expected } = of(sessionId);
            expect(findings.filter(({ finding }) => finding !== 'forked')).toEqual([]);
            if (expected !== null) expect(received).toBe(expected);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('never takes for altered what has not come yet of a branch', () => {
    fc.assert(
      fc.property(forked, ({ order, ...both }) => {
        const { common, onEach, a, b } = twoBranches(both);
        // Of a session that both went on with, what is here of one is taken for the other's.
        fc.pre(common.open === null);
        const arrived = [...common.made, ...a, ...b.filter((_, nth) => nth === 0 || order.next().value)];
        const of = foundWhere(arrived);
        for (const { made } of onEach)
          for (const sessionId of new Set(made.flatMap((row) => row.sessionId ?? [])))
            for (const { finding } of of(sessionId).findings)
              expect(['forked', 'missing', 'truncated', 'count-wrong']).toContain(finding);
      }),
      { numRuns: 300 },
    );
  });

  it('finds a header on a branch altered where the next record of its session names it', () => {
    const common = written([2, 1], 'c');
    const [here, there] = [written([2, 2, 2, 1], 'a', common), written([2, 2, 0, 2, 1], 'b', common)];
    const altered = there.made.map((row) =>
      row.seq === 4 ? { ...row, header: row.header.replace('"at":1', '"at":2') } : row,
    );
    const of = foundWhere([...here.made, ...altered.slice(common.made.length)]);
    expect(of('b-2').findings).toContainEqual({ finding: 'header-altered', chainId: CHAIN, from: 4, to: 4 });
  });

  it('finds a closing record that counts another number', () => {
    expect(check(build([2], { extra: 1 }), 0)).toMatchObject({
      expected: 5,
      received: 4,
      verdict: 'incomplete',
      findings: [{ finding: 'count-wrong', chainId: CHAIN, from: 4, to: 4 }],
    });
  });

  it('says of an open session that nothing can be proved, even while its records are on their way', () => {
    const built = build([2], { closed: false });
    expect(check(built, 0)).toMatchObject({ expected: null, verdict: 'not-provable', findings: [] });
    expect(check(built, 0, { reported: 5 })).toMatchObject({
      verdict: 'not-provable',
      findings: [{ finding: 'truncated', from: 4, to: 5 }],
    });
  });

  it('adds up a session that went on in a second chain', () => {
    const before = build([1], { closed: false, chainId: OTHER });
    const after = build([1], { extra: 2 });
    const both = (rows: readonly ChainRow[]) =>
      sessionCompleteness({
        sessionId: 's0',
        chains: [
          { chainId: OTHER, rows, head: before.head, reported: 0, conflicts: [], branches: [] },
          { chainId: CHAIN, ...after, reported: 0, conflicts: [], branches: [] },
        ],
        digest: sha256,
      });
    expect(both(before.rows)).toEqual({ received: 5, expected: 5, verdict: 'complete', findings: [] });
    expect(both(before.rows.slice(0, 1))).toMatchObject({
      received: 4,
      expected: 5,
      verdict: 'incomplete',
      findings: [{ finding: 'truncated', chainId: OTHER, from: 2, to: 2 }],
    });
  });
});
