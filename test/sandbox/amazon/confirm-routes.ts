import { confirmShipmentBody } from './bodies';
import { confirm, type Confirmation, type Desk } from './confirm';
import { invalidInput, notFound, spError } from './errors';
import { route, type AmazonRoute } from './routes';

interface Body {
  marketplaceId: string;
  packageDetail: Confirmation & { orderItems: Array<{ orderItemId: string; quantity: number }> };
}

export function confirmRoutes(desk: Desk): AmazonRoute[] {
  return [
    route('POST', '/orders/v0/orders/{orderId}/shipmentConfirmation', 'confirmShipment', {
      roles: ['Inventory and Order Tracking', 'Direct-to-Consumer Shipping'],
      body: confirmShipmentBody,
      run: ({ params, body }) => {
        const { marketplaceId, packageDetail } = body as Body;
        const order = desk.store.orders.get(params.orderId);
        if (!order) return notFound('The requested order does not exist.');
        if (order.marketplaceId !== marketplaceId) return invalidInput('The order does not belong to the given marketplaceId.');
        const refused = confirm(desk, order, { ...packageDetail, items: packageDetail.orderItems }, 'api');
        return refused ? spError(400, refused.code, refused.message) : { status: 204 };
      },
    }),
  ];
}
