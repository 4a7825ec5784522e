import { json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { CARRIERS, carrierById, type Carrier, type Service } from './account';
import { v2Invalid, v2NotFound } from './answers';
import { priceOf } from './desk';
import type { Json, StoredOrder } from './model';
import { gramsOf, orderGrams, type OrderStore } from './order-store';
import { words } from './query';
import { utc } from './times';
import { estimate, rates } from './v2-bodies';
import { addressFrom, amount, type V2Renderer } from './v2-render';
import { get, write, type V2Route } from './v2-routes';

export interface StoredRate {
  rateId: string;
  carrier: Carrier;
  service: Service;
  grams: number;
  /** Undefined for a shipment that was only described. */
  order?: StoredOrder;
  shipTo: Json;
}

/** Rates of several carriers in one call (shipstation.md §B3); a rate can be bought afterwards. */
export class Rates {
  readonly all = new Map<string, StoredRate>();

  constructor(
    private readonly context: RoomContext,
    private readonly store: OrderStore,
    private readonly renderer: V2Renderer,
  ) {}

  reset(): void {
    this.all.clear();
  }

  routes(): V2Route[] {
    return [
      write('POST', '/v2/rates', rates, ({ body }) => {
        const options = (body.rate_options ?? {}) as { carrier_ids?: string[]; service_codes?: string[] };
        const unknown = unknownCarrier(options.carrier_ids ?? []);
        if (unknown) return unknown;
        if (body.shipment_id !== undefined) {
          const order = this.store.byShipment(String(body.shipment_id));
          return order ? this.forOrder(order, options) : v2NotFound(`Shipment ${String(body.shipment_id)}`);
        }
        const shipment = body.shipment as Json;
        const grams = (shipment.packages as Json[]).reduce((sum, { weight }) => sum + gramsOf(weight as Json), 0);
        return json(200, { ...shipment, rate_response: this.response(addressFrom(shipment.ship_to as Json), grams, options) });
      }),
      write('POST', '/v2/rates/estimate', estimate, ({ body }) => {
        const unknown = unknownCarrier(body.carrier_ids as string[]);
        if (unknown) return unknown;
        const found = this.offers(gramsOf(body.weight as Json), String(body.to_country_code), { carrier_ids: body.carrier_ids as string[] });
        return json(200, found.map((offer) => this.row(offer, 'check')));
      }),
      get('/v2/shipments/{id}/rates', words('created_at_start'), ({ params }) => {
        const order = this.store.byShipment(params.id);
        if (!order) return v2NotFound(`Shipment ${params.id}`);
        const known = [...this.all.values()].filter((rate) => rate.order === order);
        return json(200, this.wrap(known, order));
      }),
    ];
  }

  private forOrder(order: StoredOrder, options: { carrier_ids?: string[]; service_codes?: string[] }): SandboxAnswer {
    const grams = orderGrams(order);
    if (grams <= 0) return v2Invalid('packages[0].weight must be provided.', 'field_value_required');
    return json(200, { ...this.renderer.shipment(order), rate_response: this.response(order.header.shipTo as Json, grams, options, order) });
  }

  private response(shipTo: Json, grams: number, options: { carrier_ids?: string[]; service_codes?: string[] }, order?: StoredOrder): Json {
    const made = this.offers(grams, String(shipTo.country), options).map((offer) => {
      const rate: StoredRate = { rateId: `se-${9001 + this.all.size}`, ...offer, order, shipTo };
      this.all.set(rate.rateId, rate);
      return rate;
    });
    return this.wrap(made, order);
  }

  private wrap(made: StoredRate[], order?: StoredOrder): Json {
    return {
      rates: made.map((rate) => ({ rate_id: rate.rateId, ...this.row(rate, 'shipment') })),
      ...{ invalid_rates: [], rate_request_id: `se-${9001 + this.all.size}`, ...(order ? { shipment_id: `se-${order.shipmentNo}` } : {}), created_at: utc(this.context.now()), status: 'completed', errors: [] },
    };
  }

  private offers(grams: number, country: string, { carrier_ids: carriers, service_codes: services }: { carrier_ids?: string[]; service_codes?: string[] }): Array<{ carrier: Carrier; service: Service; grams: number }> {
    const abroad = country !== 'GB';
    return CARRIERS.filter(({ id }) => carriers === undefined || carriers.includes(id)).flatMap((carrier) =>
      carrier.services.filter(({ international, code }) => international === abroad && (!services?.length || services.includes(code))).map((service) => ({ carrier, service, grams })));
  }

  private row({ carrier, service, grams }: { carrier: Carrier; service: Service; grams: number }, kind: 'check' | 'shipment'): Json {
    return {
      ...{ rate_type: kind, carrier_id: carrier.id, shipping_amount: amount(priceOf(service, grams) / 100), insurance_amount: amount(0), confirmation_amount: amount(0), other_amount: amount(0), zone: 1 },
      ...{ package_type: 'package', delivery_days: service.days, guaranteed_service: false, carrier_delivery_days: String(service.days), ship_date: utc(this.context.now()), negotiated_rate: false },
      ...{ service_type: service.name, service_code: service.code, trackable: true, carrier_code: carrier.code, carrier_nickname: carrier.nickname, carrier_friendly_name: carrier.name },
      ...{ validation_status: 'valid', warning_messages: [], error_messages: [] },
    };
  }
}

function unknownCarrier(ids: string[]): SandboxAnswer | undefined {
  const unknown = ids.find((id) => !carrierById(id));
  return unknown === undefined ? undefined : v2Invalid(`carrier_ids: ${unknown} is not a carrier of this account.`, 'invalid_identifier');
}
