/** What screens need of consultations beside the list of them. */
import type { ConsultationDocument } from '../../common/contract/feed.ts';
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
