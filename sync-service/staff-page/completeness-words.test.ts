import { readFileSync } from 'node:fs';
import path from 'node:path';
import i18next, { type TFunction } from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Completeness, Finding } from '../../common/contract/staff/sessions.ts';
import { findingAdvice, findingLine, findingMeaning, verdictLine } from './completeness-words.ts';

const LANGUAGES = ['de', 'en', 'fr', 'nl'];
const CHAIN = '01939d2e-7a01-7000-8000-000000000001';
const KINDS: readonly Finding['finding'][] = [
  'missing',
  'truncated',
  'header-altered',
  'payload-altered',
  'swapped',
  'forked',
  'count-wrong',
];

const words = new Map<string, TFunction>();
const locale = (language: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, '../../locales', language, 'staff.json'), 'utf8'));

beforeAll(async () => {
  for (const language of LANGUAGES) {
    const instance = i18next.createInstance();
    await instance.init({
      lng: language,
      resources: { [language]: { staff: locale(language) } },
      interpolation: { escapeValue: false },
    });
    words.set(language, instance.t);
  }
});

const inLanguage = (language: string) => {
  const t = words.get(language);
  if (t === undefined) throw new Error(`no words in ${language}`);
  return { t, language };
};
const finding = (kind: Finding['finding'], from: number, to: number): Finding => ({
  finding: kind,
  chainId: CHAIN,
  from,
  to,
});
const verdict = (completeness: Completeness) => verdictLine(completeness, inLanguage('en'));

describe('a verdict in English', () => {
  test('names both numbers of a complete session', () => {
    expect(verdict({ received: 42, expected: 42, verdict: 'complete', findings: [] })).toBe(
      '42 of 42 received, chain intact',
    );
  });

  test('names how many are missing and where', () => {
    const findings = [finding('missing', 17, 18)];
    expect(verdict({ received: 40, expected: 42, verdict: 'incomplete', findings })).toBe(
      'Incomplete: 2 missing (places 17–18)',
    );
  });

  test('names a single place as one', () => {
    const findings = [finding('payload-altered', 9, 9)];
    expect(verdict({ received: 42, expected: 42, verdict: 'incomplete', findings })).toBe(
      'Incomplete: content altered (place 9)',
    );
  });

  test('names two findings and counts the rest', () => {
    const findings = KINDS.map((kind, index) => finding(kind, index + 1, index + 1));
    expect(verdict({ received: 1, expected: 42, verdict: 'incomplete', findings })).toBe(
      'Incomplete: 1 missing (place 1), 1 missing at the end (place 2), and 5 more findings',
    );
  });

  test('says of an open session that nothing is proved yet', () => {
    expect(verdict({ received: 12, expected: null, verdict: 'not-provable', findings: [] })).toBe(
      'Open: 12 received so far, not provable until the session is closed',
    );
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('every finding has its own line, meaning and advice', () => {
    const here = inLanguage(language);
    for (const say of [
      (kind: Finding['finding']) => findingLine(finding(kind, 17, 18), here),
      (kind: Finding['finding']) => findingMeaning(finding(kind, 17, 18), here),
    ]) {
      expect(new Set(KINDS.map(say)).size).toBe(KINDS.length);
    }
    for (const kind of KINDS) {
      expect(findingLine(finding(kind, 17, 18), here)).toMatch(/17.*18/);
      expect(findingAdvice(finding(kind, 17, 18), here)).not.toMatch(/^staff:|advice\./);
      expect(findingMeaning(finding(kind, 17, 18), here)).not.toMatch(/^staff:|meaning\./);
    }
  });
});
