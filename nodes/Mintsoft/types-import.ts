/** Bodies of `PUT /api/Order`, in the vendor's spelling (mintsoft.md §5.1). */
export interface NewNameValue {
  Name: string;
  Value: string;
}

export interface NewOrderItem {
  SKU: string;
  Quantity: number;
  UnitPrice?: number;
  UnitPriceVat?: number;
  Discount?: number;
  OrderItemNameValues: NewNameValue[];
}

export interface NewConnectAction {
  Type: 'API';
  SourceOrderId: string;
  Complete: boolean;
  ExtraCode1: string;
  ExtraCode2: string;
  ExtraCode5: string;
}

export interface NewOrder {
  OrderNumber: string;
  ExternalOrderReference: string;
  FirstName: string;
  Address1: string;
  PostCode: string;
  Country: string;
  OrderItems: NewOrderItem[];
  OrderNameValues: NewNameValue[];
  WarehouseId?: number;
  ChannelId?: number;
  CourierServiceId?: number;
  OrderValue?: number;
  ConnectAction?: NewConnectAction;
  [field: string]: unknown;
}

/** One element of the list a create answers. */
export interface NewOrderResult {
  OrderId?: number | null;
  OrderNumber?: string | null;
  Success?: boolean | null;
  OrderStatusId?: number | null;
  OrderStatus?: string | null;
  Message?: string | null;
}
