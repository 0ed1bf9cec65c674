/** What recomputing a session found, in plain words: one line for a list, and what to do for each finding. */
import type { TFunction } from 'i18next';
import type { Completeness, Finding } from '../../common/contract/staff/sessions.ts';
import { number } from './formats.ts';

type Kind = Finding['finding'];

const SHORT: { readonly [K in Kind]: string } = {
  missing: 'staff:finding.missing',
  truncated: 'staff:finding.truncated',
  'header-altered': 'staff:finding.headerAltered',
  'payload-altered': 'staff:finding.payloadAltered',
  swapped: 'staff:finding.swapped',
  forked: 'staff:finding.forked',
  'count-wrong': 'staff:finding.countWrong',
};

const MEANING: { readonly [K in Kind]: string } = {
  missing: 'staff:meaning.missing',
  truncated: 'staff:meaning.truncated',
  'header-altered': 'staff:meaning.headerAltered',
  'payload-altered': 'staff:meaning.payloadAltered',
  swapped: 'staff:meaning.swapped',
  forked: 'staff:meaning.forked',
  'count-wrong': 'staff:meaning.countWrong',
};

const ADVICE: { readonly [K in Kind]: string } = {
  missing: 'staff:advice.missing',
  truncated: 'staff:advice.truncated',
  'header-altered': 'staff:advice.headerAltered',
  'payload-altered': 'staff:advice.payloadAltered',
  swapped: 'staff:advice.swapped',
  forked: 'staff:advice.forked',
  'count-wrong': 'staff:advice.countWrong',
};

type Words = { readonly t: TFunction; readonly language: string };

/** Such as `place 17` or `places 17–18`. */
function places({ from, to }: Finding, { t, language }: Words): string {
  if (from === to) return t('staff:place', { place: number(from, language) });
  return t('staff:places', { from: number(from, language), to: number(to, language) });
}

/** Such as `2 missing (places 17–18)`. */
export function findingLine(finding: Finding, words: Words): string {
  return words.t(SHORT[finding.finding], {
    count: finding.to - finding.from + 1,
    places: places(finding, words),
  });
}

export const findingMeaning = (finding: Finding, { t }: Words): string => t(MEANING[finding.finding]);
export const findingAdvice = (finding: Finding, { t }: Words): string => t(ADVICE[finding.finding]);

/** More of them would bury the others; a session's own screen explains every one. */
const NAMED_MOST = 2;

/** Such as `2 missing (places 17–18) and 3 more findings`. */
function findingsLine(findings: readonly Finding[], words: Words): string {
  const named = findings.slice(0, NAMED_MOST).map((finding) => findingLine(finding, words));
  const others = findings.length - named.length;
  if (others > 0) named.push(words.t('staff:finding.others', { count: others }));
  return new Intl.ListFormat(words.language).format(named);
}

/** Such as `42 of 42 received, chain intact`. */
export function verdictLine(completeness: Completeness, words: Words): string {
  const { t, language } = words;
  const { received, expected, verdict, findings } = completeness;
  if (verdict === 'not-provable') return t('staff:verdict.notProvable', { count: received });
  const counts = { received: number(received, language), expected: number(expected ?? received, language) };
  if (verdict === 'complete') return t('staff:verdict.complete', counts);
  if (findings.length === 0) return t('staff:verdict.incompleteCounts', counts);
  return t('staff:verdict.incomplete', { found: findingsLine(findings, words) });
}
