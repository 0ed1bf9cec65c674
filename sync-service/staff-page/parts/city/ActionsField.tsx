/** What people may do in a consultation, each on or off. */
import { useTranslation } from 'react-i18next';
import { ACTIONS, type Action } from '../../../../common/domain/consultation.ts';
import { Check } from '../Check.tsx';

export function ActionsField({
  chosen,
  onChange,
}: {
  chosen: readonly Action[];
  onChange: (actions: readonly Action[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="plain-set">
      <legend>{t('city:actions')}</legend>
      {ACTIONS.map((action) => (
        <Check
          key={action}
          on={chosen.includes(action)}
          onChange={(on) => onChange(on ? [...chosen, action] : chosen.filter((one) => one !== action))}
        >
          {t(`city:action.${action}`)}
        </Check>
      ))}
      <p className="muted">{t(chosen.length === 0 ? 'city:actionsNone' : 'city:actionsHint')}</p>
    </fieldset>
  );
}
