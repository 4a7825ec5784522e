import { formatDate } from '../shared/format';
import type { Order, OrderLine } from '../shared/model';
import { ZONE } from './times';

const time = (utc: string | undefined): string | undefined => (utc === undefined ? undefined : formatDate(utc, 'yyyy.MM.dd HH:mm', ZONE));

const paid = ({ paid: is, paidAt }: Order): string | undefined => (is === undefined && paidAt === undefined ? undefined : [is === false ? 'no' : 'yes', time(paidAt)].filter(Boolean).join(', '));

/** What the buyer chose for an article: as variants UNAS would look it up among its own. */
const chosen = ({ sku, options = [], customisation }: OrderLine): string[] => {
  const words = [...options.map(({ name, value }) => `${name}: ${value}`), ...(customisation === undefined ? [] : [customisation])];
  return words.length === 0 ? [] : [`${sku ?? ''} - ${words.join(', ')}`];
};

/** What staff have to know and an added order has no node for; the shop's own payment and shipping method may stand for another. */
export function staffNote(order: Order): string {
  const { gift, source, subSource, identity, number } = order;
  const facts: Array<[string, string | undefined]> = [
    ['Paid', paid(order)],
    ['Payment', order.paymentMethod?.name],
    ['Shipping', order.shippingMethod?.name],
    ['Ship from', time(order.shipAfter)],
    ['Ship by', time(order.shipBy)],
    ['Deliver from', time(order.deliverFrom)],
    ['Deliver by', time(order.deliverBy)],
    ["Buyer's order number", order.purchaseOrderNumber],
    ['Post number', order.pickupPoint?.customerNumber],
    ['Gift', gift?.flag ? (gift.message ?? 'yes') : undefined],
    ['Message', gift?.flag ? undefined : gift?.message],
  ];
  const told = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return [[source ?? identity.channel, subSource, number].filter(Boolean).join(' '), ...told, ...order.lines.flatMap(chosen)].join('\n');
}
