/** All that an author has said, revision after revision; of those that contradict each other, staff take one. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModeratedContribution } from '../../../common/contract/staff/moderation.ts';
import { mayModerate } from '../../../common/contract/staff-roles.ts';
import type { Problem } from '../../../common/problems.ts';
import { Button } from '../../../renderer/components/Button.tsx';
import { Words } from '../../../renderer/components/CityText.tsx';
import { dateAndTime } from '../formats.ts';
import { useStaff } from '../StaffContext.tsx';
import { Failure } from './Failure.tsx';

export function Revisions({
  contribution: { id: contributionId, revisions },
  onChosen,
}: {
  contribution: ModeratedContribution;
  onChosen: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { account, api } = useStaff();
  const mayDecide = mayModerate(account.role);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const take = async (revision: string) => {
    setBusy(true);
    const chosen = await api.call('chooseWords', { contributionId, revision });
    setBusy(false);
    setFailure(chosen.ok ? null : chosen);
    // Also after a failure: somebody else may have been faster.
    onChosen();
  };
  if (revisions.length === 0) return null;
  const contested = revisions.some(({ place }) => place === 'rival');
  return (
    <details className="revisions" open={contested}>
      <summary>{t('moderation:revisions.title')}</summary>
      {contested ? <p>{t('moderation:revisions.contested')}</p> : null}
      <Failure failure={failure} />
      <ol>
        {revisions.map(({ id, title, words, language, place, recordedAt }) => (
          <li key={id}>
            <p className="revision-top">
              <span className="state">{t(`moderation:revisions.place.${place}`)}</span>{' '}
              <span className="muted">{dateAndTime(recordedAt, i18n.language)}</span>
            </p>
            {title === null ? null : (
              <h4>
                <Words text={title} language={language} />
              </h4>
            )}
            <Words text={words} language={language} />
            {contested && mayDecide && (place === 'rival' || place === 'standing') ? (
              <Button busy={busy} onPress={() => void take(id)}>
                {t('moderation:revisions.take')}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
