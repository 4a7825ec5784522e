import { json, type SandboxAnswer } from '../http';
import { ControlError, type RoomContext } from '../room';
import { invalidRequest, v1Error } from './errors';
import { EMPTY_GUID } from './ids';
import { raise } from './stock';
import type { AccountStore, StockItem } from './store';
import { fits, type Operation } from './wire';

type Status = 'PENDING' | 'OPEN' | 'PARTIAL' | 'DELIVERED';
const STATUSES: Status[] = ['PENDING', 'OPEN', 'PARTIAL', 'DELIVERED'];
const SEARCH_TYPES = ['All', 'Reference', 'StockItemSKU', 'SupplierCode', 'SupplierReference'];

interface Line {
  pkPurchaseItemId: string;
  item: StockItem;
  Quantity: number;
  Delivered: number;
  IsDeleted: boolean;
}

interface PurchaseOrder {
  pkPurchaseID: string;
  ExternalInvoiceNumber: string;
  Status: Status;
  fkLocationId: string;
  DateOfPurchase: string;
  QuotedDeliveryDate: string;
  lines: Line[];
}

interface Wish {
  number?: string;
  status?: Status;
  location?: string;
  lines: Array<{ SKU: string; Quantity: number; Delivered?: number }>;
}

/** Purchase orders and booking them in (linnworks.md §8). */
export class PurchaseOrders {
  private readonly all = new Map<string, PurchaseOrder>();

  constructor(
    private readonly context: RoomContext,
    private readonly store: AccountStore,
  ) {}

  reset(): void {
    this.all.clear();
  }

  /**
   * {purchaseOrders: n}: of every status in turn, the PARTIAL ones half delivered, each with a deleted line; or a list of
   * {number?, status?, location?: id, lines: [{SKU, Quantity, Delivered?}]}.
   */
  seed(wanted: unknown): string[] {
    if (Array.isArray(wanted)) return wanted.map((wish) => this.place(wish as Wish));
    const count = Number(wanted ?? 0);
    const items = [...this.store.items.values()];
    if (!Number.isInteger(count) || count < 0) throw new ControlError(400, "'purchaseOrders' is a number or a list");
    return Array.from({ length: count }, (_, index) => {
      const Status = (['OPEN', 'PARTIAL', 'PENDING', 'DELIVERED'] as const)[index % 4];
      const line = (offset: number, IsDeleted = false): Line => ({
        pkPurchaseItemId: this.store.guids.next('poit'),
        item: items[(index + offset) % items.length],
        Quantity: 10,
        Delivered: Status === 'DELIVERED' ? 10 : Status === 'PARTIAL' ? offset * 5 : 0,
        IsDeleted,
      });
      const bought = this.context.now() - 86_400_000 + index * 1000;
      const made: PurchaseOrder = {
        pkPurchaseID: this.store.guids.next('poho'),
        ExternalInvoiceNumber: `PO-${String(this.all.size + 1).padStart(5, '0')}`,
        Status,
        fkLocationId: EMPTY_GUID,
        DateOfPurchase: new Date(bought).toISOString(),
        QuotedDeliveryDate: new Date(bought + 7 * 86_400_000).toISOString(),
        lines: [line(0), line(1), line(0), line(2, true)],
      };
      this.all.set(made.pkPurchaseID, made);
      return made.ExternalInvoiceNumber;
    });
  }

  private place({ number, status = 'OPEN', location = EMPTY_GUID, lines }: Wish): string {
    const known = this.store.locations.some(({ StockLocationId }) => StockLocationId === location);
    if (!known || !STATUSES.includes(status) || !Array.isArray(lines)) throw new ControlError(400, 'A purchase order has a status, a location and lines');
    const bought = this.context.now();
    const made: PurchaseOrder = {
      pkPurchaseID: this.store.guids.next('poho'),
      ExternalInvoiceNumber: number ?? `PO-${String(this.all.size + 1).padStart(5, '0')}`,
      Status: status,
      fkLocationId: location,
      DateOfPurchase: new Date(bought).toISOString(),
      QuotedDeliveryDate: new Date(bought + 7 * 86_400_000).toISOString(),
      lines: lines.map(({ SKU, Quantity, Delivered = 0 }) => {
        const item = this.store.items.get(SKU);
        if (!item) throw new ControlError(400, `No stock item ${SKU}`);
        return { pkPurchaseItemId: this.store.guids.next('poit'), item, Quantity, Delivered, IsDeleted: false };
      }),
    };
    this.all.set(made.pkPurchaseID, made);
    return made.ExternalInvoiceNumber;
  }

  /** The warehouse books pieces in without us: {pkPurchaseId, pkPurchaseItemId, Delivered}. */
  control(body: Record<string, unknown>): unknown {
    const { status } = this.deliver(body);
    if (status !== 200) throw new ControlError(400, 'Nothing of it can be delivered');
    return {};
  }

  summary(): unknown[] {
    return [...this.all.values()].map((one) => ({ ...header(one), lines: one.lines.map(renderLine) }));
  }

  /** Numbers of those that are to arrive at a location. */
  due(location: string): string[] {
    const isDue = ({ Status, fkLocationId }: PurchaseOrder) => (Status === 'OPEN' || Status === 'PARTIAL') && fkLocationId === location;
    return [...this.all.values()].filter(isDue).map(({ ExternalInvoiceNumber }) => ExternalInvoiceNumber);
  }

