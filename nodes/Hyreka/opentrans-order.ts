import { refused } from '../shared/api/problem';
import type { XmlInput } from '../shared/format';
import { divide, formatDecimal, sumAmounts, type Order } from '../shared/model';
import { isZero, type PricedLine, type PricedOrder, type Sides } from './amounts';
import { Fitting, openTransXml, partiesXml, partyRef, PIECE, seconds, type Party } from './opentrans';

export interface OpenTransSettings {
  /** How the file names the seller. */
  supplierId: string;
}

export interface OpenTransFile {
  xml: string;
  remarks: string[];
}

/** A line as openTRANS has it: also shipping, other charges and discounts, so that the file adds up. */
interface Item {
  id: string;
  pid: string;
  gtin?: string;
  name?: string;
  quantity: number;
  unit?: number;
  amount?: number;
  rate?: number;
  remark?: string;
}

/** Prices of openTRANS are without tax. */
function net({ net: amount }: Sides, order: Order, what: string): number {
  if (amount !== undefined) return amount;
  throw refused(
    `Order '${order.number}': ${what} has no price without tax, because the order tells neither its tax nor a tax rate`,
    "Set 'Tax Rate for What Has None' in the options.",
  );
}

function goodsItem(order: Order, { line, amount, unit, rate }: PricedLine): Item {
  const pid = line.sku ?? line.gtin ?? line.vendorItemId;
  if (pid === undefined) throw refused(`Order '${order.number}': line ${line.id} has no 'sku'`, 'Give the article a number where the order comes from.');
  const isUnpriced = (amount.gross ?? amount.net) === undefined;
  return {
    id: line.id,
    pid,
    gtin: line.gtin,
    name: line.name,
    quantity: line.quantity,
    unit: unit.net,
    amount: isUnpriced ? undefined : net(amount, order, `line ${line.id}`),
    rate,
    remark: (line.options ?? []).map(({ name, value }) => `${name}: ${value}`).join(', '),
  };
}

function itemsOf({ order, lines, charges, discounts }: PricedOrder): Item[] {
  const service = (id: string, pid: string, name: string, amount: number, rate?: number): Item => ({ id, pid, name, quantity: 1, unit: amount, amount, rate });
  return [
    ...lines.map((line) => goodsItem(order, line)),
    ...lines
      .filter(({ discount }) => !isZero(discount.gross ?? discount.net))
      .map(({ line, discount, rate }) => service(`${line.id}-discount`, 'discount', `Discount on ${line.sku ?? line.id}`, -net(discount, order, `the discount on line ${line.id}`), rate)),
    ...charges
      .filter(({ amount }) => !isZero(amount.gross ?? amount.net))
      .map(({ charge, amount }, index) => service(`${charge.kind}-${index + 1}`, charge.kind, charge.name ?? charge.kind, net(amount, order, charge.kind), charge.taxRate)),
    ...discounts
      .filter(({ amount }) => !isZero(amount.gross ?? amount.net))
      .map(({ discount, amount }, index) => service(`discount-${index + 1}`, 'discount', discount.name ?? discount.code ?? discount.kind, -net(amount, order, 'a discount'))),
  ];
}

function itemXml(item: Item, fit: Fitting): XmlInput {
  const { id, pid, gtin, name, quantity, unit, amount, rate } = item;
  const tax = rate === undefined ? undefined : { 'bme:TAX_TYPE': 'vat', 'bme:TAX': formatDecimal(divide(rate, 100, 6)) };
  return {
    LINE_ITEM_ID: fit.exact(id, 50, `line id '${id}'`),
    PRODUCT_ID: {
      'bme:SUPPLIER_PID': { '@type': 'supplier_specific', '#text': fit.exact(pid, 32, `article number '${pid}'`) },
      'bme:INTERNATIONAL_PID': gtin === undefined ? undefined : { '@type': 'ean', '#text': gtin },
      'bme:DESCRIPTION_SHORT': fit.text(name, 150, `the name of '${pid}'`),
    },
    QUANTITY: formatDecimal(quantity),
    'bme:ORDER_UNIT': PIECE,
    PRODUCT_PRICE_FIX: unit === undefined ? undefined : { 'bme:PRICE_AMOUNT': formatDecimal(unit, 2), TAX_DETAILS_FIX: tax },
    PRICE_LINE_AMOUNT: amount === undefined ? undefined : formatDecimal(amount, 2),
    REMARKS: item.remark ? { '@type': 'general', '#text': item.remark } : undefined,
  };
}

