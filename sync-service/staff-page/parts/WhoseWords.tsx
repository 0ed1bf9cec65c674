/** Whose words a contribution has, and who said that they are right. */
import { useTranslation } from 'react-i18next';
import type { StaffContribution } from '../../../common/contract/staff/sessions.ts';
import { number } from '../formats.ts';
import { Detail } from './Detail.tsx';
import { AUTHORSHIP, isAuthorship } from './labels.ts';

export function WhoseWords({
  of: { authorship, people, confirmedBy },
}: {
  of: Pick<StaffContribution, 'authorship' | 'people' | 'confirmedBy'>;
}) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {authorship === null ? null : (
        <Detail label={t('staff:contribution.authorship')}>
          {people !== null
            ? t('staff:authorship.people', { count: people, number: number(people, i18n.language) })
            : isAuthorship(authorship)
              ? t(AUTHORSHIP[authorship])
              : authorship}
        </Detail>
      )}
      {confirmedBy === null ? null : (
        <Detail label={t('staff:contribution.confirmedBy')}>{t(`staff:confirmer.${confirmedBy}`)}</Detail>
      )}
    </>
  );
}
