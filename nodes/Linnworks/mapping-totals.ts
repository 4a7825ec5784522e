import {
  add,
  compact,
  compare,
  subtract,
  toNumber,
  vendorAmount,
  type OrderCharge,
  type OrderDiscount,
  type OrderLine,
  type OrderTotal,
} from '../shared/model';
import { linesGross } from './mapping-lines';
import type { LinnworksOrder } from './types';

interface OrderAmounts {
  charges?: OrderCharge[];
  discounts?: OrderDiscount[];
  total?: OrderTotal;
}

/**
 * Postage, order discount and totals. Linnworks tells an order's discount only inside TotalCharge, so it is what the
 * lines and the postage are above it; what they are below it is a charge of that name.
 */
export function amountsOf(order: LinnworksOrder, lines: readonly OrderLine[]): OrderAmounts {
  const totals = order.TotalsInfo;
  const gross = vendorAmount(totals?.TotalCharge);
  const postage = vendorAmount(totals?.PostageCost) ?? 0;
  const charges = postage === 0 ? [] : [shipping(postage, vendorAmount(totals?.PostageCostExTax))];
  const discounts: OrderDiscount[] = [];
  const above = gross === undefined ? 0 : toNumber(subtract(add(linesGross(lines), postage), gross));
  if (compare(above, 0) > 0) {
    const known = (vendorAmount(totals?.TotalDiscount) ?? 0) > 0;
    discounts.push({ kind: 'other', name: known ? 'Order discount' : 'Difference to TotalCharge', scope: 'order', gross: above });
  }
  if (compare(above, 0) < 0) charges.push({ kind: 'other', name: 'Difference to TotalCharge', gross: toNumber(subtract(0, above)) });
  return {
    charges: charges.length > 0 ? charges : undefined,
    discounts: discounts.length > 0 ? discounts : undefined,
    total: gross === undefined ? undefined : totalOf(gross, vendorAmount(totals?.Tax)),
  };
}

function shipping(gross: number, net: number | undefined): OrderCharge {
  // An ex-tax figure of 0 beside a price means "not filled in", not "all tax".
  if (!net) return { kind: 'shipping', gross };
  return { kind: 'shipping', net, gross, tax: toNumber(subtract(gross, net)) };
}

function totalOf(gross: number, tax: number | undefined): OrderTotal {
  return compact({ gross, tax, net: tax === undefined ? undefined : toNumber(subtract(gross, tax)) });
}
