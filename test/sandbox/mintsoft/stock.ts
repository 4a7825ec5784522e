import type { RoomContext } from '../room';
import { WAREHOUSES, LOCATIONS } from './account';
import type { Times } from './times';

export interface Shelf {
  ID: number;
  ProductId: number;
  WarehouseId: number;
  /** Free and reserved pieces together. */
  physical: number;
  allocated: number;
  quarantine: number;
  onOrder: number;
  changedAt: number;
}

export interface InventoryRow {
  ID: number;
  LocationId: number;
  StockLevel: number;
  OnHand: number;
  Allocated: number;
  InQuarantine: number;
  OnOrder: number;
}

/** Pieces per product and warehouse (mintsoft.md §7.1). */
export class StockStore {
  private readonly shelves = new Map<string, Shelf>();

  constructor(
    private readonly context: RoomContext,
    private readonly times: Times,
  ) {}

  reset(): void {
    this.shelves.clear();
  }

  all(): Shelf[] {
    return [...this.shelves.values()];
  }

  add(ProductId: number): void {
    for (const { ID: WarehouseId } of WAREHOUSES) {
      this.shelves.set(`${ProductId} ${WarehouseId}`, { ID: this.shelves.size + 1, ProductId, WarehouseId, physical: 0, allocated: 0, quarantine: 0, onOrder: 0, changedAt: this.times.now() });
    }
  }

  of(ProductId: number, WarehouseId: number): Shelf {
    return this.shelves.get(`${ProductId} ${WarehouseId}`) as Shelf;
  }

  change(shelf: Shelf, change: Partial<Pick<Shelf, 'physical' | 'allocated' | 'quarantine' | 'onOrder'>>): void {
    Object.assign(shelf, change, { changedAt: this.times.now() });
  }

  free({ physical, allocated }: Shelf): number {
    return physical - allocated;
  }

  /** One row per location where bins are told apart: half of it lies in the second one. */
  rows(shelf: Shelf): InventoryRow[] {
    const where = this.context.assumed('inventory-rows');
    const bins = WAREHOUSES.find(({ ID }) => ID === shelf.WarehouseId)?.bins === true;
    const [first, second] = LOCATIONS.filter(({ WarehouseId }) => WarehouseId === shelf.WarehouseId);
    const row = (ID: number, LocationId: number, StockLevel: number, Allocated: number, main: boolean): InventoryRow => ({
      ID,
      LocationId,
      StockLevel,
      OnHand: StockLevel - Allocated,
      Allocated,
      InQuarantine: main ? shelf.quarantine : 0,
      OnOrder: main ? shelf.onOrder : 0,
    });
    if (where === 'nowhere' || (where === 'where-bins-are-used' && !bins)) return [row(shelf.ID * 10, 0, shelf.physical, shelf.allocated, true)];
    const there = Math.floor(shelf.physical / 2);
    const reservedThere = Math.max(0, shelf.allocated - (shelf.physical - there));
    return [row(shelf.ID * 10, first.ID, shelf.physical - there, shelf.allocated - reservedThere, true), row(shelf.ID * 10 + 1, second.ID, there, reservedThere, false)];
  }
}
