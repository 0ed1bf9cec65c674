/** A city's logo on a plate of its own, and its name; without a logo, or with a damaged one, the sign of Perron. */
import { useState } from 'react';
import type { CityLook } from '../../common/contract/feed.ts';
import { useLogoAddress } from '../look.ts';
import { PerronMark } from './PerronMark.tsx';

export function CityMark({ look }: { look: CityLook | undefined }) {
  const made = useLogoAddress(look?.logo ?? null);
  const [damaged, setDamaged] = useState<string | null>(null);
  const address = made === damaged ? null : made;
  return (
    <span className="brand">
      {/* The name says it already. */}
      {address === null ? (
        <PerronMark />
      ) : (
        <img className="city-logo" src={address} alt="" onError={() => setDamaged(address)} />
      )}
      <bdi className="brand-name" translate="no">
        {look?.name ?? 'Perron'}
      </bdi>
    </span>
  );
}
