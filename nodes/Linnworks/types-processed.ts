/** A row of the list of processed orders (linnworks.md §4.3), as far as it is read. */
export interface ProcessedRow {
  pkOrderID?: string | null;
  nOrderId?: number | null;
  ReferenceNum?: string | null;
  Source?: string | null;
  SubSource?: string | null;
  dProcessedOn?: string | null;
  PostalTrackingNumber?: string | null;
  Vendor?: string | null;
  PostalServiceName?: string | null;
  TotalWeight?: number | null;
  /** Of a processed order: cancelled. */
  HoldOrCancel?: boolean | null;
  IsResend?: boolean | null;
  IsExchange?: boolean | null;
  FulfilmentLocationName?: string | null;
}
