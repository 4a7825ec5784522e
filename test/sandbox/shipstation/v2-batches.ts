import { empty, json, type SandboxAnswer } from '../http';
import type { RoomContext } from '../room';
import { v2Error, v2NotFound, v2Rule } from './answers';
import type { Desk } from './desk';
import type { Hooks } from './hooks';
import type { Json } from './model';
import { orderGrams, type OrderStore } from './order-store';
import { words } from './query';
import { utc } from './times';
import { batchMembers, newBatch, processBatch } from './v2-bodies';
import { choiceOf, hindrance, optionsOf } from './v2-labels';
import type { Rates } from './v2-rates';
import { get, page, PAGE, write, type V2Call, type V2Route } from './v2-routes';

interface StoredBatch {
  batchId: string;
  external: string | null;
  notes: string | null;
  /** Shipment ids and rate ids, in the order they came. */
  members: Array<{ shipmentId: string; rateId?: string }>;
  errors: Array<{ error: string; shipment_id: string; external_shipment_id: string | null }>;
  completed: number;
  createdAt: number;
  processedAt: number | null;
  /** Reads that still find it at work. */
  looks: number;
  archived: boolean;
  format: string;
  layout: string;
}

interface Parts {
  context: RoomContext;
  store: OrderStore;
  desk: Desk;
  hooks: Hooks;
  rates: Rates;
}

/** Labels for many shipments in one go (shipstation.md §B3). */
export class Batches {
  readonly all = new Map<string, StoredBatch>();

  constructor(private readonly parts: Parts) {}

  reset(): void {
    this.all.clear();
  }

  routes(): V2Route[] {
    const one = (id: string, run: (batch: StoredBatch) => SandboxAnswer): SandboxAnswer => {
      const batch = this.all.get(id);
      return batch ? run(batch) : v2NotFound(`Batch ${id}`);
    };
    const open = (id: string, run: (batch: StoredBatch) => SandboxAnswer): SandboxAnswer =>
      one(id, (batch) => (batch.processedAt === null && !batch.archived ? run(batch) : v2Rule(`Batch ${id} can no longer be modified.`, 'batch_cannot_be_modified')));
    return [
      get('/v2/batches', { ...PAGE, ...words('batch_number', 'sort_by'), status: { kind: ['open', 'queued', 'processing', 'completed', 'completed_with_errors', 'archived', 'notifying', 'invalid'] } }, (call) =>
        json(200, page('batches', [...this.all.values()].filter((batch) => call.query.status === undefined || statusOf(batch) === call.query.status), call, (batch) => this.render(batch, call)))),
      write('POST', '/v2/batches', newBatch, (call) => {
        const { body } = call;
        const external = body.external_batch_id as string | undefined;
        if (external && [...this.all.values()].some((batch) => batch.external === external)) return v2Error(409, 'business_rules', 'identifier_conflict', `external_batch_id ${external} already exists.`);
        const batch = this.make(external, body);
        this.add(batch, body);
        const processing = body.process_labels as Json | undefined;
        if (processing?.create_batch_and_process_labels === true) this.process(batch, processing);
        // 207: some of the shipments cannot be part of it (shipstation.md §B3).
        return json(batch.errors.length > 0 ? 207 : 200, this.render(batch, call));
      }),
      get('/v2/batches/external_batch_id/{external}', {}, (call) => {
        const batch = [...this.all.values()].find(({ external }) => external === call.params.external);
        return batch ? this.look(batch, call) : v2NotFound(`Batch ${call.params.external}`);
      }),
      get('/v2/batches/{id}', {}, (call) => one(call.params.id, (batch) => this.look(batch, call))),
      write('PUT', '/v2/batches/{id}', undefined, ({ params }) => one(params.id, () => empty())),
      write('DELETE', '/v2/batches/{id}', undefined, ({ params }) =>
        one(params.id, (batch) => {
          batch.archived = true;
          return empty();
        })),
      write('POST', '/v2/batches/{id}/add', batchMembers, ({ params, body }) =>
        open(params.id, (batch) => {
          this.add(batch, body);
          return empty();
        })),
      write('POST', '/v2/batches/{id}/remove', batchMembers, ({ params, body }) =>
        open(params.id, (batch) => {
          const gone = [...((body.shipment_ids ?? []) as string[]), ...((body.rate_ids ?? []) as string[])];
          batch.members = batch.members.filter(({ shipmentId, rateId }) => !gone.includes(shipmentId) && !gone.includes(rateId ?? ''));
          return empty();
        })),
      write('POST', '/v2/batches/{id}/process/labels', processBatch, ({ params, body }) =>
        open(params.id, (batch) => {
          if (batch.members.length === 0) return v2Rule(`Batch ${params.id} holds no shipments.`);
          this.process(batch, body);
          return empty();
        })),
      get('/v2/batches/{id}/errors', { ...PAGE, pagesize: { kind: 'integer', low: 1 } }, (call) => one(call.params.id, (batch) => {
        const { errors, links } = page('errors', batch.errors, call, (error) => error);
        return json(200, { errors, links });
      })),
    ];
  }

