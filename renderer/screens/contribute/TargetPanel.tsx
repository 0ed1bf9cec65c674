/** What a comment is about, beside the comment. */
import { useTranslation } from 'react-i18next';
import { problem } from '../../../common/problems.ts';
import { CityText, Words } from '../../components/CityText.tsx';
import { useKiosk } from '../../navigation/KioskContext.tsx';
import type { Target } from '../../navigation/places.ts';
import { useLoaded } from '../../use-loaded.ts';
import { Awaited } from '../Awaited.tsx';

export function TargetPanel({ target }: { target: Target }) {
  const { t, i18n } = useTranslation();
  const { host } = useKiosk();
  const shown = useLoaded(async () => {
    const { id, kind } = target;
    const answer = await host.call('target:show', { targetId: id, targetKind: kind, after: null, limit: 1 });
    const isThere = !answer.ok || answer.value.idea !== null || answer.value.proposal !== null;
    return isThere ? answer : problem('target-unknown');
  }, target.id);
  const { idea, proposal } = shown.value ?? { idea: null, proposal: null };
  return (
    <>
      <p className="eyebrow">{t('contribution:commentOn')}</p>
      <Awaited loaded={shown} />
      {idea === null ? null : (
        <>
          <h2>
            <Words text={idea.title} language={idea.language} />
          </h2>
          <Words text={idea.words} language={idea.language} />
        </>
      )}
      {proposal === null ? null : (
        <>
          <h2>
            <CityText text={proposal.title} wanted={i18n.language} />
          </h2>
          <CityText text={proposal.text} wanted={i18n.language} />
        </>
      )}
    </>
  );
}
