import { refused } from '../shared/api/problem';
import { fullName, streetOf, type Address, type Order } from '../shared/model';

/** The elements of the buyer, in the vendor's names and order. */
export interface BuyerElements {
  VevoNev: string;
  VevoIrsz: string;
  VevoOrszag: string;
  VevoTelep: string;
  VevoUtcaHsz: string;
  /** Left out for private buyers, never sent empty (innvoice.md §5). */
  VevoAdoszam?: string;
}

function required(value: string | undefined, field: string): string {
  if (value?.trim()) return value.trim();
  throw refused(`'${field}' is missing, without which InnVoice makes no document`, 'Fill it in where the order comes from.');
}

/** Of the billing address, or of the shipping address where the model says they are the same. */
export function buyerElements(order: Order): BuyerElements {
  const where = order.billingAddress ? 'billingAddress' : 'shippingAddress';
  const address: Address = order.billingAddress ?? order.shippingAddress ?? {};
  const company = address.company ?? (order.buyer?.taxNumber ? order.buyer.company : undefined);
  const street = [streetOf(address), address.line2, address.line3].map((part) => part?.trim()).filter(Boolean).join(', ');
  const taxNumber = order.buyer?.taxNumber?.trim();
  return {
    VevoNev: required(company ?? fullName(address) ?? order.buyer?.name, `${where}.name`),
    VevoIrsz: required(address.postcode, `${where}.postcode`),
    VevoOrszag: required(address.country, `${where}.country`),
    VevoTelep: required(address.city, `${where}.city`),
    VevoUtcaHsz: required(street, `${where}.street`),
    ...(taxNumber ? { VevoAdoszam: taxNumber } : {}),
  };
}
