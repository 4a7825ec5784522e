import { json } from '../http';
import type { RoomContext } from '../room';
import { missing, Refused, unknownName } from './answers';
import type { Json, Shape } from './bodies';
import type { Lists } from './lists';
import type { ProductStore } from './product-store';
import { page, PAGED, route, same, type Cin7Route } from './routes';
import type { Shelf, Shelves } from './shelves';
import { readDate, type Ids } from './values';

interface Adjustment {
  TaskID: string;
  EffectiveDate: string;
  StocktakeNumber: string;
  Status: string;
  Account: string;
  Reference: string;
  ExistingStockLines: Json[];
  NewStockLines: Json[];
  Transactions: Json[];
  /** What a draft is going to do. */
  plan: Step[];
}

interface Step {
  shelf: Shelf;
  onHand: number;
  cost: number;
}

const LINE: Shape = {
  ...{ ProductID: 'guid', SKU: 'text:50', ProductName: 'text:1024', Quantity: 'number!', UnitCost: 'number!', LocationID: 'guid', Location: 'text:256', BatchSN: 'text:50', ExpiryDate: 'date', ReceivedDate: 'date', Comments: 'text:256' },
};
const NEW: Shape = { EffectiveDate: 'date!', Status: 'text!', Account: 'text', Reference: 'text', UpdateOnHand: 'boolean', Lines: [LINE] };

/** `POST /stockadjustment` and its relatives (cin7core.md §8.3). */
export class Adjustments {
  readonly all: Adjustment[] = [];
  lockDate: number | null = null;

  constructor(
    private readonly context: RoomContext,
    private readonly ids: Ids,
    private readonly shelves: Shelves,
    private readonly products: ProductStore,
    private readonly lists: Lists,
  ) {}

  reset(): void {
    this.all.length = 0;
    this.lockDate = null;
  }

  checkDate(value: unknown): void {
    const time = readDate(String(value));
    if (this.lockDate !== null && time !== undefined && time < this.lockDate) throw new Refused('Date is before the lock date');
  }

  routes(): Cin7Route[] {
    const find = (id: unknown) => this.all.find(({ TaskID }) => TaskID === id);
    return [
      route('POST', '/stockadjustment', {}, ({ body }) => json(200, show(this.write(body))), NEW),
      route('PUT', '/stockadjustment', {}, ({ body }) => {
        const known = find(body.TaskID);
        if (!known) throw unknownName('Stock adjustment not found');
        if (known.Status !== 'DRAFT') throw new Refused(`Stock adjustment is ${known.Status}`);
        return json(200, show(this.write(body, known)));
      }, { ...NEW, TaskID: 'guid!' }),
      route('GET', '/stockadjustment', { TaskID: 'guid!' }, ({ query }) => {
        const known = find(query.TaskID);
        return known ? json(200, show(known)) : missing(this.context, 'Stock adjustment');
      }),
      route('GET', '/stockadjustmentList', { ...PAGED, Status: 'text' }, ({ query }) => {
        const rows = this.all.filter(({ Status }) => same(Status, query.Status)).map(({ TaskID, EffectiveDate, StocktakeNumber, Status, Account, Reference }) => ({ TaskID, EffectiveDate, StocktakeNumber, Status, Account, Reference }));
        return page(this.context, true, 'StockAdjustmentList', rows, query);
      }),
      route('DELETE', '/stockadjustment', { ID: 'guid!', Void: 'boolean' }, ({ query }) => {
        const known = find(query.ID);
        if (!known) return missing(this.context, 'Stock adjustment');
        if (known.Status !== 'DRAFT') throw new Refused(`Stock adjustment is ${known.Status}`);
        Object.assign(known, { Status: 'VOIDED', ExistingStockLines: [], NewStockLines: [] });
        return json(200, show(known));
      }),
    ];
  }

