import type { RoomContext } from '../room';
import type { Json } from './bodies';
import { isBackordered, isShipped, type Fulfilment, type Sale } from './sale-model';

/** The states the lists show, derived (cin7core.md §3, blueprint "Available Sale Statuses"). */
export function statesOf(context: RoomContext, sale: Sale): Json {
  const CombinedPickingStatus = stage(sale, ({ pick }) => pick.status, ['NOT PICKED', 'PICKING', 'PICKED', 'PARTIALLY PICKED']);
  const CombinedPackingStatus = stage(sale, ({ pack }) => pack.status, ['NOT PACKED', 'PACKING', 'PACKED', 'PARTIALLY PACKED']);
  const CombinedShippingStatus = stage(sale, ({ ship }) => ship.status, ['NOT SHIPPED', 'SHIPPING', 'SHIPPED', 'PARTIALLY SHIPPED']);
  return {
    ...{ Status: saleStatus(sale), CombinedPickingStatus, CombinedPackingStatus, CombinedShippingStatus },
    ...{ FulFilmentStatus: stage(sale, fulfilled, ['NOT FULFILLED', 'NOT FULFILLED', 'FULFILLED', 'PARTIALLY FULFILLED']), CombinedInvoiceStatus: invoiceStatus(context, sale), CombinedPaymentStatus: paymentStatus(sale) },
  };
}

export function orderStatus(sale: Sale): string {
  if (sale.voided) return 'VOIDED';
  if (sale.order.status !== 'AUTHORISED' || !isShipped(sale)) return sale.order.status;
  return sale.invoices.some(({ status }) => status === 'AUTHORISED' || status === 'PAID') ? 'CLOSED' : 'FULFILLED';
}

export const quoteStatus = (sale: Sale): string => (sale.voided ? 'VOIDED' : 'NOT AVAILABLE');

const fulfilled = ({ ship, pick }: Fulfilment) => (ship.status === 'AUTHORISED' ? 'AUTHORISED' : pick.status === 'NOT AVAILABLE' ? 'NOT AVAILABLE' : 'DRAFT');

function stage(sale: Sale, of: (task: Fulfilment) => string, [none, begun, done, partly]: [string, string, string, string]): string {
  if (sale.voided) return 'VOIDED';
  if (sale.type === 'Service Sale' || sale.order.status !== 'AUTHORISED') return 'NOT AVAILABLE';
  const found = sale.fulfilments.map(of);
  if (found.length > 0 && found.every((status) => status === 'AUTHORISED')) return done;
  if (found.some((status) => status === 'AUTHORISED' || status === 'PARTIALLY AUTHORISED')) return partly;
  return found.includes('DRAFT') ? begun : none;
}

function saleStatus(sale: Sale): string {
  if (sale.voided) return 'VOIDED';
  const { order, invoices, skipQuote } = sale;
  if (order.status === 'NOT AVAILABLE') return skipQuote ? 'ESTIMATED' : 'DRAFT';
  if (order.status === 'DRAFT') return 'ORDERING';
  const paid = invoices.length > 0 && invoices.every(({ status }) => status === 'PAID');
  if (paid && (sale.type === 'Service Sale' || isShipped(sale))) return 'COMPLETED';
  const begun = isBackordered(sale) ? 'BACKORDERED' : 'ORDERED';
  if (sale.type !== 'Simple Sale') return begun;
  if (invoices.some(({ status }) => status === 'AUTHORISED')) return 'INVOICED';
  if (invoices.some(({ status }) => status === 'DRAFT')) return 'INVOICING';
  const [task] = sale.fulfilments;
  if (!task || task.pick.status === 'NOT AVAILABLE') return begun;
  if (task.pick.status === 'DRAFT') return 'PICKING';
  if (task.pack.status === 'NOT AVAILABLE') return 'PICKED';
  if (task.pack.status === 'DRAFT') return 'PACKING';
  return task.ship.status === 'NOT AVAILABLE' ? 'PACKED' : 'SHIPPING';
}

function invoiceStatus(context: RoomContext, { voided, order, invoices }: Sale): string {
  if (voided) return 'VOIDED';
  if (order.status !== 'AUTHORISED') return 'NOT AVAILABLE';
  const samples = context.assumed('invoice-words') === 'of-the-samples';
  if (invoices.length === 0) return samples ? 'NOT INVOICED' : 'NOT AVAILABLE';
  if (invoices.some(({ status }) => status === 'DRAFT')) return 'DRAFT';
  if (samples) return 'INVOICED';
  return invoices.every(({ status }) => status === 'PAID') ? 'PAID' : 'AUTHORISED';
}

export function paymentStatus({ voided, invoices }: Sale): string {
  if (voided) return 'VOIDED';
  const paid = invoices.reduce((sum, one) => sum + one.paid, 0);
  if (paid === 0) return 'UNPAID';
  return invoices.every(({ status }) => status === 'PAID') ? 'PAID' : 'PARTIALLY PAID';
}
