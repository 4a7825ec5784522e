/** Members of Linnworks' stock items and levels (linnworks.md §7), as far as they are read. */
export interface LinnworksLevel {
  Location?: { StockLocationId?: string | null; LocationName?: string | null; BinRack?: string | null } | null;
  /** What lies there, open orders included. */
  StockLevel?: number | null;
  /** Reserved by open orders. */
  InOrders?: number | null;
  InOrderBook?: number | null;
  /** StockLevel - InOrders. */
  Available?: number | null;
  Due?: number | null;
  /** -1 = not tracked. */
  MinimumLevel?: number | null;
  /** Just in time: never runs out. */
  JIT?: boolean | null;
  LastUpdateDate?: string | null;
}

export interface LinnworksStockItem {
  StockItemId?: string | null;
  /** The SKU. */
  ItemNumber?: string | null;
  ItemTitle?: string | null;
  BarcodeNumber?: string | null;
  MetaData?: string | null;
  IsVariationParent?: boolean | null;
  PurchasePrice?: number | null;
  RetailPrice?: number | null;
  /** Percent; -1 = the country's rate. */
  TaxRate?: number | null;
  CategoryName?: string | null;
  Height?: number | null;
  Width?: number | null;
  Depth?: number | null;
  Weight?: number | null;
  CreationDate?: string | null;
  StockLevels?: LinnworksLevel[] | null;
}
