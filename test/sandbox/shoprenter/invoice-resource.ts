import type { RoomContext } from '../room';
import { choiceOf, demand, linked, refuseReadOnly, textOf } from './bodies';
import { ApiError } from './errors';
import { idOf } from './ids';
import { findOrder } from './order-resources';
import { resource, type Resource, type Write } from './resource';
import type { StoredInvoice } from './store';
import { local } from './times';
import { INVOICE_TYPES } from './values';
import { link } from './view';

/** Links of documents on orders: all four fields are required, nothing stops a second one (shoprenter.md §5). */
export function invoiceResource(context: RoomContext): Resource {
  const read = ({ shop, body }: Write) => {
    refuseReadOnly(body, 'id', 'dateCreated', 'dateUpdated');
    demand(body, 'invoiceId', 'invoicePath', 'invoiceType', 'order');
    const order = linked('order', body.order, (id) => findOrder(shop, id));
    const invoiceId = textOf('invoiceId', body.invoiceId);
    const refusal = context.refusal(order.innerId, idOf('order', order.innerId), invoiceId);
    if (refusal) throw new ApiError(400, '40005', refusal.message ?? 'The given data is wrong!');
    return { invoiceId, invoicePath: textOf('invoicePath', body.invoicePath), invoiceType: choiceOf('invoiceType', body.invoiceType, INVOICE_TYPES), orderId: order.innerId };
  };
  return resource<StoredInvoice>({
    path: 'orderInvoices',
    scope: 'order.order',
    rows: (shop) => [...shop.invoices.values()],
    ids: ({ innerId }) => [idOf('orderInvoice', innerId)],
    render: (view, { innerId, invoiceId, invoicePath, invoiceType, orderId, createdAt, updatedAt }) => ({
      ...link(view, `orderInvoices/${idOf('orderInvoice', innerId)}`),
      id: idOf('orderInvoice', innerId),
      innerId: String(innerId),
      invoiceId,
      invoicePath,
      invoiceType,
      dateCreated: local(createdAt).replace('T', ' '),
      dateModified: local(updatedAt).replace('T', ' '),
      order: link(view, `orders/${idOf('order', orderId)}`),
    }),
    create: (write) => {
      const made = { innerId: write.shop.next('invoice', 1), ...read(write), createdAt: context.now(), updatedAt: context.now() };
      write.shop.invoices.set(made.innerId, made);
      return { row: made, created: true, ignored: [] };
    },
    update: (write, row) => ({ row: Object.assign(row, read(write), { updatedAt: context.now() }), created: false, ignored: [] }),
    remove: (shop, { innerId }) => void shop.invoices.delete(innerId),
  });
}
