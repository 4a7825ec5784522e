import { carrierCode } from '../shared/model';

export interface Carrier {
  code: string;
  name: string;
}

/** Codes of v1 that do not hold the carrier's name. */
const CODES: Readonly<Record<string, string>> = { stamps_com: 'usps', endicia: 'usps', express_1: 'usps', ups_walleted: 'ups', fedex_walleted: 'fedex' };

/** The model's word for a carrier code or name of ShipStation. */
export const modelCarrier = (code: string | null | undefined): string | undefined => CODES[(code ?? '').toLowerCase()] ?? carrierCode(code);

/** Stands for a carrier that is not connected; practice, not documented (shipstation.md §A2). */
export const OTHER = 'other';

/** The connected carrier a parcel went with: by its code or name as written, else the only one of the same carrier. */
export function connectedCarrier(carriers: readonly Carrier[], told: { carrier?: string; carrierName?: string }): string {
  const words = [told.carrierName, told.carrier].map((one) => (one ?? '').trim().toLowerCase()).filter(Boolean);
  const exact = carriers.find(({ code, name }) => words.some((word) => word === code.toLowerCase() || word === name.toLowerCase()));
  if (exact) return exact.code;
  const wanted = told.carrier ?? modelCarrier(told.carrierName);
  if (wanted === undefined || wanted === OTHER) return OTHER;
  return carriers.find(({ code, name }) => modelCarrier(code) === wanted || modelCarrier(name) === wanted)?.code ?? OTHER;
}
