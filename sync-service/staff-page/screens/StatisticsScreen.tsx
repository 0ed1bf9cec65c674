/** Who took part, as far as people let the city count them: opened with its key and counted on this page. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationDocument } from '../../../common/contract/feed.ts';
import { localized } from '../../../common/domain/localized-text.ts';
import { TRAITS, type Traits } from '../../../common/domain/statistics.ts';
import { type Outcome, success } from '../../../common/problems.ts';
import { Select } from '../../../renderer/components/Select.tsx';
import { everyConsultation } from '../consultations.ts';
import { KeyPanel } from '../parts/people/KeyPanel.tsx';
import { TraitCounts } from '../parts/people/TraitCounts.tsx';
import { Content, Screen } from '../parts/Screen.tsx';
import { openTraits } from '../personal-data-key.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

export function StatisticsScreen() {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [chosen, setChosen] = useState<string | null>(null);
  const live = useLive(() => everyConsultation(api), ['city']);
  return (
    <Screen title={t('statistics:title')} live={live}>
      {(consultations) => {
        const consultation = consultations.find(({ id }) => id === chosen) ?? consultations[0];
        if (consultation === undefined) return <p className="empty">{t('statistics:none')}</p>;
        return (
          <>
            {consultations.length === 1 ? null : (
              <Select
                label={t('statistics:consultation')}
                value={consultation.id}
                onChange={setChosen}
                options={consultations.map(({ id, title }) => {
                  const shown = localized(title, [i18n.language, 'en']);
                  return { value: id, label: shown.text, language: shown.language };
                })}
              />
            )}
            <Counted key={consultation.id} consultation={consultation} />
          </>
        );
      }}
    </Screen>
  );
}

function Counted({ consultation }: { consultation: ConsultationDocument }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => api.call('countStatistics', { consultationId: consultation.id }), ['records']);
  return (
    <Content live={live}>
      {({ people }) =>
        people === 0 ? (
          <p className="empty">{t('statistics:nobody')}</p>
        ) : (
          <>
            <p>{t('statistics:people', { count: people })}</p>
            <Counting consultation={consultation} />
          </>
        )
      }
    </Content>
  );
}

type Opened = { readonly people: readonly Traits[]; readonly unopened: number };

function Counting({ consultation }: { consultation: ConsultationDocument }) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const [opened, setOpened] = useState<Opened | null>(null);

  const open = async (identity: string): Promise<Outcome<Opened>> => {
    const people: Traits[] = [];
    let unopened = 0;
    for (let after = '', more = true; more; ) {
      const page = await api.call('openStatistics', { consultationId: consultation.id, after });
      if (!page.ok) return page;
      for (const sealed of page.value.sealed) {
        const traits = await openTraits(sealed, identity);
        if (traits === null) unopened += 1;
        else people.push(traits);
      }
      more = page.value.more;
      after = page.value.sealed.at(-1) ?? '';
    }
    return success({ people, unopened });
  };
  if (opened === null)
    return (
      <KeyPanel
        title={t('statistics:keyTitle')}
        hint={t('statistics:lead')}
        action={t('statistics:open')}
        open={open}
        onOpened={setOpened}
      />
    );
  return (
    <>
      {opened.unopened === 0 ? null : (
        <p className="muted">{t('statistics:unopened', { count: opened.unopened })}</p>
      )}
      {TRAITS.filter((trait) => trait !== 'area' || consultation.areas !== undefined).map((trait) => (
        <TraitCounts key={trait} consultation={consultation} trait={trait} people={opened.people} />
      ))}
    </>
  );
}
