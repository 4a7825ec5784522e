import type { IDataObject } from 'n8n-workflow';

import { SandboxRoom } from '../../support/room';

/** The ShipStation room of a sandbox of its own. */
export class ShipStationRoom extends SandboxRoom {
  static async open(): Promise<ShipStationRoom> {
    return new ShipStationRoom(await ShipStationRoom.start(), 'shipstation');
  }

  async seed<T = IDataObject>(body: Record<string, unknown>): Promise<T> {
    return await this.control('POST', 'seed', body);
  }

  async state<T = IDataObject>(): Promise<T> {
    return await this.control('GET', 'state');
  }

  async act<T = IDataObject>(verb: string, body: Record<string, unknown> = {}): Promise<T> {
    return await this.control('POST', verb, body);
  }
}

/** An order of Cin7 Core in the Channel Sync shape. */
export const order = (number: string, more: IDataObject = {}): IDataObject => ({
  identity: { channel: 'cin7core', account: 'main', id: `id-${number}` },
  number,
  status: 'open',
  vendorStatus: 'AUTHORISED',
  complete: true,
  placedAt: '2026-01-06T09:00:00.000Z',
  updatedAt: '2026-01-06T10:00:30.000Z',
  currency: 'GBP',
  pricesIncludeTax: true,
  lines: [{ id: 'l1', sku: 'MUG-BLUE-330', name: 'Mug & saucer', quantity: 2, unitGross: 12, weightGrams: 400, bin: 'A-01', options: [{ name: 'Size', value: '330' }] }],
  charges: [{ kind: 'shipping', gross: 3.9 }],
  discounts: [{ kind: 'coupon', code: 'SPRING', scope: 'order', gross: 2 }],
  total: { gross: 25.9 },
  buyer: { name: 'Ada Byron', email: 'ada@example.test', phone: '07000000000' },
  shippingAddress: { name: 'Ada Byron', street: '1 Mill Lane', postcode: 'LS1 1AA', city: 'Leeds', country: 'GB' },
  ...more,
});