  private make(external: string | undefined, body: Json): StoredBatch {
    const batch = { batchId: `se-${3001 + this.all.size}`, external: external ?? null, notes: (body.batch_notes as string | undefined) ?? null, members: [], errors: [], completed: 0, createdAt: this.parts.context.now(), processedAt: null, looks: 0, archived: false, format: 'pdf', layout: '4x6' };
    this.all.set(batch.batchId, batch);
    return batch;
  }

  private add(batch: StoredBatch, body: Json): void {
    const { store, rates } = this.parts;
    for (const shipmentId of (body.shipment_ids ?? []) as string[]) {
      if (!store.byShipment(shipmentId)) this.fail(batch, shipmentId, `Shipment ${shipmentId} was not found.`);
      else if (!batch.members.some((member) => member.shipmentId === shipmentId)) batch.members.push({ shipmentId });
    }
    for (const rateId of (body.rate_ids ?? []) as string[]) {
      const order = rates.all.get(rateId)?.order;
      if (order) batch.members.push({ shipmentId: `se-${order.shipmentNo}`, rateId });
      else this.fail(batch, rateId, `Rate ${rateId} was not found.`);
    }
  }

  private process(batch: StoredBatch, body: Json): void {
    const { context, store, desk, rates, hooks } = this.parts;
    const { format = 'pdf', layout = '4x6' } = optionsOf(body);
    const v1Batch = desk.takeBatch();
    Object.assign(batch, { processedAt: context.now(), looks: 1, format, layout });
    for (const { shipmentId, rateId } of batch.members) {
      const order = store.byShipment(shipmentId);
      const choice = rateId ? rates.all.get(rateId) : order && choiceOf(desk, order);
      const why = order ? hindrance(context, desk, order)?.message : 'The shipment is gone.';
      if (!order || why) this.fail(batch, shipmentId, why ?? '');
      else if (!choice) this.fail(batch, shipmentId, 'service_code must be provided.');
      else {
        desk.buy({ order, carrier: choice.carrier, service: choice.service, grams: orderGrams(order), by: 'api', format, layout, batch: v1Batch, batchId: batch.batchId, rateId, shipDate: body.ship_date === undefined ? undefined : String(body.ship_date).slice(0, 10) });
        batch.completed += 1;
      }
    }
    hooks.tellV2('batch', 'API_BATCH', null, `/v2/batches/${batch.batchId}`);
    hooks.tellV2('batch_processed_v2', 'BATCH_PROCESSED_V2', null, `/v2/batches/${batch.batchId}`);
  }

  private fail(batch: StoredBatch, shipmentId: string, error: string): void {
    const order = this.parts.store.byShipment(shipmentId);
    batch.errors.push({ error, shipment_id: shipmentId, external_shipment_id: order ? this.parts.store.externalOf(order) : null });
  }

  /** The first look after the start finds it at work still. */
  private look(batch: StoredBatch, call: V2Call): SandboxAnswer {
    const answer = json(200, this.render(batch, call));
    batch.looks = Math.max(0, batch.looks - 1);
    return answer;
  }

  private render(batch: StoredBatch, { origin, path }: V2Call): Json {
    const root = `${origin}${path.slice(0, path.indexOf('/v2/'))}/v2`;
    return {
      ...{ batch_id: batch.batchId, batch_number: batch.batchId.slice(3), external_batch_id: batch.external, batch_notes: batch.notes, created_at: utc(batch.createdAt), processed_at: utc(batch.processedAt) },
      ...{ errors: batch.errors.length, process_errors: [], warnings: 0, completed: batch.looks > 0 ? 0 : batch.completed, forms: 0, count: batch.members.length, label_format: batch.format, label_layout: batch.layout },
      ...{ batch_shipments_url: { href: `${root}/shipments?batch_id=${batch.batchId}` }, batch_labels_url: { href: `${root}/labels?batch_id=${batch.batchId}` }, batch_errors_url: { href: `${root}/batches/${batch.batchId}/errors` } },
      ...{ label_download: {}, form_download: {}, paperless_download: {}, status: statusOf(batch) },
    };
  }
}

function statusOf(batch: StoredBatch): string {
  if (batch.archived) return 'archived';
  if (batch.processedAt === null) return 'open';
  if (batch.looks > 0) return 'processing';
  return batch.errors.length > 0 ? 'completed_with_errors' : 'completed';
}
