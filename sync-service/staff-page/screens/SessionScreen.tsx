/** One session: what it was, whether all of it is here, and every contribution made in it. */
import { useTranslation } from 'react-i18next';
import { dateAndTime } from '../formats.ts';
import { CompletenessPanel } from '../parts/CompletenessPanel.tsx';
import { Contributions } from '../parts/Contributions.tsx';
import { Screen } from '../parts/Screen.tsx';
import { SessionFacts } from '../parts/SessionFacts.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

export function SessionScreen({ sessionId }: { sessionId: string }) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const live = useLive(() => api.call('showSession', { sessionId }), ['records', 'decisions']);
  const openedAt = live.value?.openedAt ?? null;
  const title =
    openedAt === null
      ? t('staff:session.title')
      : t('staff:session.titleAt', { when: dateAndTime(openedAt, i18n.language) });
  return (
    <Screen
      title={title}
      live={live}
      above={
        <a className="back" href={hashOf({ name: 'sessions' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('staff:session.back')}
        </a>
      }
    >
      {(session) => (
        <>
          <div className="overview">
            <SessionFacts session={session} />
            <CompletenessPanel completeness={session.completeness} quarantined={session.quarantined} />
          </div>
          <Contributions session={session} />
        </>
      )}
    </Screen>
  );
}
