/** What screens need of consultations and of what was said in them, beside the lists of both. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
import type { StaffContribution } from '../../common/contract/staff/sessions.ts';
import { type Outcome, success } from '../../common/problems.ts';
import type { StaffApi } from './api.ts';

const PAGE_MAX = 200;

/** For a choice of one: a city has few, and a choice needs all of them. */
export async function everyConsultation(api: StaffApi): Promise<Outcome<readonly ConsultationDocument[]>> {
  const all: ConsultationDocument[] = [];
  let after: string | undefined;
  do {
    const page = await api.call('listConsultations', { after, limit: PAGE_MAX });
    if (!page.ok) return page;
    all.push(...page.value.consultations);
    after = page.value.next ?? undefined;
  } while (after !== undefined);
  return success(all);
}

/** None of a consultation that is not here any more. */
export async function topicsOf(api: StaffApi, id: string): Promise<Outcome<ConsultationDocument['topics']>> {
  const found = await api.call('showConsultation', { id });
  if (found.ok) return success(found.value.topics);
  return found.problem === 'not-found' ? success([]) : found;
}

/** All that was said in these sessions, one after the other. */
export async function contributionsOf(
  api: StaffApi,
  sessionIds: readonly string[],
): Promise<Outcome<readonly StaffContribution[]>> {
  const all: StaffContribution[] = [];
  for (const sessionId of sessionIds) {
    let after: string | undefined;
    do {
      const page = await api.call('listContributions', { sessionId, after, limit: PAGE_MAX });
      if (!page.ok) return page;
      all.push(...page.value.contributions);
      after = page.value.next ?? undefined;
    } while (after !== undefined);
  }
  return success(all);
}
