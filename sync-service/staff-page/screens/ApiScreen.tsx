/** Which other programs may read what the city has, and which are told when something is new. For administrators. */
import { useTranslation } from 'react-i18next';
import { success } from '../../../common/problems.ts';
import { Screen } from '../parts/Screen.tsx';
import { Tokens } from '../parts/Tokens.tsx';
import { Webhooks } from '../parts/Webhooks.tsx';
import { hashOf } from '../places.ts';
import { useStaff } from '../StaffContext.tsx';
import { useLive } from '../use-live.ts';

export function ApiScreen() {
  const { t } = useTranslation();
  const { api } = useStaff();
  const live = useLive(async () => {
    const tokens = await api.call('listApiTokens', {});
    if (!tokens.ok) return tokens;
    const webhooks = await api.call('listWebhooks', {});
    return webhooks.ok ? success({ ...tokens.value, ...webhooks.value }) : webhooks;
  }, ['log']);
  return (
    <Screen
      title={t('api:title')}
      live={live}
      above={
        <a className="back" href={hashOf({ name: 'accounts' })}>
          <span className="back-arrow" aria-hidden="true" />
          {t('accounts:title')}
        </a>
      }
    >
      {({ tokens, webhooks }) => (
        <>
          <p className="muted">{t('api:lead')}</p>
          <p>
            <a href="/api/v1/docs">{t('api:documentation')}</a>
          </p>
          <Tokens tokens={tokens} onChanged={live.reload} />
          <Webhooks webhooks={webhooks} onChanged={live.reload} />
        </>
      )}
    </Screen>
  );
}