  operations(): Operation[] {
    return [
      { name: 'PurchaseOrder/Search_PurchaseOrders2', verb: 'POST', shape: 'request', params: { request: 'object' }, run: ({ request }) => this.search(request as Record<string, unknown>) },
      {
        name: 'PurchaseOrder/Get_PurchaseOrder',
        verb: 'POST',
        shape: 'named',
        params: { pkPurchaseId: 'guid' },
        perMinute: 250,
        run: ({ pkPurchaseId }) => {
          const found = this.all.get(String(pkPurchaseId).toLowerCase());
          if (!found) return v1Error(400, 'Purchase order was not found.');
          return json(200, { NoteCount: 0, PurchaseOrderHeader: header(found), PurchaseOrderItem: found.lines.map(renderLine), AdditionalCosts: [], DeliveredRecords: [] });
        },
      },
      { name: 'PurchaseOrder/Deliver_PurchaseItem', verb: 'POST', shape: 'named', params: { deliverItemParameter: 'object' }, perMinute: 250, run: ({ deliverItemParameter }) => this.deliver(deliverItemParameter as Record<string, unknown>) },
    ];
  }

  private search(request: Record<string, unknown>): SandboxAnswer {
    const { Status, SearchType = 'All', SearchValue = '', EntriesPerPage = 100, PageNumber = 1, DateFrom, DateTo, Location } = request;
    const right = (Status === undefined || Status === null || STATUSES.includes(Status as Status)) && SEARCH_TYPES.includes(String(SearchType)) && fits('integer', EntriesPerPage) && fits('integer', PageNumber) && Number(PageNumber) >= 1 && Number(EntriesPerPage) >= 1;
    if (!right) return invalidRequest();
    const locations = (Location ?? []) as string[];
    const rows = [...this.all.values()].filter(
      (one) =>
        (!Status || one.Status === Status) &&
        (!DateFrom || one.DateOfPurchase >= new Date(String(DateFrom)).toISOString()) &&
        (!DateTo || one.DateOfPurchase <= new Date(String(DateTo)).toISOString()) &&
        (locations.length === 0 || locations.includes(one.fkLocationId)) &&
        (SearchValue === '' || SearchValue === null || one.ExternalInvoiceNumber === SearchValue || one.lines.some(({ item }) => item.sku === SearchValue)),
    );
    const size = Number(EntriesPerPage);
    const start = (Number(PageNumber) - 1) * size;
    return json(200, { Result: rows.slice(start, start + size).map(header), TotalPages: Math.ceil(rows.length / size), CurrentPageNumber: PageNumber, EntriesPerPage: size, TotalNumberOfRecords: rows.length });
  }

  /** `Delivered` is the new total of the line and never falls, `AddToDelivered` a difference; one of the two (linnworks.md §8). */
  private deliver(given: Record<string, unknown>): SandboxAnswer {
    const order = this.all.get(String(given.pkPurchaseId).toLowerCase());
    const line = order?.lines.find(({ pkPurchaseItemId }) => pkPurchaseItemId === String(given.pkPurchaseItemId).toLowerCase());
    const total = given.Delivered as number | undefined;
    const more = given.AddToDelivered as number | undefined;
    if ((total === undefined) === (more === undefined) || !Number.isInteger(total ?? more)) return invalidRequest();
    if (!order || !line) return v1Error(400, 'Purchase order item was not found.');
    if (order.Status === 'PENDING') return v1Error(400, 'A pending purchase order cannot be delivered.');
    const delivered = total ?? line.Delivered + Number(more);
    if (delivered < line.Delivered) return v1Error(400, 'The delivered quantity cannot be decreased.');
    raise(this.store, line.item.sku, order.fkLocationId, delivered - line.Delivered, this.context.now());
    line.Delivered = delivered;
    const live = order.lines.filter(({ IsDeleted }) => !IsDeleted);
    order.Status = live.every(({ Quantity, Delivered }) => Delivered >= Quantity) ? 'DELIVERED' : 'PARTIAL';
    return json(200, { NewPurchaseOrderItem: renderLine(line), PurchaseOrderHeader: header(order), BatchInventoryId: 0 });
  }
}

function header({ lines, ...one }: PurchaseOrder): Record<string, unknown> {
  const live = lines.filter(({ IsDeleted }) => !IsDeleted);
  return {
    ...one,
    fkSupplierId: EMPTY_GUID,
    Currency: 'GBP',
    SupplierReferenceNumber: '',
    Locked: false,
    LineCount: live.length,
    DeliveredLinesCount: live.filter(({ Quantity, Delivered }) => Delivered >= Quantity).length,
    UnitAmountTaxIncludedType: 0,
    TotalCost: live.reduce((sum, { Quantity }) => sum + Quantity * 5, 0),
    ConversionRate: 1,
  };
}

function renderLine({ item, pkPurchaseItemId, Quantity, Delivered, IsDeleted }: Line): Record<string, unknown> {
  return {
    pkPurchaseItemId,
    fkStockItemId: item.StockItemId,
    StockItemIntId: item.StockItemIntId,
    Quantity,
    Cost: Quantity * 5,
    Delivered,
    TaxRate: 0,
    Tax: 0,
    PackQuantity: 0,
    PackSize: 0,
    SKU: item.sku,
    ItemTitle: item.title,
    InventoryTrackingType: 0,
    IsDeleted,
    SortOrder: 0,
    DimHeight: 0,
    DimWidth: 0,
    DimDepth: 0,
    BarcodeNumber: item.ean,
    BinRack: '',
    SupplierCode: '',
    SupplierBarcode: '',
  };
}
