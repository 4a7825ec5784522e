import type { RoomContext } from '../room';
import type { Json } from './bodies';
import type { Fulfilment, Sale } from './sale-model';
import type { SaleEvent } from './sale-store';
import { showShelf, type Shelf } from './shelves';
import { guidOf, localDay, readDate } from './values';

const TENANT = guidOf('tenant', 1);

/** What is posted, as the vendor's samples have it (blueprint, Webhooks payload examples). */
export function salePayload(context: RoomContext, event: SaleEvent, sale: Sale, task?: Fulfilment): string {
  const id = (value: string) => (context.assumed('webhook-guid-case') === 'upper' ? value.toUpperCase() : value);
  const EventType = `Sale/${event}`;
  const named = { SaleID: id(sale.ID), SaleOrderNumber: sale.number };
  const buyer = { CustomerName: sale.customer.Name, CustomerContactName: sale.header.Contact ?? '', CustomerContactEmail: sale.header.Email ?? '' };
  switch (event) {
    case 'Voided':
      return broken(context, { ...named, EventType, ...buyer }, (text) => text.replace(/}$/, ',}'));
    case 'ShipmentAuthorised':
      // No SaleID here, nor in InvoiceAuthorised.
      return broken(context, { SaleTaskID: id(task?.TaskID ?? ''), TenantID: id(TENANT), OrderNumber: sale.number, ...buyer, EventType }, (text) => text.replace('"EventType"', ',"EventType"'));
    case 'InvoiceAuthorised':
      return JSON.stringify({ SaleTaskID: id(sale.invoices[0]?.TaskID ?? ''), TenantID: id(TENANT), OrderNumber: sale.number, InvoiceNumber: sale.invoices[0]?.number, ...buyer, EventType });
    case 'PickAuthorised':
    case 'PackAuthorised':
      return JSON.stringify({ ...named, TaskID: id(task?.TaskID ?? ''), ...buyer, EventType });
    case 'PartialPaymentReceived':
    case 'FullPaymentReceived':
      return JSON.stringify({ SaleID: sale.ID, DocumentNumber: sale.invoices[0]?.number, DocumentType: 'invoice', DocumentDate: localDay(context.now()), ...buyer, EventType });
    case 'ShipmentTrackingNumberChanged':
      return JSON.stringify({
        ...{ SaleID: id(sale.ID), TaskID: id(task?.TaskID ?? ''), SaleOrderNumber: sale.number, SaleOrderDate: localDay(sale.createdAt), CustomerContact: sale.header.Contact ?? '', CustomerEmail: sale.header.Email ?? '', CustomerName: sale.customer.Name, TaskTypeSign: 0 },
        Shipments: (task?.ship.lines ?? []).map(({ ShipmentDate, TrackingNumber, Carrier }) => ({ ShipmentDate: localDay(readDate(ShipmentDate) ?? 0), TrackingNumber, TrackingUrl: '', Carrier })),
        EventType,
      });
    case 'Undo':
      return JSON.stringify({ ...named, CustomerContactName: buyer.CustomerContactName, CustomerContactEmail: buyer.CustomerContactEmail, EventType });
    default:
      return JSON.stringify({ ...named, EventType });
  }
}

/** An array of availability rows (cin7core.md §9). */
export function stockPayload(shelves: Shelf[]): string {
  return JSON.stringify(shelves.map((shelf) => {
    const { InTransit: _transit, ...row } = showShelf(shelf);
    return { ...row, Category: shelf.product.rest.Category ?? 'Other', MaxRows: shelves.length };
  }));
}

function broken(context: RoomContext, body: Json, spoil: (text: string) => string): string {
  const text = JSON.stringify(body);
  return context.assumed('webhook-json') === 'valid' ? text : spoil(text);
}
