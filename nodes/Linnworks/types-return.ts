/** A row of the history of returns (linnworks.md §9): one returned line. */
export interface ReturnRow {
  pkOrderID?: string | null;
  nOrderId?: number | null;
  pkReturnId?: number | null;
  fkOrderItemReturnId?: string | null;
  ReferenceNum?: string | null;
  Source?: string | null;
  SubSource?: string | null;
  cCurrency?: string | null;
  ReturnReference?: string | null;
  ItemNumber?: string | null;
  ItemTitle?: string | null;
  ReturnQty?: number | null;
  ScrapQty?: number | null;
  Reason?: string | null;
  ChannelReason?: string | null;
  Category?: string | null;
  fkReturnLocationId?: string | null;
  ReturnDate?: string | null;
  ActionDate?: string | null;
  CreateDate?: string | null;
  Amount?: number | null;
  RefundStatus?: string | null;
}
