/** A city's logo on a plate of its own, and its name; without a look, the sign of Perron. */
import type { CityLook } from '../../common/contract/feed.ts';
import { useLogoAddress } from '../look.ts';
import { PerronMark } from './PerronMark.tsx';

export function CityMark({ look }: { look: CityLook | undefined }) {
  const address = useLogoAddress(look?.logo ?? null);
  return (
    <span className="brand">
      {/* The name says it already. */}
      {address === null ? <PerronMark /> : <img className="city-logo" src={address} alt="" />}
      <bdi className="brand-name" translate="no">
        {look?.name ?? 'Perron'}
      </bdi>
    </span>
  );
}