function partiesOf(order: Order, { supplierId }: OpenTransSettings): Record<'supplier' | 'buyer' | 'delivery', Party> {
  const id = order.buyer?.id ?? `${order.identity.channel}-${order.number}`;
  const { email, phone, taxNumber } = order.buyer ?? {};
  const billing = order.billingAddress ?? order.shippingAddress ?? {};
  const named = billing.name || billing.lastName || billing.company ? billing : { ...billing, name: order.buyer?.name, company: order.buyer?.company };
  return {
    supplier: { id: supplierId, idType: 'buyer_specific', role: 'supplier' },
    buyer: { id, idType: 'supplier_specific', role: 'buyer', address: named, email, phone, vatId: taxNumber },
    delivery: { id: `${id}-L1`, idType: 'supplier_specific', role: 'delivery', address: order.shippingAddress },
  };
}

function remarksOf({ source, subSource, identity, notes = [], paymentMethod, shippingMethod, pickupPoint, gift }: Order): string[] {
  return [
    `Kanal: ${subSource ?? source ?? identity.channel}`,
    ...(paymentMethod ? [`Zahlungsart: ${paymentMethod.name}`] : []),
    ...(shippingMethod ? [`Versandart: ${shippingMethod.name}`] : []),
    ...(pickupPoint ? [`Abholpunkt: ${[pickupPoint.provider, pickupPoint.id, pickupPoint.customerNumber].filter(Boolean).join(' ')}`] : []),
    ...notes.map(({ text }) => text),
    ...(gift?.message ? [gift.message] : []),
  ];
}

/** One order as openTRANS 2.1 ORDER. @throws Problem naming order and line */
export function openTransOrder(priced: PricedOrder, settings: OpenTransSettings, now: string): OpenTransFile {
  const { order } = priced;
  const fit = new Fitting(`Order '${order.number}'`);
  const { supplier, buyer, delivery } = partiesOf(order, settings);
  const items = itemsOf(priced);
  const ids = new Set(items.map(({ id }) => id));
  // The schema does not notice a line id that stands twice (hyreka.md §3).
  if (ids.size < items.length) throw refused(`Order '${order.number}' has two lines of one id`, 'Mend it where the order comes from.');
  const amounts = items.map(({ amount }) => amount);
  const xml = openTransXml('ORDER', { '@type': 'standard' }, {
    ORDER_HEADER: {
      CONTROL_INFO: { GENERATION_DATE: seconds(now) },
      ORDER_INFO: {
        ORDER_ID: fit.exact(order.number, 250, 'the order number'),
        ORDER_DATE: seconds(order.placedAt),
        PARTIES: partiesXml([supplier, buyer, ...(order.shippingAddress ? [delivery] : [])], fit),
        CUSTOMER_ORDER_REFERENCE: { ORDER_ID: order.purchaseOrderNumber ?? order.number },
        ORDER_PARTIES_REFERENCE: {
          'bme:BUYER_IDREF': partyRef(buyer),
          'bme:SUPPLIER_IDREF': partyRef(supplier),
          SHIPMENT_PARTIES_REFERENCE: order.shippingAddress ? { DELIVERY_IDREF: partyRef(delivery) } : undefined,
        },
        'bme:CURRENCY': order.currency,
        REMARKS: remarksOf(order).map((text) => ({ '@type': 'general', '#text': text })),
      },
    },
    ORDER_ITEM_LIST: { ORDER_ITEM: items.map((item) => itemXml(item, fit)) },
    ORDER_SUMMARY: { TOTAL_ITEM_NUM: items.length, TOTAL_AMOUNT: amounts.every((one) => one !== undefined) ? formatDecimal(sumAmounts(amounts), 2) : undefined },
  });
  return { xml, remarks: fit.remarks };
}
