/** One person whom the city has something to say to: how to reach them, what they said, what the city says. */
import { useTranslation } from 'react-i18next';
import type { PersonToTell as Person } from '../../../../common/contract/staff/feedback.ts';
import type { ContactDetails } from '../../../../common/domain/consents.ts';
import { nameIn } from '../../../../common/domain/language-names.ts';
import { Button } from '../../../../renderer/components/Button.tsx';
import { longDate } from '../../formats.ts';
import { useStaff } from '../../StaffContext.tsx';
import { useSave } from '../../use-save.ts';
import { Detail } from '../Detail.tsx';
import { Failure } from '../Failure.tsx';
import { OfficialAnswer } from '../moderation/OfficialAnswer.tsx';

export function PersonToTell({
  person,
  contact,
  onTold,
}: {
  person: Person;
  /** Undefined as long as nobody has opened it; null where another key opens it. */
  contact: ContactDetails | null | undefined;
  onTold: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { api } = useStaff();
  const { busy, failure, save } = useSave();
  const { participantId, newsAt, told } = person;
  const tell = (through: number) =>
    void save(() => api.call('tellPerson', { participantId, through }), onTold);
  const news = person.contributions.filter(({ answer, state }) => answer !== null || state === 'refused');
  return (
    <article className="contribution">
      <h3 dir="auto">
        {contact === undefined
          ? t('feedback:sealed')
          : contact === null
            ? t('feedback:otherKey')
            : contact.name || contact.reach}
      </h3>
      <dl className="details">
        <Detail label={t('feedback:way')}>{t(`feedback:ways.${person.preference}`)}</Detail>
        {contact && contact.reach !== '' ? (
          <Detail label={t(person.preference === 'here' ? 'feedback:place' : 'feedback:reach')}>
            <span className="reach" dir="auto">
              {contact.reach}
            </span>
          </Detail>
        ) : null}
        <Detail label={t('feedback:language')}>{nameIn(person.language, i18n.language)}</Detail>
      </dl>
      <ul className="news">
        {news.map(({ id, kind, title, words, language, state, reason, answer }) => (
          <li key={id}>
            <p className="said" lang={language ?? undefined} dir="auto">
              <span className="muted">{t(`staff:kind.${kind}`)}</span> {title ?? words}
            </p>
            {state === 'refused' && reason !== null ? (
              <p>{t('feedback:refused', { reason: t(`answer:reason.${reason}`) })}</p>
            ) : null}
            {answer === null ? null : <OfficialAnswer answer={answer} />}
          </li>
        ))}
      </ul>
      <Failure failure={failure} />
      {told === null ? (
        <div className="row no-print">
          <Button busy={busy} onPress={() => tell(newsAt)}>
            {t('feedback:tell')}
          </Button>
        </div>
      ) : (
        <div className="row">
          <p>{t('feedback:toldBy', { name: told.by, date: longDate(told.at, i18n.language) })}</p>
          <span className="no-print">
            <Button look="quiet" busy={busy} onPress={() => tell(0)}>
              {t('feedback:notTold')}
            </Button>
          </span>
        </div>
      )}
    </article>
  );
}
