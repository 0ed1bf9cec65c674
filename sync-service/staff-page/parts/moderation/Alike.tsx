/** The nearest others of the consultation beside a contribution, asked for when somebody wants to see them. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModeratedContribution } from '../../../../common/contract/staff/moderation.ts';
import type { Outcome } from '../../../../common/problems.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { Words } from '../../../../renderer/components/CityText.tsx';
import { useStaff } from '../../StaffContext.tsx';
import { Failure } from '../Failure.tsx';
import { FoldedWords } from '../FoldedWords.tsx';
import { KIND, STATE } from '../labels.ts';

type Found = Outcome<{ contributions: readonly ModeratedContribution[] }>;

/** Published ideas that stand by themselves are joined; everything else is decided about in its own queue. */
const isMergeable = ({ kind, state, mergedInto }: ModeratedContribution): boolean =>
  kind === 'idea' && state === 'published' && mergedInto === null;

export type Merging = { readonly id: string; readonly into: string | null };

export function Alike({
  contribution,
  mayMerge,
  busy,
  onMerge,
}: {
  contribution: ModeratedContribution;
  mayMerge: boolean;
  busy: boolean;
  onMerge: (merging: Merging) => void;
}) {
  const { t } = useTranslation();
  const { api } = useStaff();
  const { id: contributionId } = contribution;
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let wanted = true;
    void api.call('listAlike', { id: contributionId }).then((answer) => {
      if (wanted) setFound(answer);
    });
    return () => {
      wanted = false;
    };
  }, [api, contributionId]);
  return (
    <section className="alike" aria-label={t('moderation:alike.title')} aria-busy={found === null}>
      <h4>{t('moderation:alike.title')}</h4>
      {found === null ? <p className="muted">{t('moderation:alike.searching')}</p> : null}
      {found?.ok === false ? <Failure failure={found} /> : null}
      {found?.ok && found.value.contributions.length === 0 ? (
        <p className="muted">{t('moderation:alike.none')}</p>
      ) : null}
      {found?.ok ? (
        <ul>
          {found.value.contributions.map((other) => (
            <li key={other.id}>
              <Other contribution={other} />
              {mayMerge && isMergeable(contribution) && isMergeable(other) ? (
                <div className="row">
                  <Button busy={busy} onPress={() => onMerge({ id: other.id, into: contributionId })}>
                    {t('moderation:merge.here')}
                  </Button>
                  <Button busy={busy} onPress={() => onMerge({ id: contributionId, into: other.id })}>
                    {t('moderation:merge.there')}
                  </Button>
                </div>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function Other({
  contribution: { kind, title, words, language, state, mergedInto },
}: {
  contribution: ModeratedContribution;
}) {
  const { t } = useTranslation();
  return (
    <>
      <p className="alike-top">
        <span className="kind">{t(KIND[kind])}</span>
        <span className={`state state-${state}`}>{t(STATE[state])}</span>
        {mergedInto === null ? null : <span className="state">{t('moderation:merge.done')}</span>}
      </p>
      {title === null ? null : (
        <h5>
          <Words text={title} language={language} />
        </h5>
      )}
      <FoldedWords words={words} language={language} />
    </>
  );
}
