/** The city's answers on their way to people without e-mail: whom to phone or write to, by place, ticked off when done. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonToTell as Person } from '../../../common/contract/staff/feedback.ts';
import type { StaffOutput } from '../../../common/contract/staff-api.ts';
import { success } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { number } from '../formats.ts';
import { MoreButton } from '../parts/MoreButton.tsx';
import { type Contacts, OpenContacts } from '../parts/people/OpenContacts.tsx';
import { PersonToTell } from '../parts/people/PersonToTell.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ListSearch } from '../parts/SearchForm.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSearchedList } from '../use-searched-list.ts';

export function FeedbackScreen() {
  const [told, setTold] = useState(false);
  return <People key={String(told)} told={told} onChange={setTold} />;
}

function People({ told, onChange }: { told: boolean; onChange: (told: boolean) => void }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const [counts, setCounts] = useState<StaffOutput<'listFeedback'>['counts'] | null>(null);
  const [contacts, setContacts] = useState<Contacts>(new Map());
  const list = useSearchedList<Person>(
    async (page) => {
      const answer = await api.call('listFeedback', { told: told ? 'true' : 'false', ...page });
      if (!answer.ok) return answer;
      setCounts(answer.value.counts);
      return success({ items: answer.value.people, next: answer.value.next });
    },
    ['records', 'decisions'],
  );
  const places = (people: readonly Person[]) =>
    Map.groupBy(people, ({ place, kioskName }) => place || kioskName);
  return (
    <Screen title={t('feedback:title')} live={list}>
      {({ items }) => (
        <>
          <p className="no-print">
            <a href={hashOf({ name: 'person' })}>{t('person:title')}</a>
          </p>
          <p>
            {t('feedback:counts', {
              count: counts?.reachable ?? 0,
              number: number(counts?.reachable ?? 0, i18n.language),
              open: number(counts?.toTell ?? 0, i18n.language),
            })}
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend that is shown. */}
          <div className="row no-print" role="group" aria-label={t('feedback:which')}>
            {[false, true].map((which) => (
              <Button
                key={String(which)}
                look={which === told ? 'primary' : 'secondary'}
                aria-pressed={which === told}
                onPress={() => onChange(which)}
              >
                {which ? t('feedback:told') : t('feedback:toTell')}
              </Button>
            ))}
          </div>
          <ListSearch list={list} label={t('staff:searchIn.people')} />
          {items.length === 0 && list.query !== '' ? (
            <p className="empty">{t('staff:nothingFound')}</p>
          ) : items.length === 0 ? (
            <p className="empty">{told ? t('feedback:noneTold') : t('feedback:noneToTell')}</p>
          ) : (
            <>
              {items.every(({ participantId }) => contacts.has(participantId)) ? (
                <div className="row no-print">
                  <Button onPress={() => window.print()}>{t('feedback:print')}</Button>
                  <Button look="quiet" onPress={() => setContacts(new Map())}>
                    {t('feedback:close')}
                  </Button>
                </div>
              ) : (
                <OpenContacts
                  participantIds={items.map(({ participantId }) => participantId)}
                  onOpened={setContacts}
                />
              )}
              {[...places(items)].map(([place, people]) => (
                <section key={place}>
                  <h2 dir="auto">{place}</h2>
                  <ol className="contribution-list">
                    {people.map((person) => (
                      <li key={person.participantId}>
                        <PersonToTell
                          person={person}
                          contact={contacts.get(person.participantId)}
                          onTold={list.reload}
                        />
                      </li>
                    ))}
                  </ol>
                </section>
              ))}
              <MoreButton list={list} />
            </>
          )}
        </>
      )}
    </Screen>
  );
}
