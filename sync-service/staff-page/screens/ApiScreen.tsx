/** Which other programs may read what the city has, and which are told when something is new. For administrators. */
import { useTranslation } from 'react-i18next';
import type { ApiToken } from '../../../common/contract/staff/api-tokens.ts';
import { success } from '../../../common/problems.ts';
import { Tokens } from '../parts/api/Tokens.tsx';
import { Webhooks } from '../parts/api/Webhooks.tsx';
import { Screen } from '../parts/Screen.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useSearchedList } from '../use-searched-list.ts';

export function ApiScreen() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const tokens = useSearchedList<ApiToken>(
    async (page) => {
      const answer = await api.call('listApiTokens', page);
      return answer.ok ? success({ items: answer.value.tokens, next: answer.value.next }) : answer;
    },
    ['log'],
  );
  return (
    <Screen
      title={t('api:title')}
      live={tokens}
      above={
        <a className="back" href={hashOf({ name: 'accounts' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('accounts:title')}
        </a>
      }
    >
      {({ items }) => (
        <>
          <p className="muted">{t('api:lead')}</p>
          <p>
            <a href="/api/v1/docs">{t('api:documentation')}</a>
          </p>
          <Tokens list={tokens} tokens={items} />
          <Webhooks />
        </>
      )}
    </Screen>
  );
}
