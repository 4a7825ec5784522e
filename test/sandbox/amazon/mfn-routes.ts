import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { additionalInputsBody, createShipmentBody, eligibleServicesBody } from './bodies';
import { invalidInput, spError } from './errors';
import { renderService, renderShipment } from './mfn-render';
import type { Details, MfnStore, StoredShipment } from './mfn-store';
import { isOpen, openQuantity, type StoredOrder } from './order-model';
import type { OrderStore } from './order-store';
import { route, type AmazonRoute, type Call } from './routes';
import { INPUT_FIELD, inputFields, SERVICES, serviceNamed, type Service } from './shipping-services';

const ROLES = ['Direct-to-Consumer Shipping'] as const;
const restricted = () => true;
const OUNCE_G = 28.349523125;

interface Purchase {
  ShipmentRequestDetails: Details;
  ShippingServiceId: string;
  ShippingServiceOfferId?: string;
  ShipmentLevelSellerInputsList?: Array<{ AdditionalInputFieldName: string }>;
}

/** Merchant Fulfillment v0 (amazon.md §12). */
export function mfnRoutes(context: RoomContext, orders: OrderStore, store: MfnStore): AmazonRoute[] {
  const shown = (shipment: StoredShipment) => json(200, { payload: renderShipment(store.settle(shipment), context.assumed) });

  const orderOf = (details: Details): { order: StoredOrder } | { refused: SandboxAnswer } => {
    const order = orders.orders.get(details.AmazonOrderId);
    if (!order || order.fulfilledBy === 'AMAZON') return { refused: spError(400, 'InvalidRequest', 'The order is not one of this merchant.') };
    const state = details.ShipFromAddress.StateOrProvinceCode;
    if (['GB', 'US', 'CA', 'CN'].includes(details.ShipFromAddress.CountryCode) && !state) return { refused: spError(400, 'InvalidShipFromAddress', 'StateOrProvinceCode is required for this country.') };
    for (const { OrderItemId, Quantity } of details.ItemList) {
      const item = order.items.find(({ orderItemId }) => orderItemId === OrderItemId);
      if (!item || Quantity > item.quantity) return { refused: invalidInput('Invalid Input', `Item ${OrderItemId} does not belong to the order in this quantity.`) };
      if (!isOpen(order) || Quantity > openQuantity(item)) return { refused: spError(400, 'ShipmentAlreadyExists', 'Items of the order are shipped already, or the order is not open.') };
    }
    return { order };
  };

  const eligible = ({ body, now }: Call): SandboxAnswer => {
    const { ShipmentRequestDetails: details } = body as Purchase;
    const checked = orderOf(details);
    if ('refused' in checked) return checked.refused;
    const reasons = SERVICES.map((service) => ({ service, reason: rejection(service, details, checked.order) }));
    return json(200, {
      payload: {
        ShippingServiceList: reasons.filter(({ reason }) => reason === undefined).map(({ service }) => renderService(service, store.offer(service, details), details, now)),
        RejectedShippingServiceList: reasons.flatMap(({ service, reason }) => (reason ? [{ CarrierName: service.carrier, ShippingServiceName: service.name, ShippingServiceId: service.id, RejectionReasonCode: reason }] : [])),
        TemporarilyUnavailableCarrierList: [{ CarrierName: 'GLS' }],
        TermsAndConditionsNotAcceptedCarrierList: [{ CarrierName: 'UPS' }],
      },
    });
  };

  const buy = ({ body }: Call): SandboxAnswer => {
    const { ShipmentRequestDetails: details, ShippingServiceId, ShippingServiceOfferId, ShipmentLevelSellerInputsList: inputs = [] } = body as Purchase;
    const checked = orderOf(details);
    if ('refused' in checked) return checked.refused;
    const { order } = checked;
    const service = serviceNamed(ShippingServiceId);
    if (!service || rejection(service, details, order)) return invalidInput('Invalid Input');
    const refused = ShippingServiceOfferId === undefined ? undefined : store.refuseOffer(ShippingServiceOfferId, service, details);
    if (refused) return spError(400, refused, refused === 'InvalidInput' ? 'The purchase request parameters are invalid.' : 'The offer cannot be bought.');
    if (service.needsInputs && !inputs.some(({ AdditionalInputFieldName: name }) => name === INPUT_FIELD)) return invalidInput('Invalid Input', 'Additional seller inputs are missing.');
    const asked = context.refusal(order.orderId);
    if (asked) return invalidInput(asked.message ?? 'Invalid Input');
    const wanted = details.ShippingServiceOptions.LabelFormat ?? 'ShippingServiceDefault';
    const format = wanted === 'ShippingServiceDefault' ? service.formats[0] : wanted;
    if (!service.formats.includes(format)) return invalidInput('Invalid Input', `The service has no labels of the format ${format}.`);
    return shown(store.buy(order, service, ShippingServiceOfferId ?? store.offer(service, details), details, format));
  };

  const shipmentOf = (id: string) => store.shipments.get(id);
  const unknown = () => spError(404, 'NotFound', 'The shipment does not exist.');

  const cancel = ({ params }: Call): SandboxAnswer => {
    const shipment = shipmentOf(params.shipmentId);
    if (!shipment) return unknown();
    if (shipment.status !== 'Purchased') return spError(404, 'InvalidState', 'The shipment is cancelled already.');
    return store.cancel(shipment) ? shown(shipment) : spError(400, 'LabelCancelWindowExpired', 'The label can no longer be cancelled.');
  };

  const path = '/mfn/v0';
  return [
    route('POST', `${path}/eligibleShippingServices`, 'getEligibleShipmentServices', { roles: ROLES, body: eligibleServicesBody, run: eligible }),
    route('POST', `${path}/additionalSellerInputs`, 'getAdditionalSellerInputs', {
      roles: ROLES,
      body: additionalInputsBody,
      run: ({ body }) => {
        const { ShippingServiceId, OrderId } = body as { ShippingServiceId: string; OrderId: string };
        const service = serviceNamed(ShippingServiceId);
        if (!service || !orders.orders.has(OrderId)) return invalidInput('Invalid Input');
        return json(200, { payload: service.needsInputs ? inputFields() : { ShipmentLevelFields: [], ItemLevelFieldsList: [] } });
      },
    }),
    route('POST', `${path}/shipments`, 'createShipment', { roles: ROLES, restricted, body: createShipmentBody, run: buy }),
    route('GET', `${path}/shipments/{shipmentId}`, 'getShipment', {
      roles: ROLES,
      restricted,
      run: ({ params }) => {
        const shipment = shipmentOf(params.shipmentId);
        return shipment ? shown(shipment) : unknown();
      },
    }),
    route('DELETE', `${path}/shipments/{shipmentId}`, 'cancelShipment', { roles: ROLES, restricted, run: cancel }),
  ];
}

function rejection(service: Service, { Weight, ShipDate }: Details, order: StoredOrder): string | undefined {
  const grams = Weight.Unit === 'g' ? Weight.Value : Weight.Value * OUNCE_G;
  if (grams > service.maxGrams) return 'PACKAGE_TOO_HEAVY';
  if (order.programs.includes('PRIME') && !service.primeReady) return 'CANNOT_MEET_PRIME_PROMISE';
  return ShipDate !== undefined && Date.parse(ShipDate) > order.latestShip ? 'CANNOT_MEET_SHIP_DATE' : undefined;
}
