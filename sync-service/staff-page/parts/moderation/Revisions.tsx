/**
 * All that an author has said, revision after revision. Of those that contradict each other staff take one, and of those that perhaps
 * came after the end they say whether they count.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModeratedContribution } from '../../../../common/contract/staff/moderation.ts';
import { mayModerate } from '../../../../common/contract/staff-roles.ts';
import type { Admission } from '../../../../common/domain/revisions.ts';
import type { Problem } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Words } from '../../../../renderer/components/CityText.tsx';
import { dateAndTime } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { Failure } from '../Failure.tsx';

/** What staff say of one correction. */
export type Admitting = {
  readonly contributionId: string;
  readonly revision: string;
  readonly admission: Admission;
};

const ADMISSION_BUTTON = { admitted: 'admit', 'kept-out': 'keepOut' } as const;

export function Revisions({
  contribution: { id: contributionId, revisions },
  busy,
  onAdmit,
  onChosen,
}: {
  contribution: ModeratedContribution;
  busy: boolean;
  onAdmit: (admitting: Admitting) => void;
  onChosen: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { account, api } = useStaff();
  const mayDecide = mayModerate(account.role);
  const [taking, setTaking] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);
  const take = async (revision: string) => {
    setTaking(true);
    const chosen = await api.call('chooseWords', { contributionId, revision });
    setTaking(false);
    setFailure(chosen.ok ? null : chosen);
    // Also after a failure: somebody else may have been faster.
    onChosen();
  };
  if (revisions.length === 0) return null;
  const contested = revisions.some(({ place }) => place === 'rival');
  const doubtful = revisions.some(({ place }) => place === 'doubtful');
  return (
    <details className="revisions" open={contested || doubtful}>
      <summary>{t('moderation:revisions.title')}</summary>
      {contested ? <p>{t('moderation:revisions.contested')}</p> : null}
      {doubtful ? <p>{t('moderation:revisions.doubtful')}</p> : null}
      <Failure failure={failure} />
      <ol>
        {revisions.map(({ id, title, words, language, place, timing, admission, recordedAt }) => (
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
            {mayDecide ? (
              <div className="row">
                {contested && (place === 'rival' || place === 'standing') ? (
                  <Button busy={busy || taking} onPress={() => void take(id)}>
                    {t('moderation:revisions.take')}
                  </Button>
                ) : null}
                {timing === 'doubtful'
                  ? (['admitted', 'kept-out'] as const)
                      .filter((one) => one !== admission)
                      .map((one) => (
                        <Button
                          key={one}
                          busy={busy || taking}
                          onPress={() => onAdmit({ contributionId, revision: id, admission: one })}
                        >
                          {t(`moderation:revisions.${ADMISSION_BUTTON[one]}`)}
                        </Button>
                      ))
                  : null}
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
