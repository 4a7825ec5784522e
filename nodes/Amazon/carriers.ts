import { carrierCode, type Parcel } from '../shared/model';
import { refused } from '../shared/api/problem';

/** What Amazon takes for a carrier it has no name for; it wants the name beside it (amazon.md §9.1). */
export const OTHER = 'Other';

/** Which spelling the German store's list has is unconfirmed (amazon.md §20). */
const HERMES = 'Hermes Logistik Gruppe';

/** Model carrier codes in Amazon's spelling; the list differs per store and is compared byte by byte (amazon.md §9.3). */
const BY_CODE: Readonly<Record<string, string>> = {
  'amazon-shipping': 'Amazon Shipping',
  asendia: 'Asendia',
  'canada-post': 'Canada Post',
  'china-post': 'China Post',
  chronopost: 'Chronopost',
  'deutsche-post': 'Deutsche Post',
  dhl: 'DHL',
  'dhl-ecommerce': 'DHL eCommerce',
  'dhl-express': 'DHL',
  dpd: 'DPD',
  fedex: 'FedEx',
  'fedex-freight': 'Fedex Freight',
  'four-px': '4PX',
  gls: 'GLS',
  'go-express': 'GO!',
  hermes: HERMES,
  'la-poste': 'La Poste',
  ontrac: 'OnTrac',
  parcelforce: 'Parcelforce',
  'royal-mail': 'Royal Mail',
  tnt: 'TNT',
  ups: 'UPS',
  'ups-mail-innovations': 'UPS Mail Innovations',
  usps: 'USPS',
  yanwen: 'Yanwen',
  'yun-express': 'Yun Express',
};

/** One row of the operator's table. */
export interface CarrierRule {
  carrier?: string;
  amazonCarrier?: string;
  shippingMethod?: string;
}

export interface CarrierWords {
  carrierCode: string;
  carrierName?: string;
  shippingMethod?: string;
  warning?: string;
}

export interface CarrierPolicy {
  rules: readonly CarrierRule[];
  /** Whether a carrier without a name at Amazon goes as `Other` with its own. */
  otherAllowed: boolean;
}

const same = (a: string | undefined, b: string): boolean => (a ?? '').trim().toLowerCase() === b.trim().toLowerCase();

function ruleFor(parcel: Parcel, rules: readonly CarrierRule[]): CarrierRule | undefined {
  const words = [parcel.service, parcel.carrierName, parcel.carrier].flatMap((word) => (word?.trim() ? [word] : []));
  for (const word of words) {
    const found = rules.find(({ carrier }) => (carrier ?? '').trim() !== '' && same(carrier, word));
    if (found) return found;
  }
  return undefined;
}

/**
 * How a parcel's carrier is told to Amazon.
 *
 * @throws Problem for a carrier without a name there, unless it may go as `Other`
 */
export function carrierWords(parcel: Parcel, { rules, otherAllowed }: CarrierPolicy): CarrierWords {
  const own = parcel.carrierName?.trim() || parcel.carrier?.trim() || '';
  const rule = ruleFor(parcel, rules);
  const method = rule?.shippingMethod?.trim() || parcel.service?.trim();
  const shippingMethod = method ? { shippingMethod: method } : {};
  const named = rule?.amazonCarrier?.trim() || BY_CODE[parcel.carrier ?? ''] || BY_CODE[carrierCode(own) ?? ''];
  if (named === OTHER) return { carrierCode: OTHER, carrierName: own || OTHER, ...shippingMethod };
  if (named) return { carrierCode: named, carrierName: named, ...shippingMethod };
  if (own !== '' && otherAllowed) {
    const warning = `Carrier '${own}' has no name at Amazon: it went as Other, which Amazon cannot track and refuses for parcels into the EU`;
    return { carrierCode: OTHER, carrierName: own, ...shippingMethod, warning };
  }
  throw refused(
    own === '' ? 'the parcel names no carrier' : `carrier '${own}' has no name at Amazon`,
    "Add it to 'Carriers' with the exact spelling of Seller Central's list, or set 'Unknown Carrier' to Send as Other.",
  );
}
