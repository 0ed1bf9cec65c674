/** How many people a group is, by touch or by keyboard. */
import { useTranslation } from 'react-i18next';
import { GROUP_SIZE } from '../../../common/domain/records.ts';
import { Field } from '../../components/Field.tsx';
import { DIGITS, Keypad } from '../../components/Keypad.tsx';

const LENGTH = String(GROUP_SIZE.max).length;

/** Null for what is no size of a group. */
export function groupSizeOf(typed: string): number | null {
  const people = Number(typed);
  return people >= GROUP_SIZE.min && people <= GROUP_SIZE.max ? people : null;
}

export function GroupSize({ typed, onType }: { typed: string; onType: (typed: string) => void }) {
  const { t } = useTranslation();
  const type = (text: string) => onType(text.replaceAll(/\D/g, '').slice(0, LENGTH));
  return (
    <div className="form group-size">
      <Field
        label={t('contribution:groupSize')}
        hint={t('contribution:groupHint', GROUP_SIZE)}
        value={typed}
        onChange={type}
        invalid={typed !== '' && groupSizeOf(typed) === null}
        ownKeys
      />
      <Keypad
        keys={DIGITS}
        label={t('facilitator:keypad')}
        eraseLabel={t('kiosk:erase')}
        onKey={(key) => type(typed + key)}
        onErase={() => type(typed.slice(0, -1))}
      />
    </div>
  );
}