  /** One bad line refuses the call (cin7core.md §8.3). */
  private write(body: Json, draft?: Adjustment): Adjustment {
    const lines = (body.Lines ?? []) as Json[];
    if (!['DRAFT', 'COMPLETED'].includes(String(body.Status))) throw new Refused('Status is not valid');
    if (lines.length === 0) throw new Refused('Lines are required');
    const most = this.context.assumed('adjustment-lines');
    if (most !== 'any' && lines.length > Number(most)) throw new Refused(`No more than ${most} lines are allowed`);
    this.checkDate(body.EffectiveDate);
    this.lists.checkAccount(body.Account);
    // Omitted = the available pieces are set, not what lies there (blueprint, Stock Adjustment).
    const plan = lines.map((line) => this.plan(line, body.UpdateOnHand === true));
    const spots = plan.map(({ shelf }) => shelf);
    if (new Set(spots).size < spots.length) throw new Refused('The same product is listed twice');
    const existing = plan.filter(({ shelf }) => shelf.onHand !== 0);
    const made: Adjustment = {
      ...{ TaskID: draft?.TaskID ?? this.ids.guid('stocktake'), StocktakeNumber: draft?.StocktakeNumber ?? this.ids.number('ST'), EffectiveDate: String(body.EffectiveDate), Status: String(body.Status), Account: String(body.Account ?? '403'), Reference: String(body.Reference ?? '') },
      ExistingStockLines: existing.map(({ shelf }) => ({ ...lineOf(shelf), QuantityOnHand: shelf.onHand, Available: shelf.onHand - shelf.allocated, Adjustment: sent(lines, plan, shelf).Quantity, Comments: '' })),
      NewStockLines: plan.filter((step) => !existing.includes(step)).map(({ shelf, cost }) => ({ ...lineOf(shelf), Quantity: sent(lines, plan, shelf).Quantity, UnitCost: cost, ReceivedDate: sent(lines, plan, shelf).ReceivedDate ?? body.EffectiveDate, Comments: '' })),
      Transactions: [],
      plan,
    };
    if (made.Status === 'COMPLETED') this.post(made);
    const at = draft ? this.all.indexOf(draft) : this.all.length;
    this.all[at] = made;
    return made;
  }

  private plan(line: Json, setsOnHand: boolean): Step {
    if (!line.ProductID && !line.SKU) throw new Refused('ProductID or SKU is required');
    const product = this.products.named(line.ProductID, line.SKU);
    const refusal = this.context.refusal(product.SKU);
    if (refusal) throw new Refused(refusal.message ?? `Product ${product.SKU} is refused`);
    if (product.type === 'Service') throw new Refused(`Product ${product.SKU} is a service`);
    if (!line.Location && !line.LocationID) throw new Refused('Location or LocationID is required');
    const place = this.lists.place(line.Location, line.LocationID);
    const quantity = Number(line.Quantity);
    if (quantity < 0) throw new Refused('Quantity must not be negative');
    if (product.costing !== 'FIFO' && !line.BatchSN) throw new Refused(`BatchSN is required for ${product.SKU}`);
    if (product.costing.startsWith('FEFO') && !line.ExpiryDate) throw new Refused(`ExpiryDate is required for ${product.SKU}`);
    const batch = product.costing === 'FIFO' ? null : String(line.BatchSN);
    const scattered = this.shelves.of(product, place).some(({ bin, onHand }) => bin !== null && onHand !== 0);
    if (scattered && this.context.assumed('adjustment-and-bins') === 'refused') throw new Refused(`Product ${product.SKU} lies in bins`);
    const shelf = this.shelves.at(product, place, { batch, expiry: (line.ExpiryDate as string | undefined) ?? null });
    return { shelf, onHand: setsOnHand ? quantity : quantity + shelf.allocated, cost: Number(line.UnitCost) };
  }

  private post(made: Adjustment): void {
    for (const { shelf, onHand, cost } of made.plan) {
      const change = onHand - shelf.onHand;
      if (shelf.onHand === 0) shelf.cost = cost;
      // Also an unchanged figure is a posting (cin7core.md §8.3).
      made.Transactions.push({ ID: this.ids.guid('entry'), Debit: '715: Inventory', Credit: `${made.Account}: Adjustment`, Amount: change, EffectiveDate: made.EffectiveDate });
      this.shelves.set(shelf, onHand);
    }
  }
}

const sent = (lines: Json[], plan: Step[], shelf: Shelf): Json => lines[plan.findIndex((step) => step.shelf === shelf)];
const NOTHING = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`ProductCustomField${index + 1}`, null]));

function lineOf({ product, place, batch, expiry }: Shelf): Json {
  return {
    ...{ ProductID: product.ID, SKU: product.SKU, ProductName: product.Name, LocationID: place.ID, Location: place.Name, BatchSN: batch, ExpiryDate: expiry },
    ...{ ProductLength: 0, ProductWidth: 0, ProductHeight: 0, ProductWeight: product.rest.Weight ?? 0, WeightUnits: product.rest.WeightUnits ?? '', DimensionsUnits: '', ...NOTHING },
  };
}

const show = ({ plan: _plan, ...adjustment }: Adjustment): Json => ({ ...adjustment });
