/** What people said to the city alone: opened with its key, on this page. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { type Outcome, success } from '../../../common/problems.ts';
import { everyConsultation } from '../consultations.ts';
import { number } from '../formats.ts';
import { KeyPanel } from '../parts/people/KeyPanel.tsx';
import { type OpenedWords, SealedWordsList } from '../parts/people/SealedWordsList.tsx';
import { Screen } from '../parts/Screen.tsx';
import { openWords } from '../personal-data-key.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

type Known = { readonly contributions: number; readonly consultations: readonly ConsultationDocument[] };

export function SealedWordsScreen() {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [opened, setOpened] = useState<OpenedWords | null>(null);
  const live = useLive(async (): Promise<Outcome<Known>> => {
    const counted = await api.call('countSealedWords', {});
    if (!counted.ok) return counted;
    const consultations = await everyConsultation(api);
    return consultations.ok
      ? success({ ...counted.value, consultations: consultations.value })
      : consultations;
  }, ['records', 'city']);

  const open = async (identity: string): Promise<Outcome<OpenedWords>> => {
    const said: OpenedWords['said'][number][] = [];
    let unopened = 0;
    let after: string | undefined;
    do {
      const page = await api.call('openSealedWords', { after });
      if (!page.ok) return page;
      for (const contribution of page.value.contributions) {
        const words = await openWords(contribution.sealed, identity);
        if (words === null) unopened += 1;
        else said.push({ ...contribution, ...words });
      }
      after = page.value.next ?? undefined;
    } while (after !== undefined);
    return success({ said, unopened });
  };
  return (
    <Screen title={t('sealed:title')} live={live}>
      {({ contributions, consultations }) =>
        opened !== null ? (
          <SealedWordsList opened={opened} consultations={consultations} onClose={() => setOpened(null)} />
        ) : contributions === 0 ? (
          <p className="empty">{t('sealed:none')}</p>
        ) : (
          <>
            <p>{t('sealed:count', { count: contributions, number: number(contributions, i18n.language) })}</p>
            <KeyPanel
              title={t('sealed:keyTitle')}
              hint={t('sealed:keyHint')}
              action={t('sealed:open')}
              open={open}
              onOpened={setOpened}
            />
          </>
        )
      }
    </Screen>
  );
}
